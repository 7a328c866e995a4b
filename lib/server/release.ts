import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '#lib/env.ts'
import { RELEASE_FILE, type Release, releaseIndex, releaseProof, sealedReleases } from '#lib/ledger/releases.ts'
import { TileFiles } from '#lib/ledger/tile-files.ts'
import { AppError } from './app-error.ts'
import { database } from './database.ts'

const SHOWN = 20

let sealed: { readonly manifest: string; readonly logIndex: number } | undefined

/** The manifest of the files that this web server was built with, as it was written then. Public. @throws {AppError} `not-found` if none was. */
export async function currentManifest(): Promise<string> {
  try {
    return await readFile(join(env('web').NEXT_DIST_DIR, RELEASE_FILE), 'utf8')
  } catch (cause) {
    throw new AppError('not-found', { message: 'This build has no release manifest: npm run release makes it.', cause })
  }
}

/** Its C2SP tlog-proof. Public. @throws {AppError} `not-found`; `unavailable` until the release is in a published checkpoint. */
export async function currentReleaseProof(): Promise<string> {
  const manifest = await currentManifest()
  const { LOG_DIR } = env('web')
  // A release stays where it is, so it is looked up once; then files are enough.
  if (sealed?.manifest !== manifest) {
    const logIndex = await releaseIndex(database(), manifest)
    sealed = logIndex === undefined ? undefined : { manifest, logIndex }
  }
  const proof = sealed && (await releaseProof(new TileFiles(LOG_DIR), manifest, sealed.logIndex))
  if (!proof) throw new AppError('unavailable', { message: 'The release is waiting to be sealed.' })
  return proof
}

/** The newest releases that are in the log. Public. */
export function releases(): Promise<Release[]> {
  return sealedReleases(database(), SHOWN)
}
