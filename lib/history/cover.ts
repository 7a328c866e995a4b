/**
 * What the pages of one visit say together: docs/protocol.md, section 5, checks 5 and 6.
 *
 *     pages [2950, 3000) and [2900, 2950) of 3000: 100 covered, not complete
 *
 * RFC 6962 proofs do not bind the size of a tree, so one page shows that its entries belong to the history, but neither where they
 * stand nor how many there are. Pages that cover all of [0, size) leave one answer. What needs all of them is asked of this.
 */
import { malformed } from './json.ts'
import type { Withheld } from './page.ts'
import type { EventFacts, VerifiedEntry } from './verify-page.ts'

type Seen = { readonly logIndex: number; readonly withheld?: Withheld; readonly erased?: readonly number[] }

export class Cover {
  readonly #size: number
  readonly #seen = new Map<number, Seen>()
  readonly #ids = new Map<string, number>()
  #linked = false

  /** Of a history of `size` entries. */
  constructor(size: number) {
    this.#size = size
  }

  /**
   * Adds a page that verified, in whatever order pages come; a page that overlaps another adds what is new.
   *
   * @throws {VerificationError} `malformed` if an event id occurs twice in the history, or log indexes do not increase from page to page.
   */
  add(entries: readonly VerifiedEntry<EventFacts, unknown>[]): void {
    for (const entry of entries) this.#checkId(entry)
    this.#checkOrder(entries)
    for (const entry of entries) this.#seen.set(entry.historyIndex, seen(entry))
    this.#linked ||= entries.some((entry) => 'event' in entry && entry.event.kind === 'link')
  }

  get covered(): number {
    return this.#seen.size
  }

  get complete(): boolean {
    return this.#seen.size === this.#size
  }

  /** Whether an event links this person to another identifier: its history is another one, so nobody may say from this that none is missing. */
  get linked(): boolean {
    return this.#linked
  }

  /** How many of the covered entries are withheld, and why: never counted in silence. */
  get withheld(): Record<Withheld, number> {
    const counts = { 'by-law': 0, retention: 0, erased: 0 }
    for (const { withheld } of this.#seen.values()) if (withheld) counts[withheld]++
    return counts
  }

  /** Log indexes of erased entries that no later *erasure* event names. Only with full cover can this be known; before, it is empty. */
  get unexplainedErasures(): number[] {
    if (!this.complete) return []
    const entries = [...this.#seen.values()]
    return entries
      .filter(({ withheld }) => withheld === 'erased')
      .map(({ logIndex }) => logIndex)
      .filter((gone) => !entries.some(({ logIndex, erased }) => logIndex > gone && erased?.includes(gone)))
      .sort((a, b) => a - b)
  }

  #checkId(entry: VerifiedEntry<EventFacts, unknown>): void {
    if (!('event' in entry)) return
    const known = this.#ids.get(entry.event.id)
    if (known !== undefined && known !== entry.historyIndex) throw malformed('an event id occurs twice')
    this.#ids.set(entry.event.id, entry.historyIndex)
  }

  #checkOrder(entries: readonly VerifiedEntry<EventFacts, unknown>[]): void {
    const [first, last] = [entries[0], entries.at(-1)]
    if (!first || !last) return
    for (const [historyIndex, { logIndex }] of this.#seen) {
      const before = historyIndex < first.historyIndex && logIndex >= first.logIndex
      const after = historyIndex > last.historyIndex && logIndex <= last.logIndex
      if (before || after) throw malformed('log indexes increase across pages')
    }
  }
}

function seen(entry: VerifiedEntry<EventFacts, unknown>): Seen {
  const { logIndex } = entry
  if (!('event' in entry)) return { logIndex, withheld: entry.withheld }
  const { kind, erased } = entry.event
  return kind === 'erasure' && erased ? { logIndex, erased } : { logIndex }
}
