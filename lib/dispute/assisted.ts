/** Asking for somebody who cannot log in. The message files have words for each of these. */

/** How staff make sure who that is. */
export const WAYS = ['desk', 'telephone'] as const
export type Way = (typeof WAYS)[number]

export const DOCUMENTS = ['id-card', 'passport', 'residence-permit', 'driving-licence'] as const

/** What is asked of somebody by telephone, when they were called back at the number that is registered for them: two of these. */
export const CALL_ANSWERS = ['address', 'birthplace', 'family-doctor', 'last-visit', 'next-of-kin', 'document-number'] as const
export const CALL_ANSWERS_NEEDED = 2

/** How long it may take, how often one may look, how many days apart the looks may be, and how often in a day one person may ask for others. */
export const ASSISTED_MINUTES = 60
export const MOST_SEARCHES = 5
export const MOST_DAYS = 31
export const MOST_A_DAY = 30
/** Around a time of day that the person named, by so many minutes before and after. */
export const AROUND_MINUTES = 120
export const SHORTEST_NAME = 3

/** The patient's steps that staff make for a person who has told them reference and code. */
export const PASSED_ON = ['inform', 'withdraw', 'reopen'] as const
export type PassedOn = (typeof PASSED_ON)[number]

/** What the person has told: in the letter, and while the agent writes it down. Days are such as `2026-11-26`, times such as `17:30`. */
export type Told = { readonly organisation: string; readonly from: string; readonly until: string; readonly around?: string }
