import type { Client } from 'pg'
import { parseConcealed, parseEvent, type SealedEvent } from '#lib/event/access-event.ts'
import { alpha, commitConcealed, commitEvent, commitNetwork } from '#lib/history/entry.ts'
import { vrfVerifier } from '#lib/history/vrf.ts'
import { equalBytes, type Hash, toBase64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { attempt, type Report } from './fsck-report.ts'
import { patientKey } from './patient.ts'

type Content = {
  readonly patient: string
  readonly id: string
  readonly commitment: Buffer
  readonly event_nonce: Buffer | null
  readonly concealed_nonce: Buffer | null
  readonly source_nonce: Buffer | null
  readonly event: Buffer | null
  readonly concealed: Buffer | null
  readonly network: Buffer | null
}

type Place = { readonly patient: string; readonly history_index: number; readonly log_index: number }

export type EventContent = Content & Place & { readonly withheld: string | null }

const FETCH = 2000

/** Rows of a query in its order, a few thousand at a time, the next while these are looked at; inside a transaction. */
export async function* batchesOf<T extends object>(client: Client, name: string, query: string): AsyncGenerator<readonly T[]> {
  await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${query}`)
  const fetch = () => client.query<T>(`FETCH ${FETCH} FROM ${name}`)
  for (let next = fetch(); ; ) {
    const { rows } = await next
    if (rows.length === 0) break
    next = fetch()
    next.catch(() => {}) // it is waited for in its turn
    yield rows
  }
  await client.query(`CLOSE ${name}`)
}

/** The same, row by row. */
export async function* rowsOf<T extends object>(client: Client, name: string, query: string): AsyncGenerator<T> {
  for await (const rows of batchesOf<T>(client, name, query)) yield* rows
}

export function nameOf({ patient, history_index, log_index }: Place): string {
  return `event ${patient}/${history_index} (log index ${log_index})`
}

/** Checks every patient's key, and label and blind against the VRF proof for the identifier. */
export async function checkPatients(client: Client, vrfKey: Hash, report: Report): Promise<void> {
  type Row = { patient: string; system: string; value: string; label: Buffer | null; blind: Buffer | null; vrf_proof: Buffer | null }
  const verify = vrfVerifier(vrfKey)
  for await (const row of rowsOf<Row>(client, 'patients', 'SELECT * FROM patient')) {
    const { label, blind, vrf_proof } = row
    const where = `patient ${row.patient}`
    if (row.patient !== patientKey(row)) report(`${where}: is not the key of its identifier`)
    if (!label || !blind || !vrf_proof) continue
    attempt(where, report, () => {
      const beta = verify(alpha(row), vrf_proof)
      if (!equalBytes(beta, Buffer.concat([label, blind])))
        throw new VerificationError('wrong-label', 'label and blind are not those of its proof')
    })
  }
}

/** Keys of people met already: a typical one has 60 events. */
const known = new Map<string, string>()
const KNOWN = 100_000

function knownKey(patient: SealedEvent['patient']): string {
  const name = `${patient.system}\n${patient.value}`
  const key = known.get(name) ?? patientKey(patient)
  if (known.size >= KNOWN) known.clear()
  known.set(name, key)
  return key
}

/** Hashes a stored event anew, against its commitment and against what its row says. Absent if it cannot be read or is withheld. */
export function checkContent(row: Content, where: string, report: Report): SealedEvent | undefined {
  const { event, event_nonce, concealed, concealed_nonce, source_nonce, network } = row
  if (!event || !event_nonce) return undefined
  return attempt(where, report, () => {
    if (!equalBytes(commitEvent(event_nonce, event), row.commitment)) throw mismatch('event and nonce do not give its commitment')
    const read = parseEvent(event)
    if (read.id !== row.id) throw mismatch('the event has another id than its row')
    if (knownKey(read.patient) !== row.patient) throw mismatch('the event is about another patient than its row')
    if (!concealed || !concealed_nonce) return read
    if (toBase64(commitConcealed(concealed_nonce, concealed)) !== read.concealed)
      throw mismatch('concealed bytes and nonce do not open the event')
    const digest = network && source_nonce && toBase64(commitNetwork(source_nonce, network))
    if ((digest ?? undefined) !== parseConcealed(concealed).network?.digest)
      throw mismatch('the network is not the one that was committed to')
    return read
  })
}

/** The events that wait, and the answers that were given: an accepted event is pending or sealed. */
export async function checkAccepted(client: Client, report: Report): Promise<void> {
  for await (const row of rowsOf<Content>(client, 'waiting', 'SELECT * FROM pending'))
    checkContent(row, `pending event ${row.patient}/${row.id}`, report)
  const lost = `SELECT s.patient, s.event FROM submission s
    WHERE NOT EXISTS (SELECT FROM event e WHERE e.patient = s.patient AND e.id = s.event)
      AND NOT EXISTS (SELECT FROM pending p WHERE p.patient = s.patient AND p.id = s.event)`
  for await (const { patient, event } of rowsOf<{ patient: string; event: string }>(client, 'lost', lost))
    report(`event ${patient}/${event}: was accepted and is neither pending nor sealed`)
}

function mismatch(message: string): VerificationError {
  return new VerificationError('root-mismatch', message)
}
