import type { AccessEvent } from '#lib/event/access-event.ts'
import { dayOf } from '#lib/event/days.ts'
import { type LookFilter, lookFacts, matchesLook, WITHHELD } from '#lib/event/look-filter.ts'
import { isOwnLook } from '#lib/event/portal.ts'
import { MAX_ENTRIES, type PageEntry, parseFirstPage } from '#lib/history/page.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import type { PageQuery } from './history-page.ts'
import { readShown, type ShownEvent } from './shown-event.ts'

/** Entries that nobody has checked yet, newest first. */
export type FirstSight = {
  readonly size: number
  readonly entries: readonly UncheckedEntry[]
  readonly pending: readonly UncheckedEvent[]
  /** How many others wait that cannot be read. */
  readonly unreadable: number
  /** The history indexes that were looked through, from … to−1; the next older part ends where this one begins. */
  readonly from: number
  readonly to: number
}
export type UncheckedEvent = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }
type Place = { readonly logIndex: number; readonly historyIndex: number }
export type UncheckedEntry = Place & ShownEvent

/** Entries of others that a page begins with: all that a telephone shows until its browser has checked the list, and no more. */
const FIRST_SIGHT = 25
/** Entries that one page shows of those that a filter finds. */
const MOST_FOUND = 100

export type SightQuery = {
  readonly filter: LookFilter
  /** Entries before this history index; the newest ones without it, and where the history has no such entry. */
  readonly before?: number
  readonly timeZone: string
}

/**
 * What a page shows before its browser has checked anything, or without scripts: the newest entries, past own looks where there is nothing
 * else, or the newest hundred that a filter finds among a thousand. `read` gives a first page as `readHistoryPage` makes it. Nothing is verified: that is for the browser.
 */
export async function readFirstSight(read: (query: PageQuery) => Promise<Uint8Array>, query: SightQuery): Promise<FirstSight> {
  const { filter, before } = query
  const newest = readPage(await read({}))
  const filtered = Object.keys(filter).length > 0
  const earlier = before !== undefined && before > 0 && before < newest.size
  const to = earlier ? before : newest.size
  const waiting = earlier ? { pending: [], unreadable: 0 } : { pending: newest.pending, unreadable: newest.unreadable }
  const widest = async () => readPage(await read({ to, from: Math.max(0, to - MAX_ENTRIES) }))
  if (filtered) return { ...findIn(await widest(), query), ...waiting }
  const part = earlier ? readPage(await read({ to })) : newest
  const enough = part.from === 0 || !part.entries.every(isOwn)
  return { ...upTo(FIRST_SIGHT, enough ? part : await widest()), ...waiting }
}

function findIn(page: FirstSight, { filter, timeZone }: SightQuery): FirstSight {
  const found = page.entries.filter((entry) => matches(entry, filter, timeZone))
  // The next part goes on where the last one that is shown stands.
  const from = found.length > MOST_FOUND ? (found[MOST_FOUND - 1]?.historyIndex ?? page.from) : page.from
  return { ...page, from, entries: found.slice(0, MOST_FOUND) }
}

/** Own looks are hidden at first: a part of nothing else would stand there as if nobody had looked. So it goes on to `others` of other people’s. */
function upTo(others: number, page: FirstSight): FirstSight {
  const from = page.entries.filter((entry) => !isOwn(entry))[others - 1]?.historyIndex ?? page.from
  return { ...page, from, entries: page.entries.filter(({ historyIndex }) => historyIndex >= from) }
}

function isOwn(entry: UncheckedEntry): boolean {
  return 'event' in entry && entry.event.kind === 'access' && isOwnLook(entry.event)
}

function matches(entry: UncheckedEntry, filter: LookFilter, timeZone: string): boolean {
  if ('withheld' in entry) return matchesLook(WITHHELD, filter)
  return matchesLook(lookFacts(entry.event, entry.concealed, dayOf(entry.event.accessedAt, timeZone)), filter)
}

function readPage(bytes: Uint8Array): FirstSight {
  const { proof, range, entries, pending } = parseFirstPage(bytes)
  const from = range?.from ?? 0
  const read = pending.map(({ event, concealed }) => readShown(utf8(event), concealed && utf8(concealed.bytes))).filter(isEvent)
  return {
    size: proof.head?.size ?? 0,
    from,
    to: range?.to ?? 0,
    entries: entries.map((entry, i) => readEntry(entry, from + i)).reverse(),
    pending: read,
    unreadable: pending.length - read.length,
  }
}

function readEntry(entry: PageEntry, historyIndex: number): UncheckedEntry {
  const { logIndex } = entry
  if ('withheld' in entry) return { logIndex, historyIndex, withheld: entry.withheld }
  return { logIndex, historyIndex, ...readShown(entry.event, entry.concealed?.bytes) }
}

const isEvent = (shown: ShownEvent): shown is UncheckedEvent => 'event' in shown
