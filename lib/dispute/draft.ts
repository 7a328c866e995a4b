import { ANSWERS, type Answer, LONGEST_TEXT, MOST_ENTRIES, REASONS, type Reason, WANTS, type Want } from './kinds.ts'

/** What somebody has answered of a question that they are writing. `text` may still be too long. */
export type Answers = {
  readonly reasons: readonly Reason[]
  readonly wants: readonly Want[]
  readonly care?: Answer
  readonly knows?: Answer
  readonly safeContact: boolean
  readonly text: string
}

export const NO_ANSWERS: Answers = { reasons: [], wants: [], safeContact: false, text: '' }

/** A draft that nobody has changed for so many days is dropped. */
export const DRAFT_DAYS = 90
/** How many drafts somebody may have about one list, and how many questions may be asked about it in 24 hours. */
export const MOST_DRAFTS = 20
export const MOST_QUESTIONS = 20
/** Most UTF-16 code units of a text that a draft keeps, so that what is too long can be shortened. */
export const LONGEST_DRAFT_TEXT = 2 * LONGEST_TEXT
/** Bytes. */
export const LARGEST_PROOF = 1024 * 1024

/** Why a draft cannot be sent yet, in the order of its form. */
const PROBLEMS = ['entries', 'reasons', 'wants', 'text', 'tooLong'] as const
export type Problem = (typeof PROBLEMS)[number]

/** `entries` are those of the draft that can be read. A reason that is none of the list needs words. */
export function problemsOf(entries: number, { reasons, wants, text }: Answers): readonly Problem[] {
  const wrong: Readonly<Record<Problem, boolean>> = {
    entries: entries === 0 || entries > MOST_ENTRIES,
    reasons: reasons.length === 0,
    wants: wants.length === 0,
    text: reasons.includes('other') && text.trim() === '',
    tooLong: text.length > LONGEST_TEXT,
  }
  return PROBLEMS.filter((problem) => wrong[problem])
}

/** Reads a form whose choices are fields of their own, such as `reason.acquaintance`. What is none of ours is left out. */
export function readAnswers(form: ReadonlyMap<string, string>): Answers {
  const one = (name: string) => ANSWERS.find((answer) => answer === form.get(name))
  const [care, knows] = [one('care'), one('knows')]
  return {
    reasons: REASONS.filter((reason) => form.has(`reason.${reason}`)),
    wants: WANTS.filter((want) => form.has(`want.${want}`)),
    ...(care && { care }),
    ...(knows && { knows }),
    safeContact: form.has('safeContact'),
    text: (form.get('text') ?? '').slice(0, LONGEST_DRAFT_TEXT),
  }
}
