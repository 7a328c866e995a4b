/**
 * Proofs in a file: C2SP tlog-proof, everything that it takes to check offline that a log holds an entry.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra YWdlLXYxLjIuMQ==                               optional; nothing vouches for it
 *     index 73894
 *     gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=         the inclusion proof, from the leaf's sibling up
 *     B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
 *                                                          an empty line, then the checkpoint's note as it is
 *     example.com/fancylog
 *     …
 *
 * The entry itself is not in it: the verifier brings it, or makes it of what `extra` holds.
 */
import { asHash, checkInteger, fromBase64, fromUtf8, type Hash, parseDecimal, toBase64, utf8 } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { VerificationError } from './error.ts'
import type { OpenedNote } from './note.ts'
import { type Policy, verifyCheckpoint } from './policy.ts'
import { verifyInclusion } from './proof.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'

export type TlogProof = {
  extra?: Uint8Array
  index: number
  hashes: readonly Hash[]
  /** The checkpoint's signed note. */
  checkpoint: Uint8Array
}

/** @throws {VerificationError} `malformed` unless `printTlogProof` gives it back. Neither proof nor note has been verified. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  const [, ...lines] = text.slice(0, end).split('\n')
  const extra = lines[0]?.startsWith('extra ') ? { extra: fromBase64((lines.shift() ?? '').slice('extra '.length)) } : {}
  const proof = {
    ...extra,
    index: parseDecimal((lines.shift() ?? '').slice('index '.length)),
    hashes: lines.map((line) => asHash(fromBase64(line))),
    checkpoint: utf8(text.slice(end + 2)),
  }
  if (printTlogProof(proof) !== text) throw new VerificationError('malformed', 'a tlog-proof that would be printed otherwise')
  return proof
}

export function printTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${checkInteger(index, 'index')}`,
    ...hashes.map((hash) => toBase64(asHash(hash))),
  ]
  return `${lines.join('\n')}\n\n${fromUtf8(checkpoint)}`
}

/**
 * Checks that the entry with this leaf hash is in a log of the policy, at the index and under the checkpoint that it returns.
 *
 * @throws {VerificationError} what `verifyCheckpoint` throws; `not-included` if the checkpoint's tree does not hold that entry there.
 */
export function verifyTlogProof(proof: TlogProof, leafHash: Uint8Array, policy: Policy): OpenedNote & { checkpoint: Checkpoint } {
  const opened = verifyCheckpoint(policy, proof.checkpoint)
  const { size, root } = opened.checkpoint
  try {
    verifyInclusion({ leafHash, index: proof.index, size, proof: proof.hashes, root })
  } catch (cause) {
    throw new VerificationError('not-included', `entry ${proof.index} of ${size}`, { cause })
  }
  return opened
}
