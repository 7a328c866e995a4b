import type { Hash } from '#lib/tlog/bytes.ts'
import { type Leader, type LogHead, NotLeader } from './leader.ts'

/** `stage`: the one tree that is being sealed. From `signing` on it is never changed or deleted, only completed. */
export type Stage = {
  readonly state: 'planned' | 'signing' | 'signed'
  readonly size: number
  readonly root: Hash
  readonly epoch: number
  readonly map_root: Hash
  readonly map_entry: Buffer
  readonly text: string
  readonly entries: Buffer
  readonly note: string | null
}

export async function readStage({ client, origin }: Leader): Promise<Stage | undefined> {
  const { rows } = await client.query<Stage>('SELECT * FROM stage WHERE origin = $1', [origin])
  return rows[0]
}

// The writers below are called within `leader.write`, under the lock of the head.

export async function insertStage({ client, origin, term }: Leader, base: LogHead, stage: Stage): Promise<void> {
  await client.query(
    `INSERT INTO stage (origin, term, state, base_size, base_root, size, root, epoch, map_root, map_entry, text, entries)
     VALUES ($1, $2, 'planned', $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      origin,
      term,
      base.size,
      Buffer.from(base.root),
      stage.size,
      Buffer.from(stage.root),
      stage.epoch,
      Buffer.from(stage.map_root),
      stage.map_entry,
      stage.text,
      stage.entries,
    ],
  )
}

/** @throws {NotLeader} if the stage is not the one that came before. */
export async function advanceStage(
  { client, origin }: Leader,
  { size }: Stage,
  to: 'signing' | 'signed',
  note: string | null = null,
): Promise<void> {
  const { rowCount } = await client.query('UPDATE stage SET state = $2, note = $3 WHERE origin = $1 AND state = $4 AND size = $5', [
    origin,
    to,
    note,
    to === 'signing' ? 'planned' : 'signing',
    size,
  ])
  if (rowCount !== 1) throw new NotLeader(`The stage is not ready to be ${to}.`)
}

export async function dropPlan({ client, origin }: Leader): Promise<void> {
  await client.query(`DELETE FROM stage WHERE origin = $1 AND state = 'planned'`, [origin])
}
