import type { Database } from '#lib/db/prisma.ts'
import { utcDay } from '#lib/event/days.ts'
import type { Trust } from '#lib/history/trust.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { parseAnchor, type VerifiedAnchor, verifyAnchor } from '#lib/timestamp/anchor.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import type { AnchorFiles } from './anchors.ts'
import type { TileFiles } from './tile-files.ts'

/**
 * The newest checkpoint as everybody reads it, from its file and with no database behind it, verified under `trust`. Undefined where none
 * has been published yet; `mismatch` where what is published is not this log's.
 */
export async function readPublished(files: TileFiles, trust: Trust, now: number): Promise<VerifiedCheckpoint | 'mismatch' | undefined> {
  const newest = await files.checkpoints.newest()
  if (!newest) return undefined
  try {
    return verifyCheckpoint(newest.bytes.toString(), trust, now)
  } catch (cause) {
    if (cause instanceof VerificationError) return 'mismatch'
    throw cause
  }
}

/** A day, and how many entries the log had at its end; both in UTC. */
export type DaySize = { readonly day: string; readonly size: number }

/** Most days of the log’s growth that are read: the newest ones of about three years. */
const MOST_DAYS = 1100

/** Sizes at the end of each day on which the log grew, oldest first. */
export async function readGrowth(database: Database, origin: string): Promise<readonly DaySize[]> {
  const rows = await database.logDay.findMany({
    where: { origin },
    select: { day: true, size: true },
    orderBy: { day: 'desc' },
    take: MOST_DAYS,
  })
  return rows.map(({ day, size }) => ({ day: utcDay(day.getTime()), size: Number(size) })).reverse()
}

/** What the last `fsck` that was noted found; times in milliseconds. */
export type LastFsck = {
  readonly startedAt: number
  readonly finishedAt: number
  readonly size: number
  readonly differences: number
}

/** Undefined where none has been noted yet. */
export async function readLastFsck(database: Database): Promise<LastFsck | undefined> {
  const row = await database.fsckRun.findFirst({ orderBy: { startedAt: 'desc' } })
  if (!row) return undefined
  const { startedAt, finishedAt, size, differences } = row
  return { startedAt: startedAt.getTime(), finishedAt: finishedAt.getTime(), size: Number(size), differences: Number(differences) }
}

/** A time stamp of the first `size` entries as it was found; `time` in seconds. What does not verify accuses the time stamp, not the log. */
export type PublishedAnchor = {
  readonly size: number
  readonly by?: string
  readonly time?: number
  readonly says: VerifiedAnchor['says'] | 'mismatch'
}

/** The newest `limit` anchors, newest first, each verified. */
export async function readAnchors(files: AnchorFiles, trust: Trust, limit: number): Promise<readonly PublishedAnchor[]> {
  const names = (await files.list()).slice(-limit).reverse()
  const found = names.map(async (name): Promise<readonly PublishedAnchor[]> => {
    const text = await files.read(name)
    if (text === undefined) return [] // replaced by one that says more
    try {
      const { says, by, time } = await verifyAnchor(parseAnchor(text), trust)
      return [{ size: name.size, says, by, ...(time !== 'not yet' && { time }) }]
    } catch (cause) {
      if (cause instanceof VerificationError) return [{ size: name.size, says: 'mismatch' }]
      throw cause
    }
  })
  return (await Promise.all(found)).flat()
}
