import { randomBytes, randomUUID } from 'node:crypto'
import { type Pool, type PoolClient, transaction } from '#lib/db/pool.ts'
import { type ConcealedDraft, concealedBytes, type EventDraft, eventBytes, jcs, parseEvent } from '#lib/event/access-event.ts'
import { commitConcealed, commitEvent, commitNetwork, commitSource } from '#lib/history/entry.ts'
import { toBase64, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { patientKey } from './patient.ts'

/** What a record system submitted, read and checked. */
export type Submission = {
  readonly recordSystem: string
  /** SHA-256 of the resource's JCS: with patient and record system it says whether this was submitted before. */
  readonly digest: Uint8Array
  /** The resource's JCS, which `sourceDigest` binds and nobody keeps. */
  readonly source: string
  /** Its `id` is replaced: event ids are ours, so that no record system can make two events share one. */
  readonly event: EventDraft
  readonly concealed: ConcealedDraft
}

export type Queued = { readonly status: 'created' | 'duplicate'; readonly eventId: string }

type Row = Submission & { readonly patient: string; readonly id: string; readonly key: string }

/**
 * Takes events for sealing, all or none. When this returns they are committed with their nonces and idempotency keys; the answers are in
 * the order of `submissions`. What was submitted before, also by a batch that runs at this moment, gets its first answer.
 */
export function enqueue(pool: Pool, submissions: readonly Submission[]): Promise<Queued[]> {
  return store(pool, submissions)
}

async function store(
  pool: Pool,
  submissions: readonly Submission[],
  prepare?: (client: PoolClient) => Promise<unknown>,
): Promise<Queued[]> {
  const rows = submissions.map((submission): Row => {
    const patient = patientKey(submission.event.patient)
    return { ...submission, patient, id: randomUUID(), key: `${patient} ${submission.recordSystem} ${toHex(submission.digest)}` }
  })
  const first = new Map<string, Row>()
  for (const row of rows) if (!first.has(row.key)) first.set(row.key, row)
  const stored = await transaction(pool, async (client) => {
    await prepare?.(client)
    return insert(client, [...first.values()])
  })
  return rows.map((row) => {
    const eventId = stored.get(row.key) ?? row.id
    return { eventId, status: eventId === row.id ? 'created' : 'duplicate' }
  })
}

/**
 * Takes one event in the same way, for a log-in that sees the rows of one person at a time: `web`, which reports looks at this service.
 *
 * @throws whatever the database refuses, such as an event of another record system; then nothing is stored.
 */
export async function enqueueOwn(pool: Pool, submission: Submission): Promise<Queued> {
  const patient = patientKey(submission.event.patient)
  const own = (client: PoolClient) => client.query(`SELECT set_config('sightline.patient', $1, true)`, [patient])
  const [queued] = await store(pool, [submission], own)
  if (!queued) throw new Error('an event was given and none was taken')
  return queued
}

/** How many events wait to be sealed, counted no further than `limit`. */
export async function pendingCount(pool: Pool, limit: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('SELECT count(*) FROM (SELECT FROM pending LIMIT $1) AS counted', [limit])
  return rows[0]?.count ?? 0
}

async function insert(client: PoolClient, distinct: readonly Row[]): Promise<Map<string, string>> {
  // One order for all, so that two batches with the same events wait for each other instead of locking each other out.
  const rows = distinct.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const patients = [...new Map(rows.map((row) => [row.patient, row.event.patient])).entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  await client.query(
    'INSERT INTO patient (patient, system, value) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING',
    [patients.map(([key]) => key), patients.map(([, { system }]) => system), patients.map(([, { value }]) => value)],
  )
  const keys = [rows.map((row) => row.patient), rows.map((row) => row.recordSystem), rows.map((row) => buffer(row.digest))]
  const { rows: created } = await client.query<{ event: string }>(
    `INSERT INTO submission (patient, record_system, digest, event) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[])
     ON CONFLICT DO NOTHING RETURNING event`,
    [...keys, rows.map((row) => row.id)],
  )
  const fresh = new Set(created.map(({ event }) => event))
  await insertPending(
    client,
    distinct.filter((row) => fresh.has(row.id)),
  )
  const stored = new Map(rows.map((row) => [row.key, row.id]))
  if (fresh.size < rows.length) {
    const { rows: known } = await client.query<{ patient: string; record_system: string; digest: Buffer; event: string }>(
      `SELECT s.* FROM submission s JOIN unnest($1::uuid[], $2::text[], $3::bytea[]) AS k (patient, record_system, digest)
       USING (patient, record_system, digest)`,
      keys,
    )
    for (const row of known) stored.set(`${row.patient} ${row.record_system} ${row.digest.toString('hex')}`, row.event)
  }
  return stored
}

async function insertPending(client: PoolClient, rows: readonly Row[]): Promise<void> {
  const sealed = rows.map((row) => ({ ...row, ...seal(row) }))
  await client.query(
    `INSERT INTO pending (patient, id, record_system, commitment, event_nonce, concealed_nonce, source_nonce, event, concealed, network)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[])`,
    [
      sealed.map((row) => row.patient),
      sealed.map((row) => row.id),
      sealed.map((row) => row.recordSystem),
      sealed.map((row) => row.commitment),
      sealed.map((row) => row.eventNonce),
      sealed.map((row) => row.concealedNonce),
      sealed.map((row) => row.sourceNonce),
      sealed.map((row) => row.eventBytes),
      sealed.map((row) => row.concealedBytes),
      sealed.map((row) => row.network),
    ],
  )
}

/** Draws the nonces and makes the commitment of docs/protocol.md, section 1. */
function seal({ id, event, concealed: { network, ...names }, source }: Row) {
  const [eventNonce, concealedNonce, sourceNonce] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const networkBytes = network && jcs(network)
  const concealed = concealedBytes({
    ...names,
    ...(networkBytes && { network: { digest: toBase64(commitNetwork(sourceNonce, networkBytes)) } }),
  })
  const bytes = eventBytes({
    ...event,
    id,
    concealed: toBase64(commitConcealed(concealedNonce, concealed)),
    sourceDigest: toBase64(commitSource(sourceNonce, utf8(source))),
  })
  parseEvent(bytes) // what no browser could read must never be sealed
  return {
    eventNonce,
    concealedNonce,
    sourceNonce,
    eventBytes: buffer(bytes),
    concealedBytes: buffer(concealed),
    network: networkBytes ? buffer(networkBytes) : null,
    commitment: buffer(commitEvent(eventNonce, bytes)),
  }
}

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
