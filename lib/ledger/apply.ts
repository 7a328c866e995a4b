import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { frontierBytes } from '#lib/history/history-tree.ts'
import { mapTile } from '#lib/history/map-tile.ts'
import type { Batch } from './batch.ts'
import type { Stage } from './stage.ts'

/** Event bytes are JCS, and the first of their members is `{"accessedAt":"2026-08-06T…`. */
const ACCESS_DAY = `encode(substring(event FROM 16 FOR 10), 'escape')`
/** In JCS a quotation mark within a text is escaped, so that nothing but the member looks like this; its 24 characters sort as the instants do. */
const RECORDED = `encode(substring(event FROM position('"recordedAt":"'::bytea IN event) + 14 FOR 24), 'escape') COLLATE "C"`

/** What a batch has of one record system and one day of access: texts, as nothing here has parsed what events say. */
export type SealedDay = {
  readonly record_system: string
  readonly day: string
  readonly events: number
  readonly received_at: string
  readonly first_received_at: string
  readonly first_recorded_at: string
  readonly last_recorded_at: string
}

/**
 * Step 8's rows, inside the caller's transaction: events move from `pending` to `event`; heads and map tiles change; releases get their place.
 *
 * @returns the days of the events, for `countDays`.
 */
export async function applyBatch(client: Client, batch: Batch): Promise<SealedDay[]> {
  await copy(
    client,
    'CREATE TEMP TABLE sealed (patient uuid, id uuid, history_index bigint, log_index bigint, nodes bytea) ON COMMIT DROP',
    'sealed',
    lines(batch.rows, (row) => [row.patient, row.id, row.historyIndex, row.logIndex, bytea(row.nodes)]),
  )
  const { rows: days } = await client.query<SealedDay>(
    `WITH moved AS (DELETE FROM pending p USING sealed s WHERE p.patient = s.patient AND p.id = s.id RETURNING p.*, s.history_index, s.log_index, s.nodes),
     stored AS (
       INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes,
                          event_nonce, concealed_nonce, source_nonce, event, concealed, network)
       SELECT patient, history_index, log_index, id, record_system, received_at, commitment, nodes,
              event_nonce, concealed_nonce, source_nonce, event, concealed, network FROM moved)
     SELECT record_system, day, count(*) AS events, max(received_at)::text AS received_at, min(received_at)::text AS first_received_at,
            min(recorded) AS first_recorded_at, max(recorded) AS last_recorded_at
     FROM (SELECT record_system, ${ACCESS_DAY} AS day, received_at, ${RECORDED} AS recorded FROM moved OFFSET 0) AS said GROUP BY 1, 2`,
  )
  const moved = days.reduce((sum, { events }) => sum + events, 0)
  if (moved !== batch.rows.length) throw new Error(`${batch.rows.length} events were sealed and ${moved} are pending: run fsck.`)
  const placed = await client.query(
    `UPDATE release r SET log_index = n.log_index FROM unnest($1::bytea[], $2::bigint[]) AS n (manifest, log_index)
     WHERE r.manifest = n.manifest AND r.log_index IS NULL`,
    [batch.releases.map(({ manifest }) => Buffer.from(manifest)), batch.releases.map(({ logIndex }) => logIndex)],
  )
  if (placed.rowCount !== batch.releases.length)
    throw new Error(`${batch.releases.length} releases were sealed and ${placed.rowCount} wait: run fsck.`)
  await copy(
    client,
    'CREATE TEMP TABLE heads (patient uuid, size bigint, root bytea, frontier bytea, label bytea, value bytea) ON COMMIT DROP',
    'heads',
    lines(batch.heads, ({ patient, frontier, root, label, value }) => [
      patient,
      frontier.size,
      bytea(root),
      bytea(frontierBytes(frontier)),
      bytea(label),
      bytea(value),
    ]),
  )
  await client.query(`INSERT INTO history_head SELECT patient, size, root, frontier FROM heads
    ON CONFLICT (patient) DO UPDATE SET size = excluded.size, root = excluded.root, frontier = excluded.frontier`)
  await client.query('INSERT INTO map_head SELECT label, value FROM heads ON CONFLICT (label) DO UPDATE SET value = excluded.value')
  const first = new Set(batch.heads.map(({ label }) => label[0] ?? 0))
  const tiles = [new Uint8Array(), ...[...first].sort((a, b) => a - b).map((byte) => Uint8Array.of(byte))]
  if (batch.heads.length > 0)
    await client.query(
      `INSERT INTO map_tile (prefix, slots) SELECT * FROM unnest($1::bytea[], $2::bytea[])
       ON CONFLICT (prefix) DO UPDATE SET slots = excluded.slots`,
      [tiles.map((prefix) => Buffer.from(prefix)), tiles.map((prefix) => Buffer.from(mapTile(batch.map, prefix)))],
    )
  return days
}

