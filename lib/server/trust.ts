import { env } from '#lib/env.ts'
import { describeTrust, readTrustFile, type TrustDescription } from '#lib/ledger/trust-file.ts'
import { AppError } from './app-error.ts'
import { kept } from './kept.ts'

const read = kept(1000, () => readTrustFile(env('web').TRUST_FILE))

/** The trust file of this installation, read at most once a second. @throws {AppError} `unavailable` when it cannot be read, or is none. */
export async function trustFile() {
  const file = await read()
  if (file === 'unreadable') throw new AppError('unavailable', { message: 'The trust file cannot be read.' })
  return file
}

/** What this installation trusts, for everybody to compare. @throws as `trustFile`. */
export async function trustDescription(): Promise<TrustDescription> {
  return describeTrust((await trustFile()).trust)
}
