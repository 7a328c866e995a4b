import type { Pool } from '#lib/db/pool.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { patientKey } from '#lib/ledger/patient.ts'

/** For tests: adds this person, at whose record somebody of Tartu Clinic looked once, on 29 March 2026 at noon. */
export async function addLooked(owner: Pool, { system, value }: PatientIdentifier): Promise<void> {
  const patient = patientKey({ system, value })
  const event = {
    ...{ accessedAt: '2026-03-29T10:00:00.000Z', actor: { kind: 'professional' }, automatic: false, kind: 'access' },
    ...{ nameVisibility: { policy: 'shown' }, organisation: { identifier: { value: '90010001' }, name: 'Tartu Clinic' }, purpose: [] },
  }
  await owner.query('INSERT INTO patient (patient, system, value) VALUES ($1, $2, $3)', [patient, system, value])
  await owner.query(
    `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, event_nonce, concealed_nonce, source_nonce)
     VALUES ($1, 0, 1, gen_random_uuid(), 'x', now(), sha256('x'), '', $2, $3, sha256('1'), sha256('2'), sha256('3'))`,
    [patient, Buffer.from(JSON.stringify(event)), Buffer.from(JSON.stringify({ actor: { name: 'Anna Berg' } }))],
  )
}
