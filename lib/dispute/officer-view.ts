import type { AnswerDraft, Basis, Evidence } from './answer.ts'
import type { ClockStatus } from './clock.ts'
import type { Answer, Outcome, Reason, State, Want } from './kinds.ts'
import type { StaffEntry } from './staff-view.ts'

/** Until when an organisation answers. `day` is the last one that is in time; `left` counts the days until then, and is negative after it. */
export type ProviderDue = { readonly day: string; readonly left: number; readonly status: ClockStatus }

/** A case in the queue of a privacy officer. Instants are UTC with milliseconds. */
export type AskedCase = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly askedAt: string
  readonly answeredAt?: string
  readonly due?: ProviderDue
  readonly reasons: readonly Reason[]
  /** How many entries of the organisation it names. */
  readonly entries: number
  readonly drafted: boolean
}

/** `others`: answered, or nobody waits for the answer any more. */
export type OfficerQueue = {
  readonly organisation: string
  readonly waiting: readonly AskedCase[]
  readonly others: readonly AskedCase[]
  readonly overdue: number
}

export type SentAnswer = {
  readonly at: string
  readonly authorName: string
  readonly finding: Outcome
  readonly basis?: Basis
  readonly text: string
  readonly files: readonly Evidence[]
}

/** A case as the privacy officer of the organisation that was asked sees it. */
export type OfficerCase = Omit<AskedCase, 'entries' | 'drafted'> & {
  readonly organisation: string
  /** The identifier of the person whose list it is, as the organisation itself reported it. */
  readonly person: string
  readonly question: string
  readonly askedBy: string
  readonly wants: readonly Want[]
  readonly care: Answer
  readonly knows: Answer
  readonly safeContact: boolean
  readonly entries: readonly StaffEntry[]
  readonly waits: boolean
  readonly draft: AnswerDraft
  readonly answer?: SentAnswer
}
