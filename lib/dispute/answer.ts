import type { Outcome } from './kinds.ts'

/** On what ground, by the organisation that was asked, somebody looked; `none`: there was none. The message files have words for each of these. */
export const BASES = ['care', 'emergency', 'referral', 'billing', 'quality', 'legal-duty', 'consent', 'none'] as const
export type Basis = (typeof BASES)[number]

/** A file that was handed in with an answer; `size` in bytes. */
export type Evidence = { readonly id: string; readonly name: string; readonly type: string; readonly size: number }

/** What an organisation answers, as far as it is written. `savedAt` is an instant; none when nothing is kept. */
export type AnswerDraft = {
  readonly finding?: Outcome
  readonly basis?: Basis
  readonly text: string
  readonly files: readonly Evidence[]
  readonly savedAt?: string
}

type AnswerPart = 'finding' | 'basis' | 'text'

/** What an answer needs before it can be sent. */
export function missingIn({ finding, basis, text }: AnswerDraft): readonly AnswerPart[] {
  const given = { finding: finding !== undefined, basis: basis !== undefined, text: text.trim() !== '' }
  return (['finding', 'basis', 'text'] as const).filter((part) => !given[part])
}
