import { type AccessEvent, type Concealed, parseConcealed, parseEvent, type SealedEvent, withNames } from '#lib/event/access-event.ts'
import type { PageEntry, PageRange } from '#lib/history/page.ts'
import type { VerifiedEntry, VerifiedFirstPage, VerifiedPage } from '#lib/history/verify-page.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import type { HistoryEntry, LoadedPage, PendingEntry, Verdict } from './types.ts'

export const READER = { event: parseEvent, concealed: parseConcealed }
export type Entry = VerifiedEntry<SealedEvent, Concealed>
export type Page = VerifiedPage<SealedEvent, Concealed>
export type FirstPage = VerifiedFirstPage<SealedEvent, Concealed>

/** What the page shows of entries that verified, newest first. */
export function loadedPage(page: Page, size: number, verdict: Verdict, code?: VerificationCode): LoadedPage {
  const { from, to } = page.range ?? { from: 0, to: 0 }
  const entries = page.entries.map((entry): HistoryEntry => {
    const { historyIndex, logIndex } = entry
    if ('withheld' in entry) return { historyIndex, logIndex, verdict, withheld: entry.withheld }
    return { historyIndex, logIndex, verdict, ...named(entry.event, entry.concealed) }
  })
  return { from, to, size, entries: entries.reverse(), pending: [], unreadable: 0, verdict, ...(code && { code }) }
}

export function pendingEntries({ pending }: FirstPage): PendingEntry[] {
  return pending.map(({ event, concealed }) => ({ verdict: 'waiting', ...named(event, concealed) }))
}

/** A page of which nothing can be said. */
export function emptyPage(verdict: Verdict, size = 0, code?: VerificationCode): LoadedPage {
  return { from: 0, to: 0, size, entries: [], pending: [], unreadable: 0, verdict, ...(code && { code }) }
}

type Parse = (bytes: Uint8Array) => { readonly entries: readonly PageEntry[]; readonly range?: PageRange }

/** What an answer that does not match says, in so far as it can be read: shown as such, and counted nowhere. What cannot be read keeps its place. */
export function claimedPage(bytes: Uint8Array, parse: Parse, code: VerificationCode): LoadedPage {
  try {
    const { entries, range } = parse(bytes)
    const from = range?.from ?? 0
    const claimed = entries.map((entry, at) => claimedEntry(entry, from + at))
    return { ...emptyPage('mismatch', range?.to ?? 0, code), from, to: range?.to ?? 0, entries: claimed.reverse() }
  } catch (error) {
    if (error instanceof VerificationError) return emptyPage('mismatch', 0, code)
    throw error
  }
}

function claimedEntry(entry: PageEntry, historyIndex: number): HistoryEntry {
  const { logIndex } = entry
  if ('withheld' in entry) return { historyIndex, logIndex, verdict: 'mismatch', withheld: entry.withheld }
  try {
    return { historyIndex, logIndex, verdict: 'mismatch', ...named(parseEvent(entry.event), undefined) }
  } catch (error) {
    if (error instanceof VerificationError) return { historyIndex, logIndex, verdict: 'mismatch', withheld: 'unreadable' }
    throw error
  }
}

function named(event: SealedEvent, concealed: Concealed | undefined): { event: AccessEvent; concealed: 'opened' | 'withheld' } {
  return { event: withNames(event, concealed ?? {}), concealed: concealed ? 'opened' : 'withheld' }
}
