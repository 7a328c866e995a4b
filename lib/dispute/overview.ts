import type { ClockName } from './clock.ts'
import type { Outcome, Reason, State } from './kinds.ts'

/** Which cases an overview counts: of one organisation or of all, and those sent or answered on these days, both included. */
export type OverviewFilter = { readonly from: string; readonly to: string; readonly organisation: string | undefined }

/** What one agent holds. `age` is the median of the open ones, in days. Without `staff`: cases that nobody holds. */
export type Workload = {
  readonly staff?: string
  readonly name?: string
  /** No longer of the staff: what they hold has to be given to somebody. */
  readonly ended: boolean
  readonly open: number
  readonly overdue: number
  readonly answered: number
  readonly age?: number
}

/** The first days of the ages that open cases are counted by; the last one has no end. */
export const AGES = [0, 3, 8, 15, 31, 61] as const
export type AgeCount = { readonly from: number; readonly to?: number; readonly open: number; readonly overdue: number }

/** How the answers of a group fall out: in order, not in order, and what could not be said. */
type Findings = { readonly fine: number; readonly wrong: number; readonly unknown: number }

/** `key` is an organisation's, with its name, or a reason. */
export type OutcomeGroup<Key extends string = string> = {
  readonly key: Key
  readonly name?: string
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
}

/** Times are in hours. None where nothing was counted. */
export type Spread = { readonly count: number; readonly median?: number; readonly ninth?: number }

/** A week, by its Monday. */
export type Week = { readonly monday: string; readonly sent: number; readonly answered: number }

export type Overview = {
  readonly at: string
  readonly filter: OverviewFilter
  readonly organisations: readonly { readonly key: string; readonly name: string }[]
  readonly workload: readonly Workload[]
  readonly ages: readonly AgeCount[]
  readonly overdue: Readonly<Record<ClockName, number>>
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>
  readonly byOrganisation: readonly OutcomeGroup[]
  readonly byReason: readonly OutcomeGroup<Reason>[]
  readonly times: { readonly acknowledge: Spread; readonly provider: Spread; readonly answer: Spread }
  /** Of the cases that were sent in these days. */
  readonly sent: number
  readonly reopened: number
  readonly escalated: number
  readonly weeks: readonly Week[]
  readonly reviews: { readonly drawn: number; readonly right: number; readonly wrong: number }
}

const FINDING: Readonly<Record<Outcome, keyof Findings>> = {
  justified: 'fine',
  automatic: 'fine',
  administration: 'fine',
  mistaken: 'wrong',
  unjustified: 'wrong',
  'log-wrong': 'wrong',
  undetermined: 'unknown',
  'out-of-scope': 'unknown',
}

export function findingsOf({ outcomes }: Pick<OutcomeGroup, 'outcomes'>): Findings {
  const findings = { fine: 0, wrong: 0, unknown: 0 }
  for (const [outcome, count] of Object.entries(outcomes)) findings[FINDING[outcome as Outcome]] += count
  return findings
}

/** How many answers a group counts. */
export const totalOf = ({ outcomes }: Pick<OutcomeGroup, 'outcomes'>): number =>
  Object.values(outcomes).reduce((sum, count) => sum + count, 0)

/** An open case, as a list of them names it. Instants are UTC with milliseconds. */
export type HeldCase = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly submittedAt: string
  readonly dueAt?: string
  readonly overdue: boolean
}

/** What a supervisor finds who looks whether a case was well done. */
export const REVIEW_FINDINGS = ['right', 'wrong'] as const
export type ReviewFinding = (typeof REVIEW_FINDINGS)[number]

/** A finished case that was drawn at random. `opened` until when its content may be read by the caller. */
export type Sample = {
  readonly id: string
  readonly reference: string
  readonly outcome?: Outcome
  readonly closedAt: string
  readonly drawnAt: string
  readonly opened?: string
  readonly review?: { readonly finding: ReviewFinding; readonly text: string; readonly name: string; readonly at: string }
}
