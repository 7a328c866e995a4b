import { utcDay } from '#lib/event/days.ts'
import type { Identifier } from '#lib/history/entry.ts'
import { type PageEntry, printLaterPage } from '#lib/history/page.ts'
import type { VerifiedHead } from '#lib/history/verify-head.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { rangeProof } from '#lib/tlog/range.ts'
import type { Entry, Page } from './loaded-page.ts'
import { type FileAnchor, printSightlineFile } from './sightline-file.ts'
import { subtreesOf } from './subtrees.ts'
import type { SavedFile } from './types.ts'

/** Entries on a page of a file: few enough that whoever checks it can draw in between. */
const PAGE = 250

type Saved = {
  /** Pages of the head, verified, in whatever order they came. */
  readonly pages: readonly Page[]
  readonly head: VerifiedHead
  readonly identifier: Identifier
  readonly trust: string
  readonly anchors: readonly FileAnchor[]
  /** Seconds. */
  readonly now: number
  /** Which of their entries go into the file. */
  readonly chosen: (entry: Entry) => boolean
}

/**
 * The `.sightline` file of the chosen entries. It holds those and no other: the range proofs of what was left out are hashes, made here
 * from pages that verified. Health data; its name says nothing but the day.
 */
export function historyFile({ pages, head, identifier, trust, anchors, now, chosen }: Saved): SavedFile {
  const { size } = head.head
  const texts: Uint8Array[] = []
  let done = 0
  for (const page of pages.toSorted((a, b) => (a.range?.from ?? 0) - (b.range?.from ?? 0))) {
    if (!page.range) continue
    const { range, leafHashes } = page
    const subtree = subtreesOf({ range, size, leafHashes })
    for (const run of runs(page.entries.filter((entry) => entry.historyIndex >= done && chosen(entry)))) {
      const [from, to] = [run[0]?.historyIndex ?? 0, (run.at(-1)?.historyIndex ?? 0) + 1]
      texts.push(printLaterPage({ range: { from, to, hashes: rangeProof(subtree, { from, to, size }) }, entries: run.map(pageEntry) }))
    }
    done = Math.max(done, range.to)
  }
  const bytes = printSightlineFile({ anchors, identifier, pages: texts, proof: head.part, savedAt: now, trust })
  const day = utcDay(now * 1000)
  return { name: `sightline-${day}.sightline`, type: 'application/vnd.sightline', text: fromUtf8(bytes) }
}

/** The first range of a history that no page has covered yet, from the end; at most `most` entries of it. */
export function missingRange(pages: readonly Page[], size: number, most: number): { from: number; to: number } | undefined {
  const ranges = pages.flatMap(({ range }) => range ?? []).sort((a, b) => b.to - a.to)
  let to = size
  for (const range of ranges) {
    if (range.to < to) return { from: Math.max(range.to, to - most), to }
    to = Math.min(to, range.from)
  }
  return to > 0 ? { from: Math.max(0, to - most), to } : undefined
}

/** Entries that stand one after the other, in pages of a file. */
function runs(entries: readonly Entry[]): Entry[][] {
  const found: Entry[][] = []
  for (const entry of entries) {
    const run = found.at(-1)
    if (run && run.length < PAGE && run.at(-1)?.historyIndex === entry.historyIndex - 1) run.push(entry)
    else found.push([entry])
  }
  return found
}

function pageEntry(entry: Entry): PageEntry {
  const { logIndex, commitment } = entry
  return 'withheld' in entry ? { logIndex, commitment, withheld: entry.withheld } : entry.source
}
