/**
 * The audit of a log: docs/protocol.md, section 7. Whoever has all entries and, for each, label and blind, makes every history and every
 * map anew and compares.
 *
 *     entry 0   02 …                     map entry, epoch 1, of no history at all      label || blind: 64 zero bytes
 *     entry 1   01 || commitment         appended to the history of its label          7a3f… || 91c0…
 *     entry 2   02 …                     epoch 2, covers 2, root of the map so far     64 zero bytes
 *
 * The labels need no signature: two ways to give them out cannot lead to one map root, so afterwards each access entry is known to be in
 * exactly one history, once, in order. *Whether a label is the right person's cannot be seen here*: who stores events recomputes it.
 *
 * The auditor and `fsck` both run this code. It keeps the histories' frontiers and the map in memory, and changes nothing else.
 */
import { asHash, concat, equalBytes, type Hash, u64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { headValue, historyEntry, type MapEntry, parseLogEntry } from './entry.ts'
import { appendLeaf, EMPTY_FRONTIER, type Frontier, frontierBytes, historyRoot } from './history-tree.ts'
import { NO_LABEL } from './labels.ts'
import { EMPTY_HASH, EMPTY_MAP, type MapTree, mapRoot, mapSet } from './map.ts'
import { SnapshotReader } from './snapshot-reader.ts'

export type ReplayedHistory = { readonly label: Hash; readonly blind: Hash; frontier: Frontier }

/** What appending an access entry did to its history: its place there, and the subtree roots that its row stores. */
export type Appended = { readonly history: ReplayedHistory; readonly historyIndex: number; readonly nodes: readonly Hash[] }

export class Replay {
  /** By label, as `keyOf` writes it. */
  readonly #histories = new Map<string, ReplayedHistory>()
  #map: MapTree = EMPTY_MAP
  readonly #vrfKey: Hash
  #log: Frontier = EMPTY_FRONTIER
  #epoch = 0
  #endsInMapEntry = false
  /** Histories that grew since the map was made. */
  #grown = new Set<ReplayedHistory>()

  /** From entry 0 on, under the VRF key that every map entry must name. */
  constructor(vrfKey: Hash) {
    this.#vrfKey = vrfKey
  }

  get size(): number {
    return this.#log.size
  }

  get histories(): readonly ReplayedHistory[] {
    return [...this.#histories.values()]
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Whether the last entry ends a batch: only then is there something to compare with a checkpoint, or to write down. */
  get endsInMapEntry(): boolean {
    return this.#endsInMapEntry
  }

  /** Root hash of the entries so far. */
  get root(): Hash {
    return historyRoot(this.#log)
  }

  /**
   * All that has been replayed, for `Replay.restore`: u64 size || u64 epoch || frontier, then for each history label || blind || u64 size ||
   * frontier. Only after a map entry.
   */
  *snapshot(): Generator<Uint8Array> {
    if (!this.#endsInMapEntry) throw malformed('a snapshot is taken after a map entry')
    yield concat(u64(this.size), u64(this.#epoch), frontierBytes(this.#log))
    for (const { label, blind, frontier } of this.#histories.values())
      yield concat(label, blind, u64(frontier.size), frontierBytes(frontier))
  }

  /**
   * What `snapshot` wrote. It is believed: whoever kept it answers for it.
   *
   * @throws {VerificationError} `malformed` if it is cut short.
   */
  static restore(vrfKey: Hash, bytes: Uint8Array): Replay {
    const reader = new SnapshotReader(bytes)
    const replay = new Replay(vrfKey)
    const size = reader.integer()
    replay.#epoch = reader.integer()
    replay.#log = reader.frontier(size)
    while (!reader.done) {
      const history = { label: reader.hash(), blind: reader.hash(), frontier: reader.frontier(reader.integer()) }
      replay.#histories.set(keyOf(history.label), history)
      replay.#grown.add(history)
    }
    replay.#endsInMapEntry = true
    return replay
  }

  /** The map of the histories so far. */
  get map(): MapTree {
    const heads = Array.from(this.#grown, ({ label, blind, frontier }): [Hash, Hash] => {
      return [label, headValue({ blind, size: frontier.size, root: historyRoot(frontier) })]
    })
    this.#map = mapSet(this.#map, heads)
    this.#grown = new Set()
    return this.#map
  }

  /** The only map entry that can come next: it covers all entries so far. */
  nextMapEntry(): MapEntry {
    return { epoch: this.#epoch + 1, covers: this.size, mapRoot: mapRoot(this.map), vrfKey: this.#vrfKey }
  }

  /**
   * The next entry of the log, with its label || blind.
   *
   * @returns what it did to its history, if it is an access entry.
   * @throws {VerificationError} naming the index: `malformed`; `wrong-label` for a label, blind or VRF key that cannot be this entry's;
   *   `root-mismatch` for a map entry whose root is not that of the histories. Replaying cannot go on from there.
   */
  append(entry: Uint8Array, labelAndBlind: Uint8Array): Appended | undefined {
    const index = this.size
    try {
      const appended = this.#append(entry, labelAndBlind)
      this.#log = appendLeaf(this.#log, leafHash(entry)).frontier
      return appended
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause
      throw new VerificationError(cause.code, `entry ${index}: ${cause.message}`, { cause })
    }
  }

  /**
   * Checks that a checkpoint of the log, whose signatures the caller has verified, is that of the entries so far.
   *
   * @throws {VerificationError} `malformed` if it has another size or the last entry is no map entry; `root-mismatch`.
   */
  verifyCheckpoint({ size, root }: { readonly size: number; readonly root: Hash }): void {
    if (size !== this.size) throw malformed(`the checkpoint has size ${size}, and ${this.size} entries were replayed`)
    if (!this.#endsInMapEntry) throw malformed('the last entry of a checkpoint is a map entry')
    if (!equalBytes(root, this.root))
      throw new VerificationError('root-mismatch', `the entries have another root than the checkpoint of ${size}`)
  }

  #append(bytes: Uint8Array, labelAndBlind: Uint8Array): Appended | undefined {
    const entry = parseLogEntry(bytes)
    if (entry.type !== 'access' && !equalBytes(labelAndBlind, NO_LABEL))
      throw new VerificationError('wrong-label', 'an entry of no history has a label')
    if (this.size === 0 && entry.type !== 'map') throw malformed('entry 0 is a map entry')
    if (entry.type === 'map') this.#checkMapEntry(entry)
    this.#endsInMapEntry = entry.type === 'map'
    return entry.type === 'access' ? this.#appendToHistory(entry.commitment, labelAndBlind) : undefined
  }

  #appendToHistory(commitment: Hash, labelAndBlind: Uint8Array): Appended {
    const history = this.#history(asHash(labelAndBlind.subarray(0, 32)), asHash(labelAndBlind.subarray(32)))
    const historyIndex = history.frontier.size
    const { frontier, nodes } = appendLeaf(history.frontier, leafHash(historyEntry(commitment, this.size)))
    history.frontier = frontier
    this.#grown.add(history)
    return { history, historyIndex, nodes }
  }

  #history(label: Hash, blind: Hash): ReplayedHistory {
    if (equalBytes(label, EMPTY_HASH)) throw new VerificationError('wrong-label', 'an access entry has no label')
    const key = keyOf(label)
    const known = this.#histories.get(key)
    if (known && !equalBytes(known.blind, blind)) throw new VerificationError('wrong-label', 'a label has another blind than before')
    if (known) return known
    const history = { label: asHash(label.slice()), blind: asHash(blind.slice()), frontier: EMPTY_FRONTIER } // the bundle need not stay
    this.#histories.set(key, history)
    return history
  }

  #checkMapEntry(entry: MapEntry): void {
    const expected = this.nextMapEntry()
    if (this.#endsInMapEntry) throw malformed('a batch is more than its map entry')
    if (entry.covers !== expected.covers) throw malformed(`a map entry says that it covers ${entry.covers}`)
    if (entry.epoch !== expected.epoch) throw malformed(`epoch ${entry.epoch} follows ${this.#epoch}`)
    if (!equalBytes(entry.vrfKey, expected.vrfKey)) throw new VerificationError('wrong-label', 'a map entry names another VRF key')
    if (!equalBytes(entry.mapRoot, expected.mapRoot))
      throw new VerificationError('root-mismatch', 'the map of the histories has another root')
    this.#epoch = entry.epoch
  }
}

/** One character a byte: each entry is looked up by it, and hexadecimal takes four times as long. */
function keyOf(label: Hash): string {
  return Reflect.apply(String.fromCharCode, undefined, label)
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
