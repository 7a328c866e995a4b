import { accessEntry } from '#lib/history/entry.ts'
import { asMembers } from '#lib/history/json.ts'
import type { Trust } from '#lib/history/trust.ts'
import type { VerifiedCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { type AnchorName, covering, INDEX_PAGE, MAX_INDEX_LENGTH, parseAnchorIndex, printAnchorName } from '#lib/timestamp/anchor-name.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import type { Checkpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash, verifyConsistency } from '#lib/tlog/proof.ts'
import { type FetchFile, LogFiles, Unreachable } from './log-files.ts'
import type { FileAnchor } from './sightline-file.ts'
import type { Logged } from './spot-checks.ts'
import type { CheckedStamp, ClaimedStamp } from './types.ts'

/** One of these verifies, or it is said why the best of them does not. */
const TRIES = 3
/** Ten years of one every hour. */
const MAX_PAGES = 100

/**
 * The time stamps of one visit's checkpoint: docs/protocol.md, section 9. What the index says is a claim. Nothing of the list depends on
 * them: a time stamp that does not verify accuses the time stamp.
 */
export class TimeStamps {
  readonly #checkpoint: VerifiedCheckpoint
  readonly #trust: Trust
  readonly #files: LogFiles
  readonly #fetchFile: FetchFile
  /** By size, from the newest down to where was looked. */
  #names: readonly AnchorName[] = []
  #complete = false
  #looking: Promise<unknown> = Promise.resolve()

  constructor(checkpoint: VerifiedCheckpoint, trust: Trust, files: LogFiles, fetchFile: FetchFile) {
    this.#checkpoint = checkpoint
    this.#trust = trust
    this.#files = files
    this.#fetchFile = fetchFile
  }

  /** What is said of the time of entry `logIndex`. Nothing was checked. */
  async claimed(logIndex: number): Promise<ClaimedStamp> {
    try {
      const [best] = await this.#covering(logIndex)
      if (!best) return { says: 'nothing' }
      if (best.state === 'pending') return { says: 'waiting-for-bitcoin' }
      return 'time' in best.state ? { says: 'existed-before', time: best.state.time } : { says: 'compare-blocks' }
    } catch (error) {
      return { says: 'unknown', verdict: verdictOf(error).verdict }
    }
  }

  /** Checks the time stamp that says most of this entry, and that it is one of a tree that holds the entry and is part of the visit's. */
  async check(entry: Logged): Promise<CheckedStamp> {
    try {
      const candidates = await this.#covering(entry.logIndex)
      let failure: CheckedStamp | undefined
      for (const name of candidates.slice(0, TRIES)) {
        const checked = await this.#verify(name, entry).catch(verdictOf)
        if (checked.verdict === 'verified') return checked
        failure ??= checked
      }
      return failure ?? { verdict: 'none' }
    } catch (error) {
      return verdictOf(error)
    }
  }

  /**
   * The time stamps for a file whose entries stand below log index `end`: of each kind the oldest that covers them all, else the newest,
   * verified and with the way to the visit's checkpoint. A file is whole without: what cannot be had or does not verify is left out.
   */
  async forFile(end: number): Promise<FileAnchor[]> {
    const names = await this.#covering(Math.max(0, end - 1)).then(
      () => this.#names.filter(({ size, state }) => size <= this.#checkpoint.size && state !== 'pending'),
      () => [],
    )
    const kinds = (['rfc3161', 'opentimestamps'] as const).flatMap((kind) => {
      const ofKind = names.filter((name) => name.kind === kind)
      return ofKind.find(({ size }) => size >= end) ?? ofKind.at(-1) ?? []
    })
    const found = kinds.map((name) => this.#forFile(name).catch(() => []))
    return (await Promise.all(found)).flat()
  }

  async #forFile(name: AnchorName): Promise<FileAnchor[]> {
    const text = fromUtf8(await this.#fetchFile(`anchors/${printAnchorName(name)}`))
    const { verifyFileAnchors } = await import('./file-anchors.ts')
    const anchor = { anchor: asMembers(JSON.parse(text)), consistency: await this.#files.reader.consistency(name.size) }
    const [stamp] = await verifyFileAnchors([anchor], this.#checkpoint, this.#trust)
    return stamp?.verdict === 'verified' ? [anchor] : []
  }

  async #verify(name: AnchorName, { logIndex, commitment }: Logged): Promise<CheckedStamp> {
    const bytes = await this.#fetchFile(`anchors/${printAnchorName(name)}`)
    // Loaded by who asks, and by nobody else: the list needs none of it.
    const { readAnchor, verifyAnchor } = await import('#lib/timestamp/anchor.ts')
    const anchor = readAnchor(bytes)
    const { checkpoint, says, time, by, blocks } = await verifyAnchor(anchor, this.#trust)
    if (checkpoint.size <= logIndex) throw new VerificationError('malformed', 'a time stamp of a tree without this entry')
    await this.#files.inclusion(logIndex, leafHash(accessEntry(commitment)))
    await this.#tie(checkpoint)
    return { verdict: 'verified', says, ...(time !== 'not yet' && { time }), by, blocks, size: checkpoint.size, kind: name.kind }
  }

  /** The stamped tree begins as the visit's does, or the other way round. @throws {VerificationError} `root-mismatch`. */
  async #tie(stamped: Checkpoint): Promise<void> {
    const [older, newer] = stamped.size <= this.#checkpoint.size ? [stamped, this.#checkpoint] : [this.#checkpoint, stamped]
    const files = newer === this.#checkpoint ? this.#files : new LogFiles(newer, this.#fetchFile)
    const proof = await files.reader.consistency(older.size)
    verifyConsistency({ size1: older.size, size2: newer.size, root1: older.root, root2: newer.root, proof })
  }

  /** Whoever serves the index learns how far back somebody looks, to a thousand time stamps, and not which entry they look at. */
  async #covering(logIndex: number): Promise<AnchorName[]> {
    const look = this.#looking.then(() => this.#lookBack(logIndex))
    this.#looking = look.catch(() => {})
    await look
    return covering(this.#names, logIndex)
  }

  async #lookBack(logIndex: number): Promise<void> {
    // What was not covered when somebody looked may be by now.
    if (!this.#names.some(({ size }) => size > logIndex)) [this.#names, this.#complete] = [[], false]
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const oldest = this.#names[0]?.size
      if (this.#complete || (oldest !== undefined && oldest <= logIndex)) return
      const bytes = await this.#fetchFile(oldest === undefined ? 'anchors' : `anchors?before=${oldest}`)
      if (bytes.length > MAX_INDEX_LENGTH) throw new VerificationError('malformed', 'an index that is too long')
      const page = parseAnchorIndex(fromUtf8(bytes)).filter(({ size }) => oldest === undefined || size < oldest)
      this.#names = [...page, ...this.#names]
      this.#complete = page.length < INDEX_PAGE
    }
    throw new Unreachable('an index without end')
  }
}

function verdictOf(error: unknown): Exclude<CheckedStamp, { verdict: 'verified' | 'none' }> {
  if (error instanceof VerificationError) return { verdict: 'mismatch', code: error.code }
  if (!(error instanceof Unreachable)) console.error(error) // such as code that could not be loaded
  return { verdict: 'unchecked' }
}
