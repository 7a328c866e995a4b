import { type Concealed, parseConcealed } from '#lib/event/access-event.ts'
import { unlessUnreadable } from '#lib/ledger/shown-event.ts'
import { logUnreadable } from './problem.ts'

/**
 * What is stored of an entry and cannot be read: it is shown as what does not match, takes nothing else with it, and the log of this process
 * says it once.
 */

const MOST_KNOWN = 10_000
const known = new Set<number>()

/** Another log than that of the web server. */
type Log = Parameters<typeof logUnreadable>[1]

/** Says once that what is stored of the entry at this log index is not what was sealed. */
export function noteChanged(logIndex: number, to?: Log): void {
  if (known.has(logIndex)) return
  if (known.size >= MOST_KNOWN) known.clear()
  known.add(logIndex)
  logUnreadable(logIndex, to)
}

/** Notes those that cannot be read. @returns all of them, as they are. */
export function noteUnreadable<E extends object & { readonly logIndex: number }>(entries: readonly E[], to?: Log): readonly E[] {
  for (const entry of entries) if ('withheld' in entry && entry.withheld === 'unreadable') noteChanged(entry.logIndex, to)
  return entries
}

/** The names of the entry at this log index; undefined, and noted, where they cannot be read. */
export function readConcealed(logIndex: number, concealed: Uint8Array): Concealed | undefined {
  return readStored(logIndex, () => parseConcealed(concealed))
}

/** What `read` makes of the entry at this log index; undefined, and noted, where it cannot be read. */
export function readStored<T>(logIndex: number, read: () => T): T | undefined {
  const found = unlessUnreadable(read)
  if (found === undefined) noteChanged(logIndex)
  return found
}
