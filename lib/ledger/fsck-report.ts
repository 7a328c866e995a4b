import { VerificationError } from '#lib/tlog/error.ts'

/** Told each difference, in one sentence that names the place. */
export type Report = (finding: string) => void

/** Does `work`; what does not verify is reported under `where`, and the result absent. */
export function attempt<T>(where: string, report: Report, work: () => T): T | undefined {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof VerificationError)) throw cause
    report(`${where}: ${cause.message}`)
    return undefined
  }
}
