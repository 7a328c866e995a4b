import { env } from '#lib/env.ts'
import { AnchorFiles } from '#lib/ledger/anchors.ts'
import { type DaySize, type PublishedAnchor, readAnchors, readGrowth } from '#lib/ledger/published.ts'
import { database } from './database.ts'
import { kept, type Unreadable } from './kept.ts'
import { releases } from './release.ts'
import { type LogStatus, logStatus } from './status.ts'
import { trustFile } from './trust.ts'
import { findVerifierFile } from './verifier-file.ts'

const KEPT_MS = 60_000

const ANCHORS = 8

/** A release of these pages: the hex SHA-256 of its manifest, and which entry of the log holds it. */
export type Release = { readonly manifest: string; readonly logIndex: number; readonly at: string }

export type Transparency = {
  readonly status: LogStatus
  readonly growth: readonly DaySize[] | Unreadable
  readonly anchors: readonly PublishedAnchor[] | Unreadable
  /** Newest first. */
  readonly releases: readonly Release[] | Unreadable
  /** The verifier as a single file, as it was built with these pages. */
  readonly verifier?: { readonly name: string; readonly size: number; readonly sha256: string }
}

const growth = kept(KEPT_MS, () => readGrowth(database(), env('web').LOG_ORIGIN))
const anchors = kept(KEPT_MS, async () => readAnchors(new AnchorFiles(env('web').LOG_DIR), (await trustFile()).trust, ANCHORS))
const released = kept(KEPT_MS, async () =>
  (await releases()).map(({ manifest, logIndex, proposedAt }) => ({
    manifest: Buffer.from(manifest).toString('hex'),
    logIndex,
    at: proposedAt.toISOString(),
  })),
)

/** What the log is and who watches it, for everybody: nobody is asked who they are. @throws as `logStatus`. */
export async function transparency(): Promise<Transparency> {
  const [status, sizes, stamped, pages, file] = await Promise.all([logStatus(), growth(), anchors(), released(), findVerifierFile()])
  const verifier = file && { name: file.name, size: file.size, sha256: file.sha256 }
  return { status, growth: sizes, anchors: stamped, releases: pages, ...(verifier && { verifier }) }
}
