import type { Client } from 'pg'
import { type Frontier, parseFrontier } from '#lib/history/history-tree.ts'
import { asHash, type Hash } from '#lib/tlog/bytes.ts'
import type { Plan, PlannedEvent } from './batch.ts'

/** Most releases in one tree. */
const RELEASES = 100

/** Step 1: the releases that are not in the log, then the events that are pending, at most `limit` of them. */
export async function readPlan(client: Client, limit: number): Promise<Plan> {
  return { releases: await readReleases(client), events: await readPending(client, limit) }
}

async function readReleases(client: Client): Promise<Hash[]> {
  const { rows } = await client.query<{ manifest: Buffer }>(
    'SELECT manifest FROM release WHERE log_index IS NULL ORDER BY proposed_at, manifest LIMIT $1',
    [RELEASES],
  )
  return rows.map(({ manifest }) => asHash(manifest))
}

/** What *is* pending, in the order received, of people who have a label; never “id above the last”, which skips late commits. */
async function readPending(client: Client, limit: number): Promise<PlannedEvent[]> {
  const { rows } = await client.query<{ patient: string; id: string; commitment: Buffer; label: Buffer; blind: Buffer }>(
    `SELECT e.patient, e.id, e.commitment, p.label, p.blind FROM pending e JOIN patient p USING (patient)
     WHERE p.label IS NOT NULL ORDER BY e.received_at, e.id LIMIT $1`,
    [limit],
  )
  return rows.map(({ patient, id, commitment, label, blind }) => ({
    patient,
    id,
    commitment: asHash(commitment),
    label: asHash(label),
    blind: asHash(blind),
  }))
}

/** Where the histories of these events end now; a person without entries is absent. */
export async function readFrontiers(client: Client, events: readonly PlannedEvent[]): Promise<Map<string, Frontier>> {
  const { rows } = await client.query<{ patient: string; size: number; frontier: Buffer }>(
    'SELECT patient, size, frontier FROM history_head WHERE patient = ANY ($1::uuid[])',
    [[...new Set(events.map(({ patient }) => patient))]],
  )
  return new Map(rows.map(({ patient, size, frontier }) => [patient, parseFrontier(size, frontier)]))
}

/** Seconds for which the oldest event has been waiting; 0 when none waits. */
export async function longestWait(client: Client): Promise<number> {
  const { rows } = await client.query<{ seconds: number }>(
    'SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8 AS seconds FROM pending',
  )
  return rows[0]?.seconds ?? 0
}
