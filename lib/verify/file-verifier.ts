import { parseTrust } from '#lib/history/trust.ts'
import { MAX_FILE } from './sightline-file.ts'
import { type FileReport, type OnProgress, verifyFile } from './verify-file.ts'

/** Checks files by one trust file: what the verify page, the single HTML file and the command have in common. */
export type FileVerifier = {
  readonly fingerprint: string
  readonly largest: number
  readonly verify: (bytes: Uint8Array, onProgress?: OnProgress) => Promise<FileReport>
}

/** @throws {VerificationError} `malformed` if this is no trust file. */
export function fileVerifier(trustText: string): FileVerifier {
  const trust = parseTrust(trustText)
  return { fingerprint: trust.fingerprint, largest: MAX_FILE, verify: (bytes, onProgress) => verifyFile(bytes, trust, onProgress) }
}
