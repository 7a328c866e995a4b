/**
 * Headers of Bitcoin blocks, as far as a time stamp needs them: 80 bytes.
 *
 *     01000000                              version
 *     0000…0000                             hash of the block before, 32 bytes
 *     3ba3edfd7a7b12b2…5e4a                 Merkle root, 32 bytes
 *     29ab5f49                              time, seconds, little-endian
 *     ffff001d                              bits: the target is 0x00ffff · 256^(0x1d − 3)
 *     1dac2b7c                              nonce
 *
 * A header is made by nobody in particular: what vouches for it is the work in its hash. That it stands in the chain that everybody has is
 * **not checked** here: its height and its Merkle root are given so that anybody can compare them with a block explorer.
 */
import { toHex } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'

export const HEADER_LENGTH = 80

/**
 * The easiest target that is accepted: difficulty 2^45, about 2^77 hashes for one header. Bitcoin has been harder since 2023; below that a
 * header could be had for too little.
 */
export const EASIEST_TARGET = (0xffffn << 208n) >> 45n

/** Seconds by which a block may be later than it says: nodes take a header that is up to two hours off. */
const CLOCK_SLACK = 7200

/**
 * Checks that this header has `root` as its Merkle root and was worked for, and returns the time by which it existed, in seconds.
 *
 * @throws {VerificationError} `malformed` if it is no header or holds too little work; `root-mismatch` if it has another Merkle root.
 */
export function verifyBlockHeader(header: Uint8Array, root: Uint8Array, easiest = EASIEST_TARGET): number {
  if (header.length !== HEADER_LENGTH) throw malformed('a block header has 80 bytes')
  if (toHex(header.subarray(36, 68)) !== toHex(root)) throw new VerificationError('root-mismatch', 'the block has another Merkle root')
  const target = targetOf(littleEndian(header.subarray(72, 76)))
  if (target > easiest) throw malformed('a block header that was too easy to make')
  if (littleEndian(blockHash(header)) > target) throw malformed('a block header that nobody has worked for')
  return Number(littleEndian(header.subarray(68, 72))) + CLOCK_SLACK
}

/** In the header's own order of bytes: people write it the other way round. */
export function blockHash(header: Uint8Array): Uint8Array {
  return sha256(sha256(header))
}

/** As people write hashes of Bitcoin: the last byte first. */
export function bitcoinHex(hash: Uint8Array): string {
  return toHex(hash.toReversed())
}

/** A target in 4 bytes: how many bytes it has, and its first three, of which the first is below 0x80. */
function targetOf(bits: bigint): bigint {
  const mantissa = bits % 0x1000000n
  const exponent = bits / 0x1000000n
  if (mantissa >= 0x800000n || exponent < 3n || exponent > 32n) throw malformed('a block header with an impossible target')
  return mantissa * 256n ** (exponent - 3n)
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
