/**
 * Tiles and entry bundles: C2SP tlog-tiles, a log as files that never change.
 *
 *     tile/0/x001/x234/067           tile 1234067 of level 0: 256 leaf hashes, 8192 bytes
 *     tile/1/000.p/17                a partial tile: the first 17 of its 256 hashes
 *     tile/entries/000.p/2           00 03 "one" 00 03 "two": entries, each after its length as u16
 *
 * Hash `i` of tile `n` at level `l` is the root hash of the entries (256·n + i)·256^l up to the next: level 1 holds the roots of full
 * tiles of level 0. A tree of `size` entries has floor(size / 256^l) hashes at level `l`.
 *
 * Nothing here is signed. What is read from tiles is a claim, until a proof made of it leads to the root hash of a checkpoint.
 */
import { asHash, checkInteger, concat, HASH_LENGTH, type Hash, parseDecimal, u16 } from './bytes.ts'
import { VerificationError } from './error.ts'
import { consistencySubtrees, inclusionSubtrees, nodeHash, rootHash, type Subtree, splitPoint } from './proof.ts'

export const TILE_WIDTH = 256

/** `width` hashes, the first of them number 256·index of `level`. */
export type TileAddress = { level: number; index: number; width: number }
/** `width` entries, the first of them number 256·index. */
export type BundleAddress = { level: 'entries'; index: number; width: number }

/** The path of a tile below the log's prefix. @throws {VerificationError} `malformed` if no log can have such a tile. */
export function tilePath({ level, index, width = TILE_WIDTH }: { level: number; index: number; width?: number }): string {
  if (checkInteger(level, 'level') > 63) throw malformed('a level is 0 … 63')
  return `tile/${level}/${indexPath(index)}${widthPath(width)}`
}

/** The path of an entry bundle below the log's prefix. @throws {VerificationError} `malformed` if no log can have such a bundle. */
export function entriesPath({ index, width = TILE_WIDTH }: { index: number; width?: number }): string {
  return `tile/entries/${indexPath(index)}${widthPath(width)}`
}

/** Reads what `tilePath` and `entriesPath` print. @throws {VerificationError} `malformed` if it is anything else. */
export function parseTilePath(path: string): TileAddress | BundleAddress {
  const [, level = '', elements = '', partial] = /^tile\/(entries|[0-9]+)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]+))?$/.exec(path) ?? []
  const address = {
    index: parseDecimal(elements.replaceAll(/[x/]/g, '').replace(/^0+(?=[0-9])/, '')),
    width: partial === undefined ? TILE_WIDTH : parseDecimal(partial),
  }
  const tile: TileAddress | BundleAddress = level === 'entries' ? { level, ...address } : { level: parseDecimal(level), ...address }
  const printed = tile.level === 'entries' ? entriesPath(tile) : tilePath(tile)
  if (printed !== path) throw malformed('a tile path that would be printed otherwise')
  return tile
}

/**
 * How many hashes tile `index` of `level` holds when the tree has `size` entries; 0 if there is no such tile.
 *
 * Full tiles stay as they are when the tree grows. A partial one is another file for each size: ask for the width of a size that a
 * checkpoint was published for, as no other need be served.
 */
export function tileWidth({ level, index, size }: { level: number; index: number; size: number }): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.min(Math.max(hashes - index * TILE_WIDTH, 0), TILE_WIDTH)
}

/** The tiles that a tree of `newSize` entries needs and one of `oldSize` has not, lower levels first. Level 0 also names the bundles. */
export function newTiles(oldSize: number, newSize: number): TileAddress[] {
  if (checkInteger(oldSize, 'oldSize') > checkInteger(newSize, 'newSize')) throw malformed('the tree shrinks')
  const tiles: TileAddress[] = []
  for (let level = 0; TILE_WIDTH ** level <= newSize; level++) {
    const hashes = TILE_WIDTH ** level
    const before = Math.floor(oldSize / hashes)
    const after = Math.floor(newSize / hashes)
    if (before === after) break
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++) {
      tiles.push({ level, index, width: tileWidth({ level, index, size: newSize }) })
    }
  }
  return tiles
}

/**
 * Those tiles with their bytes, for a tree of `oldSize` entries to which these leaf hashes are appended.
 *
 * Only the partial tiles of the old size are fetched. Whoever is about to sign checks the old root hash and the new one.
 */
