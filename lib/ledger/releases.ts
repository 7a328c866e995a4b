import type { Pool } from '#lib/db/pool.ts'
import type { Database } from '#lib/db/prisma.ts'
import { manifestHash } from '#lib/history/release.ts'
import { asHash, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { parseNote } from '#lib/tlog/note.ts'
import { printTlogProof } from '#lib/tlog/tlog-proof.ts'
import type { TileFiles } from './tile-files.ts'

/** Where the manifest of a build is, in its folder. */
export const RELEASE_FILE = 'sightline-release.json'

/** A release of the web client that is in the log. */
export type Release = { readonly manifest: Hash; readonly logIndex: number; readonly proposedAt: Date }

/** Asks the sequencer to seal a release entry for this manifest; one that was asked for before stays as it is. The owner's log-in may do it. */
export async function proposeRelease(owner: Pool, manifest: Hash): Promise<void> {
  await owner.query('INSERT INTO release (manifest) VALUES ($1) ON CONFLICT DO NOTHING', [Buffer.from(manifest)])
}

/** The newest releases in the log, newest first, at most `limit`. */
export async function sealedReleases(database: Database, limit: number): Promise<Release[]> {
  const rows = await database.release.findMany({ where: { logIndex: { not: null } }, orderBy: { logIndex: 'desc' }, take: limit })
  return rows.map(({ manifest, logIndex, proposedAt }) => ({ manifest: asHash(manifest), logIndex: Number(logIndex), proposedAt }))
}

/** Where in the log the release entry of a manifest stands; undefined until it is sealed. */
export async function releaseIndex(database: Database, manifest: string): Promise<number | undefined> {
  const row = await database.release.findUnique({ where: { manifest: new Uint8Array(manifestHash(manifest)) } })
  const index = row?.logIndex ?? undefined
  return index === undefined ? undefined : Number(index)
}

/**
 * The C2SP tlog-proof of the release entry at `logIndex`, with the manifest as its `extra`, from the log's files. Undefined while the
 * published checkpoint does not cover it.
 */
export async function releaseProof(files: TileFiles, manifest: string, logIndex: number): Promise<string | undefined> {
  const note = (await files.checkpoints.newest())?.bytes
  if (!note) return undefined
  const { size } = parseCheckpoint(parseNote(note).text)
  if (logIndex >= size) return undefined
  const hashes = await files.reader(size).inclusion(logIndex)
  return printTlogProof({ extra: utf8(manifest), index: logIndex, hashes, checkpoint: note })
}
