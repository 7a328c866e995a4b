import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { connect } from '#lib/db/pool.ts'
import { type FsckOptions, fsck } from './fsck.ts'

export type WatchOptions = FsckOptions & {
  readonly everyMs: number
  readonly logger: Logger
}

/** Before it looks again whether there is a log, or after a run that could not be finished. */
const RETRY_MS = 5000
/** Differences of one run that are logged; all are counted, and `npm run fsck` says them all. */
const LOGGED = 1000
const LOCK = 'sightline fsck'

/** Until `signal` says stop: checks everything at once and then every `everyMs`, one run after the other, and records each in `fsck_run`. */
export async function watchFsck(options: WatchOptions, signal: AbortSignal): Promise<void> {
  const { everyMs, logger } = options
  while (!signal.aborted) {
    const begun = performance.now()
    let ran = false
    try {
      ran = await runOnce(options)
    } catch (error) {
      logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the check could not be finished and begins again')
    }
    const pause = ran ? Math.max(0, everyMs - (performance.now() - begun)) : RETRY_MS
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
}

/**
 * One run, recorded when it has ended. Whether there was one: not while another runs, nor before anything was ever published.
 *
 * @throws {Error} if database or files cannot be read: that is no difference, and nothing is recorded.
 */
async function runOnce(options: WatchOptions): Promise<boolean> {
  const { databaseUrl, trust, logger } = options
  const client = await connect(databaseUrl)
  client.on('error', () => {}) // the next query reports it
  try {
    const { rows } = await client.query<{ locked: boolean; log: boolean; started: Date }>(
      `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked, clock_timestamp() AS started,
              EXISTS (SELECT FROM log_head WHERE origin = $2 AND size > 0) OR EXISTS (SELECT FROM fsck_run) AS log`,
      [LOCK, trust.origin],
    )
    const [state] = rows
    if (!state?.locked || !state.log) return false
    let differences = 0
    const checked = await fsck(options, (finding) => {
      if (++differences <= LOGGED) logger.error({ difference: withoutPatients(finding) }, 'a difference')
    })
    await client.query(
      'INSERT INTO fsck_run (started_at, finished_at, size, events, differences) VALUES ($1, clock_timestamp(), $2, $3, $4)',
      [state.started, checked.size, checked.events, differences],
    )
    logger.info({ ...checked, differences }, 'checked')
    return true
  } finally {
    await client.end()
  }
}

/** A patient's key is made from the identifier and stands in no log: 8 of its digits, and the log index, are enough to find the row. */
function withoutPatients(finding: string): string {
  return finding.replaceAll(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '$1…')
}
