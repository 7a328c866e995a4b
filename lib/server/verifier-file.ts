import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '#lib/env.ts'
import { AppError } from './app-error.ts'

export const VERIFIER_FILE = 'sightline-verifier.html'

/** The single HTML file with the verifier, as it was built beside the pages. */
export type VerifierFile = { readonly name: string; readonly size: number; readonly sha256: string; readonly bytes: Buffer<ArrayBuffer> }

let read: Promise<VerifierFile> | undefined

/** For anybody: it holds nothing but what is public. @throws {AppError} `not-found` if it was not built. */
export function verifierFile(): Promise<VerifierFile> {
  read ??= readVerifier().catch((error: unknown) => {
    read = undefined
    throw error
  })
  return read
}

/** The same, or undefined if it was not built. */
export function findVerifierFile(): Promise<VerifierFile | undefined> {
  return verifierFile().catch(() => undefined)
}

async function readVerifier(): Promise<VerifierFile> {
  const bytes = await readFile(join(env('web').NEXT_DIST_DIR, VERIFIER_FILE)).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('not-found', { message: 'The verifier was not built: npm run build-verifier.', cause })
  })
  return { name: VERIFIER_FILE, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), bytes }
}
