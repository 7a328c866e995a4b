/**
 * Range proofs: that a run of entries is exactly the entries `from` … `to − 1` of a tree. Protocol.md, section 5, check 6.
 *
 *     walk(lo, hi) = next hash                                       if hi ≤ from or to ≤ lo
 *                    leaf hash of entry lo                           if hi − lo = 1
 *                    H(0x01 || walk(lo, lo+k) || walk(lo+k, hi))     k = largest power of two < hi − lo
 *
 *     [2, 5) of 7:   [0, 2)  [5, 6)  [6, 7)       the hashes, left to right; the whole range needs none
 *
 * Like the proofs of RFC 9162 it binds neither the size nor the position. The ranges of one visit that together cover [0, size) do.
 */
import type { Hash } from './bytes.ts'
import { asHash, checkInteger, equalBytes } from './bytes.ts'
import { VerificationError } from './error.ts'
import { nodeHash, type Subtree, splitPoint } from './proof.ts'

export type Range = { from: number; to: number; size: number }

/** The subtrees of a range proof, left to right, at most 2·⌈log2 size⌉. @throws {VerificationError} `malformed` unless 0 ≤ from < to ≤ size. */
export function rangeSubtrees(range: Range): Subtree[] {
  checkRange(range)
  return outside(range)
}

/** A range proof, from whatever can say the root hash of the entries `lo` … `hi − 1`. */
export function rangeProof(subtree: (lo: number, hi: number) => Hash, range: Range): Hash[] {
  return rangeSubtrees(range).map(([lo, hi]) => subtree(lo, hi))
}

/**
 * Checks that `leafHashes` are the entries `from` … `to − 1` of the tree of `size` entries with root hash `root`.
 *
 * @throws {VerificationError} `malformed` if `hashes` are too many or too few, or the range is none; `root-mismatch` if they lead to
 *   another root.
 */
export function verifyRange(claim: Range & { leafHashes: readonly Uint8Array[]; hashes: readonly Uint8Array[]; root: Uint8Array }): void {
  checkRange(claim)
  if (claim.leafHashes.length !== claim.to - claim.from) throw malformed('as many leaf hashes as entries in the range')
  const computed = fold(claim, claim.hashes, (index) => claim.leafHashes[index - claim.from])
  if (!equalBytes(computed, claim.root)) throw new VerificationError('root-mismatch', 'the range leads to another root')
}

/**
 * The subtrees of a split list: the tree of `size2` entries, divided wherever entry `size1` divides it.
 *
 * It is the evidence that a consistency proof which fails cannot be: it yields *two* roots of `size1` and `size2` entries, of which the
 * second extends the first, so one who signed the second and something else than the first did not append.
 */
export function splitSubtrees({ size1, size2 }: { size1: number; size2: number }): Subtree[] {
  checkSplit(size1, size2)
  return outside({ from: size1, to: size1, size: size2 })
}

/** The roots that a split list proves to belong together. @throws {VerificationError} `malformed` if hashes are too many or too few. */
export function splitRoots(claim: { size1: number; size2: number; hashes: readonly Uint8Array[] }): { root1: Hash; root2: Hash } {
  const { size1, size2, hashes } = claim
  const left = splitSubtrees({ size1, size2 }).filter(([, hi]) => hi <= size1)
  const root2 = fold({ from: size1, to: size1, size: size2 }, hashes, () => undefined)
  const root1 = hashes.slice(0, left.length).reduceRight((right, previous) => nodeHash(previous, right))
  return { root1: asHash(root1), root2 }
}

/** The walk, naming. */
function outside({ from, to, size }: Range): Subtree[] {
  return walk(0, size)

  function walk(lo: number, hi: number): Subtree[] {
    if (hi <= from || to <= lo) return [[lo, hi]]
    if (hi - lo === 1) return []
    const middle = lo + splitPoint(hi - lo)
    return [...walk(lo, middle), ...walk(middle, hi)]
  }
}

/** The walk, hashing: every hash of the list is used, and none is missing. */
function fold({ from, to, size }: Range, hashes: readonly Uint8Array[], leaf: (index: number) => Uint8Array | undefined): Hash {
  let used = 0
  const root = walk(0, size)
  if (used !== hashes.length) throw malformed('the proof has too many hashes')
  return root

  function walk(lo: number, hi: number): Hash {
    if (hi <= from || to <= lo) return take(hashes[used++])
    if (hi - lo === 1) return take(leaf(lo))
    const middle = lo + splitPoint(hi - lo)
    const left = walk(lo, middle)
    return nodeHash(left, walk(middle, hi))
  }
}

function take(hash: Uint8Array | undefined): Hash {
  if (hash === undefined) throw malformed('the proof has too few hashes')
  return asHash(hash)
}

function checkRange({ from, to, size }: Range): void {
  checkInteger(from, 'from')
  checkInteger(to, 'to')
  checkInteger(size, 'size')
  if (from >= to || to > size) throw malformed('a range is 0 ≤ from < to ≤ size')
}

function checkSplit(size1: number, size2: number): void {
  checkInteger(size1, 'size1')
  checkInteger(size2, 'size2')
  if (size1 === 0 || size1 >= size2) throw malformed('a split is 0 < size1 < size2')
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
