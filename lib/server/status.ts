import { env } from '#lib/env.ts'
import { readCosigned } from '#lib/ledger/cosigned.ts'
import { type Coverage, readCoverage } from '#lib/ledger/coverage-rows.ts'
import { type Party, type PartyKey, partiesOf, type Quorum, quorumOf } from '#lib/ledger/parties.ts'
import { readLastFsck, readPublished } from '#lib/ledger/published.ts'
import { TileFiles } from '#lib/ledger/tile-files.ts'
import { database } from './database.ts'
import { type PublicIncident, publicIncidents } from './incidents/public.ts'
import { kept, type Unreadable } from './kept.ts'
import { overall, type Reason, type State } from './overall.ts'
import { trustFile } from './trust.ts'

/** A check of everything that is older than this is called late. */
const FSCK_LATE_SECONDS = 2 * 86_400
/** How long each part is kept, in milliseconds; coverage looks through years. */
const KEPT_MS = 1000
const COVERAGE_KEPT_MS = 60_000

/** All instants are ISO, in UTC. Nothing in it is about a person, and nothing counts what a record system reports. */
export type LogStatus = {
  readonly at: string
  readonly origin: string
  /** Seconds: older than this, by the trust file, is late. */
  readonly fresh: number
  readonly state: State
  readonly reasons: readonly Reason[]
  readonly checkpoint: NewestCheckpoint | 'none' | 'mismatch' | Unreadable
  readonly quorum: Quorum
  readonly witnesses: readonly PartyStatus[]
  readonly auditors: readonly PartyStatus[]
  /** Whether it could be read when those signed last who are not on the newest checkpoint. */
  readonly remembered: boolean
  readonly fsck: FsckStatus | 'none' | Unreadable
  /** Security incidents with frozen entries or a notice, newest first. */
  readonly incidents: readonly PublicIncident[] | Unreadable
  readonly coverage: CoverageStatus | Unreadable
}

export type NewestCheckpoint = {
  readonly size: number
  readonly root: string
  readonly time: string
  readonly timeIs: 'witnessed' | 'operator'
  readonly waiting?: 'stale' | 'quorum-not-met' | undefined
}

export type PartyStatus = {
  readonly name: string
  readonly keys: readonly PartyKey[]
  readonly onNewest: boolean
  readonly lastSigned?: string | undefined
  /** It has not signed for longer than `fresh`. */
  readonly late: boolean
}

export type FsckStatus = { readonly finishedAt: string; readonly size: number; readonly differences: number; readonly late: boolean }

export type CoverageStatus = Omit<Coverage, 'systems'> & {
  readonly systems: readonly (Omit<Coverage['systems'][number], 'lastHeard'> & { readonly lastHeard?: string | undefined })[]
}

/**
 * How the log is, for everybody: nobody is asked who they are. Read at most once a second, coverage once a minute. Signatures are shown only
 * where they verify under this installation's trust file. What comes from files is there also while the database is not.
 *
 * @throws {AppError} `unavailable` when the trust file cannot be read: without it there is nothing to say.
 */
export async function logStatus(): Promise<LogStatus> {
  const now = Date.now()
  const seconds = Math.floor(now / 1000)
  const { trust } = await trustFile()
  const [published, cosigned, fsck, incidents, coverage] = await Promise.all([
    parts.published(),
    parts.cosigned(),
    parts.fsck(),
    publicIncidents(),
    parts.coverage(),
  ])
  const known = typeof published === 'object' ? published : undefined
  const { witnesses, auditors } = partiesOf(trust, known?.signatures ?? [], cosigned === 'unreadable' ? [] : cosigned)
  const remembered = cosigned !== 'unreadable'
  const status = (party: Party) => partyStatus(party, { since: seconds - trust.fresh, known: known !== undefined && remembered })
  const facts = {
    checkpoint: known ? checkpointOf(known) : ((published as Exclude<typeof published, object | undefined> | undefined) ?? 'none'),
    witnesses: witnesses.map(status),
    auditors: auditors.map(status),
    fsck: typeof fsck === 'object' ? fsckOf(fsck, now) : (fsck ?? 'none'),
    incidents,
    coverage: coverage === 'unreadable' ? coverage : coverageOf(coverage),
  } as const
  return {
    at: iso(now),
    origin: trust.origin,
    fresh: trust.fresh,
    ...overall(facts),
    quorum: quorumOf(trust.keys),
    remembered,
    ...facts,
  }
}

/** What record systems have reported, for everybody, as `logStatus` has it. */
export async function coverageStatus(): Promise<Pick<LogStatus, 'at' | 'coverage'>> {
  const coverage = await parts.coverage()
  return { at: iso(Date.now()), coverage: coverage === 'unreadable' ? coverage : coverageOf(coverage) }
}

const parts = {
  published: kept(KEPT_MS, async () =>
    readPublished(new TileFiles(env('web').LOG_DIR), (await trustFile()).trust, Math.floor(Date.now() / 1000)),
  ),
  cosigned: kept(KEPT_MS, () => readCosigned(database(), env('web').LOG_ORIGIN)),
  fsck: kept(KEPT_MS, () => readLastFsck(database())),
  coverage: kept(COVERAGE_KEPT_MS, () => readCoverage(database(), env('web').LOG_ORIGIN, Date.now())),
}

type Published = Exclude<Awaited<ReturnType<typeof readPublished>>, string | undefined>

function checkpointOf({ size, root, time, timeIs, waiting }: Published): NewestCheckpoint {
  return { size, root: Buffer.from(root).toString('base64'), time: iso(time * 1000), timeIs, ...(waiting && { waiting }) }
}

function partyStatus({ name, keys, onNewest, lastSigned }: Party, { since, known }: { since: number; known: boolean }): PartyStatus {
  const late = lastSigned === undefined ? known : lastSigned < since && known
  return { name, keys, onNewest, ...(lastSigned !== undefined && { lastSigned: iso(lastSigned * 1000) }), late }
}

function fsckOf({ finishedAt, size, differences }: Exclude<Awaited<ReturnType<typeof readLastFsck>>, undefined>, now: number): FsckStatus {
  return { finishedAt: iso(finishedAt), size, differences, late: now - finishedAt > FSCK_LATE_SECONDS * 1000 }
}

function coverageOf({ systems, ...rest }: Coverage): CoverageStatus {
  return { ...rest, systems: systems.map(({ lastHeard, ...system }) => ({ ...system, ...(lastHeard && { lastHeard: iso(lastHeard) }) })) }
}

const iso = (ms: number) => new Date(ms).toISOString()
