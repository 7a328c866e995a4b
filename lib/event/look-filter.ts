import { type AccessEvent, CATEGORIES, type Category } from './access-event.ts'
import type { PurposeKey } from './codes.ts'
import { isDay } from './days.ts'
import { isOwnLook } from './portal.ts'
import { categories, KEYS, reasons } from './words.ts'

/**
 * What may stand in an address, `/history?show=people&data=laboratory&from=2026-03-01`: choices that everybody has. Whom or which place
 * somebody looks for is none of them (docs/decisions/0075).
 */
export type LookFilter = {
  readonly show?: Show
  readonly emergency?: true
  readonly reason?: ReasonChoice
  readonly data?: Category
  /** Days in the time zone of the pages, both included. */
  readonly from?: string
  readonly to?: string
}

export const SHOWS = ['people', 'automatic', 'notCare', 'you', 'refused', 'withheld'] as const
export type Show = (typeof SHOWS)[number]

export type ReasonChoice = Exclude<PurposeKey, 'normal'> | 'other' | 'none'
export const REASONS: readonly ReasonChoice[] = ['none', ...KEYS.reason.flatMap((key) => (key === 'normal' || key === 'HTEST' ? [] : key))]

/** What a choice asks of an entry. */
export type LookFacts = {
  readonly shows: readonly Show[]
  readonly emergency: boolean
  readonly reasons: readonly ReasonChoice[]
  readonly data: readonly Category[]
  /** A withheld entry has none that is known. */
  readonly day?: string
}

/** Of an entry whose content is not shown, nothing else is known. */
export const WITHHELD: LookFacts = { shows: ['withheld'], emergency: false, reasons: [], data: [] }

const CARE: ReadonlySet<ReasonChoice> = new Set(['TREAT', 'ETREAT', 'BTG', 'CAREMGT', 'COC', 'emergency'])

export function lookFacts(event: AccessEvent, concealed: 'opened' | 'withheld', day: string): LookFacts {
  // What another system says was the patient may have been somebody else, and is not kept from whoever looks for people.
  const person = event.kind === 'access' && !event.automatic && !isOwnLook(event)
  const given = reasons(event).map(({ key }): ReasonChoice => (key === 'normal' ? 'TREAT' : key))
  const shows = {
    people: person,
    automatic: event.automatic,
    notCare: person && !given.some((reason) => CARE.has(reason)),
    you: event.actor?.kind === 'patient',
    refused: event.outcome !== '0',
    withheld: concealed === 'withheld',
  }
  return {
    shows: SHOWS.filter((show) => shows[show]),
    emergency: event.emergency,
    reasons: given.length > 0 ? given : ['none'],
    data: categories(event),
    day,
  }
}

/** True when an entry is among what every given choice asks for. */
export function matchesLook(facts: LookFacts, filter: LookFilter): boolean {
  return (
    matchesShow(facts, filter) &&
    matchesEmergency(facts, filter) &&
    matchesReason(facts, filter) &&
    matchesData(facts, filter) &&
    matchesDays(facts, filter)
  )
}

export const matchesShow = ({ shows }: LookFacts, { show }: LookFilter) => show === undefined || shows.includes(show)
export const matchesEmergency = (facts: LookFacts, { emergency }: LookFilter) => !emergency || facts.emergency
export const matchesReason = ({ reasons: given }: LookFacts, { reason }: LookFilter) => reason === undefined || given.includes(reason)
export const matchesData = (facts: LookFacts, { data }: LookFilter) => data === undefined || facts.data.includes(data)
export const matchesDays = ({ day }: LookFacts, { from, to }: LookFilter) =>
  (from === undefined || (day !== undefined && day >= from)) && (to === undefined || (day !== undefined && day <= to))

/** Reads the choices of an address. What is no choice, or comes twice, is none: the page says which are in force. */
export function readLookFilter(parameters: URLSearchParams): LookFilter {
  const once = (name: string) => (parameters.getAll(name).length === 1 ? (parameters.get(name) ?? '') : '')
  const among = <T extends string>(values: readonly T[], name: string) => values.find((value) => value === once(name))
  const [show, reason, data] = [among(SHOWS, 'show'), among(REASONS, 'reason'), among(CATEGORIES, 'data')]
  const [from, to] = [once('from'), once('to')]
  return {
    ...(show && { show }),
    ...(once('emergency') === 'yes' && { emergency: true }),
    ...(reason && { reason }),
    ...(data && { data }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  }
}

/** The choices as `readLookFilter` reads them, always in the same order. */
export function printLookFilter({ show, emergency, reason, data, from, to }: LookFilter): URLSearchParams {
  const pairs = Object.entries({ show, emergency: emergency && 'yes', reason, data, from, to })
  return new URLSearchParams(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** What the address of the page of a history asks for: choices, and where an earlier part of the list ends. */
export type View = { readonly filter: LookFilter; readonly before?: number }

export function readView(parameters: URLSearchParams): View {
  const before = parameters.get('before') ?? ''
  const isIndex = /^(?:0|[1-9][0-9]{0,14})$/.test(before)
  return { filter: readLookFilter(parameters), ...(isIndex && { before: Number(before) }) }
}