/**
 * Adds the days of a batch to the counts of the public pages. What events say must not keep a signed tree from being published, so a count
 * that fails is taken back alone.
 *
 * @returns why it failed; undefined if it did not.
 */
export function countDays(client: Client, days: readonly SealedDay[]): Promise<unknown> {
  return apart(client, async () => {
    await client.query(
      `INSERT INTO record_system_day AS d (record_system, day, events, received_at, first_received_at, first_recorded_at, last_recorded_at)
       SELECT * FROM jsonb_to_recordset($1) AS of_batch (record_system text, day date, events bigint, received_at timestamptz,
         first_received_at timestamptz, first_recorded_at timestamptz, last_recorded_at timestamptz)
       ON CONFLICT (record_system, day) DO UPDATE
         SET events = d.events + excluded.events,
             received_at = greatest(d.received_at, excluded.received_at),
             first_received_at = least(d.first_received_at, excluded.first_received_at),
             first_recorded_at = least(d.first_recorded_at, excluded.first_recorded_at),
             last_recorded_at = greatest(d.last_recorded_at, excluded.last_recorded_at)`,
      [JSON.stringify(days)],
    )
  })
}

/**
 * Queues a job for each patient of the batch who has alerts on; who that is, only the database knows. A job that cannot be queued must not
 * keep a signed tree from being published: the worker looks after histories that have grown without one.
 *
 * @returns why it failed; undefined if it did not.
 */
export function queueAlerts(client: Client, { heads }: Batch): Promise<unknown> {
  return apart(client, async () => {
    await client.query('SELECT queue_alerts($1::uuid[])', [heads.map(({ patient }) => patient)])
  })
}

/** Does some work in the caller's transaction so that a failure takes back that work alone. @returns why it failed; undefined if it did not. */
async function apart(client: Client, work: () => Promise<void>): Promise<unknown> {
  await client.query('SAVEPOINT apart')
  try {
    await work()
    await client.query('RELEASE SAVEPOINT apart')
    return undefined
  } catch (cause) {
    await client.query('ROLLBACK TO SAVEPOINT apart')
    return cause
  }
}

/** The end of step 8, in the same transaction: the published head becomes that of `stage`, which is gone then. */
export async function moveHead(client: Client, origin: string, stage: Stage, note: string, mapEntryProof: Uint8Array): Promise<void> {
  await client.query(
    `UPDATE log_head SET size = $2, root = $3, epoch = $4, map_root = $5, note = $6, map_entry = $7, map_entry_proof = $8, published_at = now()
     WHERE origin = $1`,
    [
      origin,
      stage.size,
      Buffer.from(stage.root),
      stage.epoch,
      Buffer.from(stage.map_root),
      note,
      stage.map_entry,
      Buffer.from(mapEntryProof),
    ],
  )
  await client.query(
    `INSERT INTO log_day (origin, day, size, published_at) VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2, now())
     ON CONFLICT (origin, day) DO UPDATE SET size = excluded.size, published_at = excluded.published_at`,
    [origin, stage.size],
  )
  await client.query('DELETE FROM stage WHERE origin = $1', [origin])
}

async function copy(client: Client, create: string, table: string, rows: Iterable<string>): Promise<void> {
  await client.query(create)
  await pipeline(Readable.from(rows), client.query(copyFrom(`COPY ${table} FROM STDIN`)))
}

const CHUNK = 500

function* lines<T>(items: readonly T[], columns: (item: T) => readonly (string | number)[]): Generator<string> {
  for (let i = 0; i < items.length; i += CHUNK)
    yield items
      .slice(i, i + CHUNK)
      .map((item) => `${columns(item).join('\t')}\n`)
      .join('')
}

/** `bytea` in COPY's text form, where a backslash is written twice. */
function bytea(bytes: Uint8Array): string {
  return `\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}
