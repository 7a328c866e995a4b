import type { AccessEvent } from '#lib/event/access-event.ts'
import type { HistoryEntry, PendingEntry, Verdict, Withheld } from '#lib/verify/types.ts'

/** What a row shows besides its words: the verdict of this browser, or that it has not looked yet. */
export type Mark = Verdict | 'unverified'

export type ShownRow = {
  readonly key: string
  readonly mark: Mark
  readonly event: AccessEvent
  readonly concealed: 'opened' | 'withheld'
  /** Absent while pending, as is `historyIndex`. */
  readonly logIndex?: number
  readonly historyIndex?: number
}

type WithheldRow = {
  readonly key: string
  readonly mark: Mark
  readonly logIndex: number
  readonly historyIndex?: number
  readonly withheld: Withheld | 'unreadable'
}

export type Row = ShownRow | WithheldRow

/** An entry as the server gives it for the first sight of the page, before this browser has checked anything. */
export type UncheckedEntry =
  | { readonly logIndex: number; readonly historyIndex: number; readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }
  | { readonly logIndex: number; readonly historyIndex: number; readonly withheld: Withheld | 'unreadable' }

export type UncheckedPending = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }

const GRAVITY: readonly Mark[] = ['verified', 'waiting', 'unverified', 'unchecked', 'mismatch']

/** An entry is as good as the worst of what was found about it and about the list it stands in. */
export function worse(one: Mark, other: Mark): Mark {
  return GRAVITY.indexOf(one) > GRAVITY.indexOf(other) ? one : other
}

const made = new WeakMap<HistoryEntry | UncheckedEntry, Row>()

/** The same object each time, so that what is on the screen already is not rendered again for each page that comes. */
export function entryRow(entry: HistoryEntry | UncheckedEntry, found: Mark): Row {
  const mark = 'withheld' in entry && entry.withheld === 'unreadable' ? 'mismatch' : found
  const known = made.get(entry)
  if (known?.mark === mark) return known
  const row: Row = { ...entry, key: 'event' in entry ? entry.event.id : `withheld-${entry.logIndex}`, mark }
  made.set(entry, row)
  return row
}

export function pendingRow({ event, concealed }: PendingEntry | UncheckedPending): ShownRow {
  return { key: event.id, mark: 'waiting', event, concealed }
}

export function isShown(row: Row): row is ShownRow {
  return 'event' in row
}

/** The entries whose proof can be drawn: those that are in the history and verified. */
export function rowsWithProof(rows: readonly Row[]): readonly (Row & { readonly logIndex: number })[] {
  return rows.filter((row): row is Row & { readonly logIndex: number } => row.logIndex !== undefined && row.mark === 'verified')
}
