import type { Report } from '#lib/verify/types.ts'

/** What every kind of file is made from, besides the entries. */
export type About = {
  readonly report: Report
  /** The operator's name, as people know it. */
  readonly operator: string
  readonly identifier: { readonly system: string; readonly value: string }
  /** Where saved files are checked; nothing personal is in it. */
  readonly verifyUrl: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** The name of the proof file that belongs to it, if there is one. */
  readonly proof?: string
}
