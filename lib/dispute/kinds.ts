/** The words of a dispute, which people see as a *question*. The message files have words for each of these. */

export const STATES = [
  'submitted',
  'acknowledged',
  'triage',
  'awaiting_provider',
  'provider_answered',
  'under_review',
  'decided',
  'closed',
  'needs_info',
  'withdrawn',
  'escalated',
  'reopened',
  'merged',
] as const
export type State = (typeof STATES)[number]

/** In these nobody waits for an answer of ours, and the entries are not on legal hold. */
const ENDED = ['closed', 'withdrawn'] as const satisfies readonly State[]
/** What somebody still has to do something about. */
export const OPEN = STATES.filter((state) => state !== 'decided' && !ENDED.some((ended) => ended === state))

export const REASONS = ['unknown-person', 'not-in-care', 'acquaintance', 'too-many', 'emergency', 'name-or-time', 'other'] as const
export type Reason = (typeof REASONS)[number]

export const WANTS = ['explanation', 'correction', 'report'] as const
export type Want = (typeof WANTS)[number]

/** Care received around then; whether the asker thinks that they know the person. */
export const ANSWERS = ['yes', 'no', 'unsure'] as const
export type Answer = (typeof ANSWERS)[number]

export const OUTCOMES = [
  'justified',
  'automatic',
  'administration',
  'mistaken',
  'unjustified',
  'log-wrong',
  'undetermined',
  'out-of-scope',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** To whom a dispute goes when our answer is not enough. */
export const BODIES = ['authority', 'police', 'ombuds'] as const
export type Body = (typeof BODIES)[number]

/** What the asker's browser said of an entry when the question was sent; `unverified` where it ran no check. */
export const VERDICTS = ['verified', 'unchecked', 'unverified'] as const
export type Verdict = (typeof VERDICTS)[number]

/** 1 is looked at first. */
export const SEVERITIES = [1, 2, 3] as const
export type Severity = (typeof SEVERITIES)[number]

/** Who reads an event of a case: patient and staff; the staff of this service; they and the provider's privacy officer. */
export type Audience = 'everybody' | 'staff' | 'provider'

/** How many entries one question may name, and how long its texts may be, in UTF-16 code units. */
export const MOST_ENTRIES = 50
export const LONGEST_TEXT = 4000
/** Within so many days of a decision the patient may reopen. */
export const REOPEN_DAYS = 30

/** A person's question about an emergency or an acquaintance goes before others; one about automatic entries alone after them. */
export function severityOf(reasons: readonly Reason[], { automatic }: { readonly automatic: boolean }): Severity {
  if (reasons.includes('acquaintance') || reasons.includes('emergency')) return 1
  return automatic ? 3 : 2
}
