import { LARGEST_PROOF } from '#lib/dispute/draft.ts'
import { VERDICTS, type Verdict } from '#lib/dispute/kinds.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { verifyFile } from '#lib/verify/verify-file.ts'
import { AppError } from '../app-error.ts'

/** What the asker's browser said of each entry, by history index. */
export type Verdicts = ReadonlyMap<number, Verdict>

/** Of an entry that does not match no question is made. */
const MISMATCH = 'mismatch'

/**
 * Reads what a browser found, such as `17:verified,12:unchecked`. Whatever else is written there was checked by nobody.
 *
 * @throws {AppError} `not-now` where the browser says that the list does not match: that is another matter, with evidence of its own.
 */
export function readVerdicts(text: string): Verdicts {
  if (text.includes(MISMATCH)) throw new AppError('not-now', { message: 'The list does not match.' })
  return new Map(
    text.split(',').flatMap((one) => {
      const [index = '', said] = one.split(':')
      const verdict = VERDICTS.find((known) => known === said)
      return verdict && /^\d{1,15}$/.test(index) ? [[Number(index), verdict] as const] : []
    }),
  )
}

type Handed = {
  /** A `.sightline` file. */
  readonly proof: Uint8Array
  readonly trust: Parameters<typeof verifyFile>[1]
  readonly identifier: PatientIdentifier
  /** The history indexes that the question names. */
  readonly entries: readonly number[]
}

/** Whether a file proves entries of this question, of this person's history, and no others, by what this installation trusts. */
export async function isProofOf({ proof, trust, identifier: { system, value }, entries }: Handed): Promise<boolean> {
  if (proof.length === 0 || proof.length > LARGEST_PROOF) return false
  const report = await verifyFile(proof, trust)
  return (
    report.kind === 'history' &&
    report.verdict === 'verified' &&
    report.identifier?.system === system &&
    report.identifier.value === value &&
    report.entries.length > 0 &&
    report.entries.every(({ historyIndex }) => entries.includes(historyIndex))
  )
}
