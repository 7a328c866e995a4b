import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { KADRI, RIINA } from '#lib/dispute/demo.ts'
import { jcs } from '#lib/event/access-event.ts'
import { ANDRES, type DemoPerson, HELVE, JAAN } from '#lib/event/demo/people.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { stories } from '#lib/event/demo/stories.ts'
import { fromAuditEvent } from '#lib/event/fhir.ts'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue, type Submission } from '#lib/ledger/queue.ts'
import { askDemoQuestions } from './demo-cases.ts'
import { registerDemoStaff, registerDemoSystems } from './demo-data.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const systems: readonly IdentifierSystem[] = [{ system: SYSTEM, aliases: [], pattern: '[0-9]{11}', strip: 'EE' }]

describe('the questions of the demonstration', () => {
  let database: TestDatabase
  let owner: Pool
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    await registerDemoSystems(owner)
    await registerDemoStaff(owner)
    await enqueue(owner, submissions())
    // As if they were sealed: nothing here asks for a proof.
    await owner.query(
      `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed,
                          event_nonce, concealed_nonce, source_nonce)
       SELECT patient, row_number() OVER (PARTITION BY patient ORDER BY received_at, id) - 1, row_number() OVER (), id, record_system,
              received_at, commitment, '', event, concealed, event_nonce, concealed_nonce, source_nonce FROM pending`,
    )
    await owner.query('DELETE FROM pending')
  })
  after(async () => {
    await owner.end()
    await database.close()
  })

  const rows = async <T extends object>(sql: string, ...values: readonly unknown[]) => (await owner.query<T>(sql, [...values])).rows
  const keyOf = ({ code }: DemoPerson) => patientKey({ system: SYSTEM, value: code })

  test('are asked once, in little time', async () => {
    const from = performance.now()
    assert.equal(await askDemoQuestions(database.ownerUrl, owner), 43)
    const seconds = (performance.now() - from) / 1000
    console.log(`demonstration: 43 questions in ${seconds.toFixed(1)} s`)
    assert.ok(seconds < 20)
    assert.equal(await askDemoQuestions(database.ownerUrl, owner), 0)
    assert.deepEqual(await rows('SELECT count(*)::int AS count FROM dispute'), [{ count: 43 }])
  })

  test('were asked over half a year, of each kind, in each language', async () => {
    const [span] = await rows<{ weeks: number }>(
      `SELECT extract(days FROM max(submitted_at) - min(submitted_at))::int / 7 AS weeks FROM dispute`,
    )
    assert.ok((span?.weeks ?? 0) >= 26)
    const distinct = async (column: string) =>
      (await rows<{ value: string }>(`SELECT DISTINCT ${column} AS value FROM dispute WHERE ${column} IS NOT NULL ORDER BY 1`)).map(
        ({ value }) => value,
      )
    assert.deepEqual(await distinct('locale'), ['en', 'et', 'ru'])
    assert.equal((await distinct('outcome')).length, 8)
    assert.deepEqual(await distinct('state'), [
      ...[
        'acknowledged',
        'awaiting_provider',
        'closed',
        'decided',
        'escalated',
        'needs_info',
        'provider_answered',
        'reopened',
        'submitted',
      ],
      ...['triage', 'under_review', 'withdrawn'],
    ])
  })

  test('happened before now, each step after the one before it, and are numbered as they were asked', async () => {
    const late = await rows(
      `SELECT dispute, number FROM (SELECT *, lag(at) OVER (PARTITION BY dispute ORDER BY number) AS before FROM dispute_event) AS e
       WHERE at > now() OR at < before`,
    )
    assert.deepEqual(late, [])
    const references = await rows<{ number: number }>(
      `SELECT split_part(reference, '-', 3)::int AS number FROM dispute ORDER BY submitted_at, reference`,
    )
    assert.deepEqual(
      references.map(({ number }) => number),
      references.map((_, i) => i + 1),
    )
  })

  test('leave one that nobody has confirmed in time, and one whose organisation has to answer soon', async () => {
    const soon = await rows<{ due: string; soon: boolean }>(
      `SELECT due, due_at < now() + interval '7 days' AS soon FROM dispute WHERE patient = $1`,
      keyOf(ANDRES),
    )
    assert.deepEqual(soon, [{ due: 'provider', soon: true }])
    const unconfirmed = await rows(`SELECT FROM dispute WHERE due = 'acknowledge' AND due_at < now()`)
    assert.equal(unconfirmed.length, 1)
    const [helve] = await rows<{ entries: number }>('SELECT count(*)::int AS entries FROM dispute_entry WHERE patient = $1', keyOf(HELVE))
    assert.equal(helve?.entries, 50)
  })

  test('stand in the lists of those who asked, as looks of the staff who read their entries', async () => {
    const looks = await rows<{ name: string; organisation: string }>(
      `SELECT convert_from(concealed, 'UTF8')::jsonb #>> '{actor,name}' AS name, convert_from(event, 'UTF8')::jsonb #>> '{organisation,name}' AS organisation
       FROM pending WHERE patient = $1 ORDER BY name`,
      keyOf(ANDRES),
    )
    assert.deepEqual(looks, [{ name: `${KADRI.givenName} ${KADRI.familyName}`, organisation: 'the demonstration health system' }])
    assert.ok((await rows(`SELECT FROM pending WHERE convert_from(concealed, 'UTF8') LIKE '%${RIINA.familyName}%'`)).length > 0)
  })
})

/** All but those of the person with 3,000 entries. */
function submissions(): readonly Submission[] {
  const submittable = stories({ seed: 'sightline', until: new Date() })
  return submittable.flatMap(({ recordSystem, resource }): Submission[] => {
    const sender = DEMO_RECORD_SYSTEMS.find(({ id }) => id === recordSystem)
    const read = sender && fromAuditEvent(resource, sender, { systems })
    if (!read || !('event' in read) || read.event.patient.value === JAAN.code) return []
    const source = Buffer.from(jcs(resource)).toString()
    const digest = createHash('sha256').update(source).digest()
    const { actor, onBehalfOf } = read.concealed
    return [{ recordSystem, digest, source, event: read.event, concealed: { ...(actor && { actor }), ...(onBehalfOf && { onBehalfOf }) } }]
  })
}
