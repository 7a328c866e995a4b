import type { Client } from 'pg'
import { connect } from '#lib/db/pool.ts'
import type { MapTree } from '#lib/history/map.ts'
import { EMPTY_MAP, mapRoot, mapSet } from '#lib/history/map.ts'
import { asHash, equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { EMPTY_ROOT } from '#lib/tlog/proof.ts'

/** `log_head` as it is published. */
export type LogHead = {
  readonly term: number
  readonly size: number
  readonly root: Hash
  readonly epoch: number
  readonly map_root: Hash
  readonly note: string
}

export class NotLeader extends Error {}

/**
 * The right to seal one origin: a session-level advisory lock, which ends with the connection, and a term, which every later write names.
 * The lock keeps two sequencers from working at once; the term stops one that was paused while another took over.
 */
export class Leader {
  readonly client: Client
  readonly origin: string
  readonly term: number

  private constructor(client: Client, origin: string, term: number) {
    this.client = client
    this.origin = origin
    this.term = term
  }

  /** Absent when another one leads. */
  static async elect(databaseUrl: string, origin: string): Promise<Leader | undefined> {
    const client = await connect(databaseUrl, { keepAlive: true, application_name: 'sightline-sequencer' })
    client.on('error', () => {}) // the next query reports it
    try {
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [origin])
      if (rows[0]?.locked) {
        const { rows: raised } = await client.query<{ term: number }>(
          `INSERT INTO log_head (origin, term, root, map_root) VALUES ($1, 1, $2, $3)
           ON CONFLICT (origin) DO UPDATE SET term = log_head.term + 1 RETURNING term`,
          [origin, Buffer.from(EMPTY_ROOT), Buffer.alloc(32)],
        )
        return new Leader(client, origin, raised[0]?.term ?? 0)
      }
    } catch (cause) {
      await client.end().catch(() => {})
      throw cause
    }
    await client.end()
    return undefined
  }

  async head(): Promise<LogHead> {
    const { rows } = await this.client.query<LogHead>('SELECT * FROM log_head WHERE origin = $1', [this.origin])
    if (!rows[0]) throw new NotLeader('The log head is gone.')
    return rows[0]
  }

  /** The map of `head`, rebuilt from its heads. @throws {Error} if they are not those of the published root. */
  async map(head: LogHead): Promise<MapTree> {
    const { rows } = await this.client.query<{ label: Buffer; value: Buffer }>('SELECT label, value FROM map_head')
    const map = mapSet(
      EMPTY_MAP,
      rows.map(({ label, value }) => [asHash(label), asHash(value)] as const),
    )
    if (!equalBytes(mapRoot(map), head.map_root))
      throw new Error('The map heads in the database are not those of the published map root: run fsck.')
    return map
  }

  /**
   * One transaction under the lock of the head row.
   *
   * @throws {NotLeader} if another term has begun: nothing was written.
   */
  async write<T>(work: (head: LogHead) => Promise<T>): Promise<T> {
    await this.client.query('BEGIN')
    try {
      await this.client.query('SET LOCAL synchronous_commit = on')
      const { rows } = await this.client.query<LogHead>('SELECT * FROM log_head WHERE origin = $1 FOR UPDATE', [this.origin])
      if (!rows[0] || rows[0].term !== this.term) throw new NotLeader('Another sequencer leads now.')
      const result = await work(rows[0])
      await this.client.query('COMMIT')
      return result
    } catch (cause) {
      await this.client.query('ROLLBACK').catch(() => {})
      throw cause
    }
  }

  async resign(): Promise<void> {
    await this.client.end().catch(() => {})
  }
}
