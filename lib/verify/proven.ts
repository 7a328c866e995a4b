import { Cover } from '#lib/history/cover.ts'
import { MAX_ENTRIES } from '#lib/history/page.ts'
import type { Trust } from '#lib/history/trust.ts'
import type { Waiting } from '#lib/history/verify-checkpoint.ts'
import type { VerifiedHead } from '#lib/history/verify-head.ts'
import { drawProof } from './draw.ts'
import { historyFile, missingRange } from './history-file.ts'
import { type Entry, loadedPage, type Page } from './loaded-page.ts'
import { type FetchFile, LogFiles } from './log-files.ts'
import { proofFile } from './saved-files.ts'
import { TimeStamps } from './time-stamps.ts'
import type { CheckedStamp, ClaimedStamp, EntryProof, HistoryEntry, SavedFile, Verdict, VisitOptions } from './types.ts'

type Place = { readonly entry: Entry; readonly page: Page }
type Found = { readonly head: VerifiedHead; readonly verdict: Verdict; readonly waiting: Waiting | undefined }

/** What a visit has proven so far: a head, and the pages of it that verified. What is drawn of it or saved from it is made here. */
export class Proven {
  readonly head: VerifiedHead
  readonly verdict: Verdict
  readonly waiting: Waiting | undefined
  readonly cover: Cover
  readonly files: LogFiles
  readonly #trust: Trust
  readonly #stamps: TimeStamps
  readonly #pages: Page[] = []
  readonly #places = new Map<number, Place>()

  constructor({ head, verdict, waiting }: Found, trust: Trust, fetchFile: FetchFile) {
    this.head = head
    this.verdict = verdict
    this.waiting = waiting
    this.cover = new Cover(head.head.size)
    this.files = new LogFiles(head.checkpoint, fetchFile)
    this.#trust = trust
    this.#stamps = new TimeStamps(head.checkpoint, trust, this.files, fetchFile)
  }

  /** Counts a page that verified. @throws {VerificationError} `malformed` if it does not go with the others. */
  take(page: Page): void {
    this.cover.add(page.entries)
    this.#pages.push(page)
    for (const entry of page.entries) this.#places.set(entry.logIndex, { entry, page })
  }

  /** What pages have brought, newest first, each entry once; of it those with these log indexes, where any are given. */
  entries(verdict: Verdict, logIndexes?: readonly number[]): HistoryEntry[] {
    const chosen = logIndexes && new Set(logIndexes)
    const all = this.#pages.flatMap((page) => loadedPage(page, this.head.head.size, verdict).entries)
    const once = new Map(all.map((entry) => [entry.historyIndex, entry]))
    return [...once.values()]
      .filter(({ logIndex }) => chosen?.has(logIndex) ?? true)
      .sort((one, other) => other.historyIndex - one.historyIndex)
  }

  /** The newest entries that no page has brought yet, at most as many as a page has. */
  missing(): { readonly from: number; readonly to: number } | undefined {
    return missingRange(this.#pages, this.head.head.size, MAX_ENTRIES)
  }

  // Each is undefined for an entry that no page has brought.

  proofOf(logIndex: number): EntryProof | undefined {
    const { entry, page } = this.#places.get(logIndex) ?? {}
    if (!entry || !page?.range) return undefined
    return drawProof({ ...entry, range: page.range, leafHashes: page.leafHashes }, this.head, this.#trust)
  }

  async proofFile(logIndex: number): Promise<SavedFile | undefined> {
    const entry = this.#places.get(logIndex)?.entry
    return entry && proofFile(entry, this.head, this.files)
  }

  async timeStampOf(logIndex: number): Promise<ClaimedStamp | undefined> {
    return this.#places.has(logIndex) ? this.#stamps.claimed(logIndex) : undefined
  }

  async checkTimeStamp(logIndex: number): Promise<CheckedStamp | undefined> {
    const entry = this.#places.get(logIndex)?.entry
    return entry && this.#stamps.check(entry)
  }

  /** The `.sightline` file of the entries with these log indexes; of all that pages have brought, where none are given. `now` in seconds. */
  async historyFile(
    { identifier, trust }: Pick<VisitOptions, 'identifier' | 'trust'>,
    now: number,
    logIndexes?: readonly number[],
  ): Promise<SavedFile> {
    const chosen = new Set(logIndexes ?? this.#places.keys())
    let end = 0
    for (const logIndex of chosen) if (this.#places.has(logIndex)) end = Math.max(end, logIndex + 1)
    const anchors = await this.#stamps.forFile(end)
    return historyFile({
      pages: this.#pages,
      head: this.head,
      identifier,
      trust,
      anchors,
      now,
      chosen: ({ logIndex }) => chosen.has(logIndex),
    })
  }
}
