import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { HighestFile, putFile } from '#lib/durable.ts'
import { Replay } from '#lib/history/replay.ts'
import type { Trust } from '#lib/history/trust.ts'
import { concat, equalBytes, fromUtf8, type Hash, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { openNote, parseNote } from '#lib/tlog/note.ts'
import { type LabelledEntry, type LogSource, labelledBundles } from './log-source.ts'

/** A snapshot is written again after so many more entries: that much is replayed again after a restart, at most. */
const SNAPSHOT_EVERY = 50_000
const DIGEST = 32

export type AuditorOptions = {
  /** Ours alone: `holdFolder` first. */
  readonly folder: string
  readonly trust: Pick<Trust, 'origin' | 'vrf' | 'logEd25519' | 'logMlDsa44'>
  readonly source: LogSource
  /** Told now and then how many entries of how many have been replayed. */
  readonly onProgress?: (done: number, total: number) => void
}

type Examined = { readonly size: number; readonly root: Hash; readonly note: Uint8Array }

/** What does not hold, and where: kept in `evidence/` of the auditor's folder. */
export class AuditFailure extends VerificationError {
  readonly evidence: string

  constructor(cause: VerificationError, evidence: string) {
    super(cause.code, `${cause.message.replace(`${cause.code}: `, '')} (kept in ${evidence})`, { cause })
    this.evidence = evidence
  }
}

/** Replays a log from entry 0: docs/protocol.md, section 7. What it has seen is kept, so that it need not begin anew each time. */
export class Auditor {
  readonly #options: AuditorOptions
  readonly #snapshots: HighestFile
  readonly #checkpoints: HighestFile
  #replay: Replay
  #kept = 0
  /** The largest checkpoint that was found right. */
  #last: Examined | undefined

  private constructor(options: AuditorOptions) {
    const log = toHex(options.trust.vrf).slice(0, 16)
    this.#options = options
    this.#snapshots = new HighestFile(join(options.folder, 'replayed', log))
    this.#checkpoints = new HighestFile(join(options.folder, 'examined', log))
    this.#replay = new Replay(options.trust.vrf)
  }

  /** Goes on where it stopped. A snapshot that is damaged is passed over: then it begins at entry 0, and what it has found right still counts. */
  static async open(options: AuditorOptions): Promise<Auditor> {
    const auditor = new Auditor(options)
    const last = await auditor.#checkpoints.newest()
    if (last) auditor.#last = { ...parseCheckpoint(parseNote(last.bytes).text), note: last.bytes }
    await auditor.#restore()
    return auditor
  }

  /** Entries replayed so far. */
  get size(): number {
    return this.#replay.size
  }

  /**
   * Replays up to a checkpoint. Afterwards each of its access entries is known to be in exactly one history, once, in order, and each map root
   * to be that of the histories.
   *
   * @throws {AuditFailure} naming the first entry that is wrong, `inconsistent` if the tree does not begin as the last one did; {VerificationError}
   *   for a note that both keys of the log have not signed; {Error} for a smaller tree than the last one, or if something cannot be reached:
   *   either accuses nobody.
   */
  async examine(note: Uint8Array, { size, root }: { readonly size: number; readonly root: Hash }): Promise<void> {
    const { trust, source, onProgress } = this.#options
    const signers = openNote(note, [trust.logEd25519, trust.logMlDsa44]).signatures.map(({ vkey }) => vkey)
    if (!signers.includes(trust.logEd25519) || !signers.includes(trust.logMlDsa44))
      throw new VerificationError('bad-signature', 'one of the two keys of the log has not signed')
    const known = Math.max(this.#last?.size ?? 0, this.#kept)
    if (size < known) throw new Error(`The log shows size ${size}, which is smaller than ${known}, replayed before.`)
    if (size < this.size) await this.#restore() // a larger tree was begun and not finished
    let at: LabelledEntry | undefined
    try {
      if (size === this.#last?.size && !equalBytes(root, this.#last.root))
        throw new VerificationError('forked', `two trees of size ${size}`)
      for await (const bundle of labelledBundles(source, this.size, size)) {
        for (at of bundle) this.#append(at)
        onProgress?.(this.size, size)
      }
      this.#replay.verifyCheckpoint({ size, root })
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause
      const evidence = await this.#keepEvidence(note, at, cause)
      await this.#restore() // where it failed is no state to go on from
      throw new AuditFailure(cause, evidence)
    }
    onProgress?.(size, size)
    if (size > (this.#last?.size ?? 0)) {
      await this.#checkpoints.put(HighestFile.name(size), note)
      this.#last = { size, root, note }
    }
    if (size - this.#kept >= SNAPSHOT_EVERY || this.#kept === 0) await this.keep()
  }

  /** Writes down how far it is, if that is the end of a batch. */
  async keep(): Promise<void> {
    if (!this.#replay.endsInMapEntry || this.size === this.#kept) return
    const bytes = concat(...this.#replay.snapshot())
    await this.#snapshots.put(HighestFile.name(this.size), concat(digestOf(bytes), bytes))
    this.#kept = this.size
  }

  #append({ entry, label }: LabelledEntry): void {
    this.#replay.append(entry, label)
    if (this.size === this.#last?.size && !equalBytes(this.#replay.root, this.#last.root))
      throw new VerificationError('inconsistent', `the first ${this.size} entries are not those of the checkpoint examined before`)
  }

  async #restore(): Promise<void> {
    this.#replay = readSnapshot((await this.#snapshots.newest())?.bytes, this.#options.trust.vrf)
    this.#kept = this.size
  }

  async #keepEvidence(note: Uint8Array, at: LabelledEntry | undefined, cause: VerificationError): Promise<string> {
    const index = this.size
    const entry = at && { index: at.index, entry: toHex(at.entry), label: toHex(at.label) }
    const text = JSON.stringify({
      code: cause.code,
      message: cause.message,
      index,
      ...(entry && { entry }),
      checkpoint: fromUtf8(note),
      ...(this.#last && { before: fromUtf8(this.#last.note) }),
    })
    const bytes = utf8(`${text}\n`)
    const file = join(this.#options.folder, 'evidence', `${index}-${toHex(digestOf(bytes)).slice(0, 16)}.json`)
    await putFile(file, bytes)
    return file
  }
}

function readSnapshot(bytes: Uint8Array | undefined, vrfKey: Hash): Replay {
  const body = bytes?.subarray(DIGEST)
  if (!bytes || !body || !equalBytes(bytes.subarray(0, DIGEST), digestOf(body))) return new Replay(vrfKey)
  return Replay.restore(vrfKey, body)
}

function digestOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
