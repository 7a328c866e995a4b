import { type AccessEvent, parseConcealed, parseEvent, withNames } from '#lib/event/access-event.ts'
import { type PageEntry, parseFirstPage, type Withheld } from '#lib/history/page.ts'
import { utf8 } from '#lib/tlog/bytes.ts'

/** Entries that nobody has checked yet, newest first. */
export type FirstSight = {
  readonly size: number
  readonly entries: readonly UncheckedEntry[]
  readonly pending: readonly UncheckedEvent[]
}
export type UncheckedEvent = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }
export type UncheckedEntry = ({ readonly logIndex: number } & UncheckedEvent) | { readonly logIndex: number; readonly withheld: Withheld }

/** Reads a first page as `readHistoryPage` made it. Nothing is verified: that is for the browser. */
export function readFirstSight(page: Uint8Array): FirstSight {
  const { proof, entries, pending } = parseFirstPage(page)
  return {
    size: proof.head?.size ?? 0,
    entries: entries.map(readEntry).reverse(),
    pending: pending.map(({ event, concealed }) => readEvent(utf8(event), concealed && utf8(concealed.bytes))),
  }
}

function readEntry(entry: PageEntry): UncheckedEntry {
  if ('withheld' in entry) return { logIndex: entry.logIndex, withheld: entry.withheld }
  return { logIndex: entry.logIndex, ...readEvent(entry.event, entry.concealed?.bytes) }
}

function readEvent(event: Uint8Array, concealed: Uint8Array | undefined): UncheckedEvent {
  return { event: withNames(parseEvent(event), concealed ? parseConcealed(concealed) : {}), concealed: concealed ? 'opened' : 'withheld' }
}
