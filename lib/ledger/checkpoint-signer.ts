import { join } from 'node:path'
import { HighestFile } from '#lib/durable.ts'
import { asHash, equalBytes, fromBase64, type Hash, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { openNote, parseNote, printNote, type SignatureLine } from '#lib/tlog/note.ts'
import { type LogKeys, ownVkeys, signCheckpoint } from './keys.ts'
import type { LogFiles } from './log-files.ts'
import type { Candidate } from './witness-client.ts'
import type { Witnesses } from './witnesses.ts'

/** The log must not go on until a human has looked: another tree was signed by our key, or is remembered as signed. */
export class LedgerHalted extends Error {}

export type SignerOptions = {
  readonly keys: LogKeys
  readonly files: LogFiles
  /** Not part of the database's backup: it must remember what a restored database forgot. */
  readonly highWater: HighestFile
  readonly witnesses: Witnesses
  readonly origin: string
  /** Seconds since 1970. */
  readonly clock: () => number
}

/** What our keys have signed, and what they may sign next: docs/protocol.md, section 6, steps 4 and 5 and "Start". */
export class CheckpointSigner {
  readonly #options: SignerOptions
  /** Named by the seconds at which we signed: a signature may leave that no database row will ever know of. */
  readonly #times: HighestFile

  constructor(options: SignerOptions) {
    this.#options = options
    this.#times = new HighestFile(join(options.highWater.folder, 'times'))
  }

  /**
   * Rollback protection: what we know to have signed must be what the database says we may have signed.
   *
   * @throws {LedgerHalted} if the high-water file or the published checkpoint know of a larger or another tree.
   */
  async refuseIfForgotten(known: { readonly size: number; readonly root: Hash }): Promise<void> {
    const { files, highWater } = this.#options
    const remembered = await highWater.newest()
    if (remembered)
      refuse(
        known,
        Number(remembered.name),
        asHash(fromBase64(remembered.bytes.toString().trim())),
        join(highWater.folder, remembered.name),
      )
    const published = await files.checkpoints.newest()
    if (!published) return
    const { size, root } = parseCheckpoint(this.#verified(published.bytes.toString()))
    refuse(known, size, root, join(files.checkpoints.folder, published.name))
  }

  /**
   * The same against what the witnesses serve to monitors: what bears our own signature is evidence, whoever keeps it. With `quorum`, those
   * who know of nothing larger must also be enough, for one who is silent may know of it.
   *
   * @throws {LedgerHalted} if one has a larger or another tree of ours; {Error} while too few answer.
   */
  async refuseIfWitnessed(
    known: { readonly size: number; readonly root: Hash },
    { quorum = true, published = '' }: { quorum?: boolean; published?: string } = {},
  ): Promise<void> {
    const { witnesses, origin, keys } = this.#options
    const candidate = published === '' ? undefined : this.candidate(published)
    const { seen, enough } = await witnesses.survey(origin, ownVkeys(keys), known.size, candidate)
    for (const { size, root, url } of seen) refuse(known, size, root, url)
    if (quorum && !enough)
      throw new Error(
        `Too few witnesses say that they know of nothing above size ${known.size}: nothing is signed until they do. ` +
          'If the database was restored from a backup, restore a newer one (docs/operations.md).',
      )
  }

  /** What witnesses are asked to cosign: the text of this note with our own lines. */
  candidate(note: string): Candidate {
    const { text, signatures } = openNote(utf8(note), ownVkeys(this.#options.keys))
    const { size } = parseCheckpoint(text)
    const consistency = (size1: number) => this.#options.files.reader(size).consistency(size1)
    return { size, text, note: printNote({ text, signatures: signatures.map(({ line }) => line) }), consistency }
  }

  /**
   * Step 4: from here on this tree, and no other of its size, may be signed.
   *
   * @throws {LedgerHalted} if a larger tree is remembered, or another of this size: somebody else signs with our keys.
   */
  async remember(size: number, root: Hash): Promise<void> {
    const { highWater } = this.#options
    const remembered = await highWater.newest()
    if (remembered)
      refuse(
        { size, root },
        Number(remembered.name),
        asHash(fromBase64(remembered.bytes.toString().trim())),
        join(highWater.folder, remembered.name),
      )
    await highWater.put(HighestFile.name(size), utf8(`${toBase64(root)}\n`))
  }

  /**
   * The text with both our signatures, verified, never with an earlier time than `lastNote` or than any that we have signed with: the time is
   * on the disk before the signature leaves.
   *
   * @throws {Error} when the clock stands before it.
   */
  async sign(text: string, lastNote: string): Promise<string> {
    const now = this.#options.clock()
    const known = Number((await this.#times.newest())?.name ?? 0)
    const last = Math.max(known, lastNote === '' ? 0 : this.timestamp(lastNote))
    if (now < last)
      throw new Error(`The clock says ${now}, which is before ${last}, the last time we signed: nothing is signed until it is right.`)
    if (now > known) await this.#times.put(HighestFile.name(now), new Uint8Array())
    const note = signCheckpoint(this.#options.keys, text, Math.max(now, 1))
    this.#verified(note)
    return note
  }

  /** The same text with a later time (step 9). @throws {Error} as `sign` does. */
  renew(note: string): Promise<string> {
    return this.sign(this.#verified(note), note)
  }

  /** Where `/log/checkpoint` is read from: the largest size, of that the latest time, of that the last note that was put. */
  async publish(size: number, note: string): Promise<void> {
    const { checkpoints } = this.#options.files
    const place = [size, this.timestamp(note)]
    const newest = await checkpoints.newest()
    if (newest?.bytes.equals(utf8(note))) return
    const [, , revision] = newest?.name.startsWith(HighestFile.name(...place)) ? newest.name.split('-').map(Number) : []
    await checkpoints.put(HighestFile.name(...place, revision === undefined ? 0 : revision + 1), utf8(note))
  }

  /** The lines of a note that are neither ours nor the one of no key. */
  cosignatures(note: string): readonly SignatureLine[] {
    const own = new Set(ownVkeys(this.#options.keys).map(({ keyId }) => keyId))
    return parseNote(utf8(note)).signatures.filter(({ name, keyId }) => !own.has(keyId) && !name.startsWith('grease.invalid/'))
  }

  /** Seconds since 1970 at which our key signed this note. */
  timestamp(note: string): number {
    return Math.max(...openNote(utf8(note), ownVkeys(this.#options.keys)).signatures.map(({ timestamp }) => timestamp ?? 0))
  }

  /** Signed by both of one pair: what was signed before a change of keys only by the previous one. */
  #verified(note: string): string {
    const { keys } = this.#options
    const { text, signatures } = openNote(utf8(note), ownVkeys(keys))
    const signed = new Set(signatures.map(({ vkey }) => vkey))
    if (![keys.vkeys, keys.previous?.vkeys ?? []].some((pair) => pair.length > 0 && pair.every((vkey) => signed.has(vkey))))
      throw new VerificationError('bad-signature', 'the note lacks one of our two signatures')
    return text
  }
}

function refuse(known: { readonly size: number; readonly root: Hash }, size: number, root: Hash, file: string): void {
  if (size < known.size || (size === known.size && equalBytes(root, known.root))) return
  throw new LedgerHalted(
    `${file} says that this log has signed size ${size} with root ${toBase64(root)}, but the database stands at size ${known.size} with root ${toBase64(known.root)}. ` +
      'Signing now would fork the log. If the database was restored from a backup, restore a newer one (docs/operations.md).',
  )
}