export async function extendTiles(oldSize: number, leafHashes: readonly Uint8Array[], fetchTile: FetchTile) {
  const tiles: (TileAddress & { bytes: Uint8Array })[] = []
  let appended: readonly Uint8Array[] = leafHashes
  for (let level = 0; appended.length > 0; level++) {
    const before = Math.floor(oldSize / TILE_WIDTH ** level)
    const index = Math.floor(before / TILE_WIDTH)
    const width = before % TILE_WIDTH
    const hashes = width === 0 ? [...appended] : [...parseTile(await fetchTile({ level, index, width }), width), ...appended]
    const roots: Hash[] = []
    for (let start = 0; start < hashes.length; start += TILE_WIDTH) {
      const tile = hashes.slice(start, start + TILE_WIDTH)
      tiles.push({ level, index: index + start / TILE_WIDTH, width: tile.length, bytes: concat(...tile) })
      if (tile.length === TILE_WIDTH) roots.push(rootHash(tile))
    }
    appended = roots
  }
  return tiles
}

/** @throws {VerificationError} `malformed` unless there are `width` hashes: also if there are more, as in a tile of a later size. */
export function parseTile(bytes: Uint8Array, width: number): Hash[] {
  if (bytes.length !== width * HASH_LENGTH) throw malformed(`a tile of width ${width} has ${width * HASH_LENGTH} bytes`)
  return Array.from({ length: width }, (_, i) => asHash(bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH)))
}

/** @throws {VerificationError} `malformed` unless these are 1 … 256 entries of at most 65535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw malformed('a bundle has 1 … 256 entries')
  return concat(...entries.flatMap((entry) => [u16(entry.length), entry]))
}

/**
 * The entries of a bundle. That they are those of the log, their leaf hashes show, in the tile of level 0 with the same index.
 *
 * @throws {VerificationError} `malformed` unless these are exactly 1 … 256 entries.
 */
export function parseBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const start = offset + 2
    const end = start + (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0)
    if (end > bytes.length) throw malformed('an entry bundle is cut short')
    entries.push(bytes.subarray(start, end))
    offset = end
  }
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw malformed('a bundle has 1 … 256 entries')
  return entries
}

export type FetchTile = (tile: TileAddress) => Promise<Uint8Array>

/**
 * Makes the proofs of the tree of `size` entries from its tiles, fetching each at most once.
 *
 * Whoever serves the tiles may lie, and then gets a proof that does not verify: verify it. `size` is that of a published checkpoint. What
 * `fetchTile` throws comes through, so that who calls can tell a tile that is out of reach from one that is wrong.
 */
export class TileReader {
  readonly #size: number
  readonly #fetchTile: FetchTile
  readonly #tiles = new Map<string, Promise<Hash[]>>()

  constructor(size: number, fetchTile: FetchTile) {
    this.#size = checkInteger(size, 'size')
    this.#fetchTile = fetchTile
  }

  inclusion(index: number): Promise<Hash[]> {
    return this.#proof(inclusionSubtrees({ index, size: this.#size }))
  }

  consistency(size1: number): Promise<Hash[]> {
    return this.#proof(consistencySubtrees({ size1, size2: this.#size }))
  }

  /** Root hash of the entries `lo` … `hi − 1`, a subtree of this tree. */
  async subtree(lo: number, hi: number): Promise<Hash> {
    if (!(0 <= lo && lo < hi && hi <= this.#size)) throw malformed('a subtree is 0 ≤ lo < hi ≤ size')
    const width = hi - lo
    const complete = width === 1 ? 1 : 2 * splitPoint(width)
    if (lo % complete !== 0) throw malformed('a subtree begins at a multiple of its width')
    if (width < complete) {
      const middle = lo + complete / 2
      return nodeHash(await this.subtree(lo, middle), await this.subtree(middle, hi))
    }
    let level = 0
    while (TILE_WIDTH ** (level + 1) <= width) level++
    const first = lo / TILE_WIDTH ** level
    const hashes = await this.#tile(level, Math.floor(first / TILE_WIDTH))
    return rootHash(hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + width / TILE_WIDTH ** level))
  }

  #proof(subtrees: readonly Subtree[]): Promise<Hash[]> {
    return Promise.all(subtrees.map(([lo, hi]) => this.subtree(lo, hi)))
  }

  #tile(level: number, index: number): Promise<Hash[]> {
    const tile = { level, index, width: tileWidth({ level, index, size: this.#size }) }
    const path = tilePath(tile)
    const hashes = this.#tiles.get(path) ?? this.#fetchTile(tile).then((bytes) => parseTile(bytes, tile.width))
    this.#tiles.set(path, hashes)
    return hashes
  }
}

function indexPath(index: number): string {
  const digits = String(checkInteger(index, 'index'))
  const elements = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? []
  return elements.map((element, i) => (i < elements.length - 1 ? `x${element}` : element)).join('/')
}

function widthPath(width: number): string {
  if (checkInteger(width, 'width') < 1 || width > TILE_WIDTH) throw malformed('a width is 1 … 256')
  return width === TILE_WIDTH ? '' : `.p/${width}`
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
