import type { VerifiedCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { verifyInclusion } from '#lib/tlog/proof.ts'
import { entriesPath, parseBundle, TILE_WIDTH, TileReader, tilePath, tileWidth } from '#lib/tlog/tile.ts'

/** The bytes of a file of the public log, its path below the log's address. Rejects with `Unreachable` if there is no answer. */
export type FetchFile = (path: string) => Promise<Uint8Array>

type TreeHead = Pick<VerifiedCheckpoint, 'size' | 'root'>

export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The public files of the log at one checkpoint, each fetched once. What they say is a claim until it leads to the checkpoint's root. */
export class LogFiles {
  readonly reader: TileReader
  readonly #checkpoint: TreeHead
  readonly #fetchFile: FetchFile
  readonly #fetched = new Map<string, Promise<Uint8Array>>()

  constructor(checkpoint: TreeHead, fetchFile: FetchFile) {
    this.#checkpoint = checkpoint
    this.#fetchFile = fetchFile
    this.reader = new TileReader(checkpoint.size, (tile) => this.#partial(tile.width, (width) => tilePath({ ...tile, width }), HASH_LENGTH))
  }

  /** The bundle and the level-0 tile that hold entry `index`. */
  async around(index: number): Promise<{ first: number; entries: Uint8Array[]; hashes: Uint8Array }> {
    const tile = Math.floor(index / TILE_WIDTH)
    const width = tileWidth({ level: 0, index: tile, size: this.#checkpoint.size })
    const [bundle, hashes] = await Promise.all([
      this.#partial(width, (partial) => entriesPath({ index: tile, width: partial })),
      this.#partial(width, (partial) => tilePath({ level: 0, index: tile, width: partial }), HASH_LENGTH),
    ])
    return { first: tile * TILE_WIDTH, entries: parseBundle(bundle).slice(0, width), hashes }
  }

  /** The inclusion proof of the entry with this leaf hash. @throws {VerificationError} if these files do not lead it to the root. */
  async inclusion(index: number, leafHash: Hash): Promise<Hash[]> {
    const proof = await this.reader.inclusion(index)
    verifyInclusion({ leafHash, index, size: this.#checkpoint.size, proof, root: this.#checkpoint.root })
    return proof
  }

  /** A log may delete a partial tile once the full one is there (tlog-tiles): then the full one is read, and cut if its items have a length. */
  #partial(width: number, path: (width: number) => string, itemLength?: number): Promise<Uint8Array> {
    const full = () => this.#once(path(TILE_WIDTH)).then((bytes) => (itemLength ? bytes.slice(0, width * itemLength) : bytes))
    if (width === TILE_WIDTH) return full()
    return this.#once(path(width)).catch((error: unknown) => {
      if (error instanceof Unreachable) return full()
      throw error
    })
  }

  #once(path: string): Promise<Uint8Array> {
    const fetched = this.#fetched.get(path) ?? this.#fetchFile(path)
    this.#fetched.set(path, fetched)
    return fetched
  }
}
