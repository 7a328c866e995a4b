import type { Outcome, State } from './kinds.ts'
import { STEPS } from './machine.ts'

/** What is behind many questions at once. `proposed`: justified, for somebody else to confirm. `answering`: some questions have the answer already. */
export type CauseState = 'open' | 'proposed' | 'answering' | 'answered'

export type CauseEventName = 'create' | 'merge' | 'unmerge' | 'draft' | 'propose' | 'return' | 'answer' | 'finish'

/** Which questions a cause is about; what is not said, may be anything. Days are of the question, both ends included. */
export type CausePattern = {
  readonly organisation?: string
  readonly recordSystem?: string
  readonly automatic?: boolean
  readonly from?: string
  readonly until?: string
}

/** The states from which a question can be joined with a cause. */
export const JOINABLE: readonly State[] = STEPS.merge.from

/** The answer to all, in each language. */
export type CauseAnswer = { readonly outcome: Outcome; readonly texts: Readonly<Record<string, string>> }

/** The text for who reads `locale`, such as `et-EE`; English for any other language. */
export function textFor(locale: string, texts: CauseAnswer['texts']): string {
  return texts[locale.split('-')[0] ?? ''] ?? texts.en ?? ''
}

/** What was added to questions of a cause after *justified* was proposed for them, or after a second person began to give that answer. */
export type AddedToCause = {
  /** To how many questions, also those that the caller must not see, and how much in all. */
  readonly questions: number
  readonly things: number
  /** The oldest of them that the caller sees. */
  readonly named: readonly { readonly id: string; readonly reference: string }[]
}
