/**
 * Reads what a replay has written down of itself (replay.ts), piece by piece:
 *
 *     u64      a size or an epoch
 *     hash     32 bytes: a label, a blind
 *     frontier as many hashes as its size has 1 bits
 */
import { asHash, HASH_LENGTH, type Hash, readU64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { type Frontier, frontierLength, parseFrontier } from './history-tree.ts'

/** Each method throws {VerificationError} `malformed` where the bytes end too early. */
export class SnapshotReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  integer(): number {
    return readU64(this.#take(8))
  }

  hash(): Hash {
    return asHash(this.#take(HASH_LENGTH))
  }

  frontier(size: number): Frontier {
    return parseFrontier(size, this.#take(frontierLength(size) * HASH_LENGTH))
  }

  #take(length: number): Uint8Array {
    const bytes = this.#bytes.slice(this.#at, this.#at + length)
    if (bytes.length !== length) throw new VerificationError('malformed', 'a snapshot that is cut short')
    this.#at += length
    return bytes
  }
}
