/**
 * Merkle trees and their proofs: RFC 6962, section 2.1, and RFC 9162, section 2.1, which verifies step for step.
 *
 *     leaf hash   SHA-256(0x00 || entry)
 *     node hash   SHA-256(0x01 || left || right)
 *     root hash   of no entries SHA-256(""), of one its leaf hash, of more the node over the trees [0, k) and [k, n),
 *                 k the largest power of two below n
 *
 *             r            inclusion of entry 2 in 5 entries:      c3, h, b4
 *           /   \          consistency of 3 entries with 5:        c2, c3, h, b4
 *          g     b4
 *        /   \             A proof is a list of the root hashes of subtrees [lo, hi). Making one is naming them (`inclusionSubtrees`,
 *       h     i            `consistencySubtrees`) and looking them up, wherever they are kept.
 *      / \   / \
 *     c0 c1 c2 c3          Neither proof binds the size of the tree: only a signed checkpoint says how large it is.
 */
import { sha256 } from '#sha256'
import { asHash, checkInteger, equalBytes, HASH_LENGTH, type Hash } from './bytes.ts'
import { VerificationError } from './error.ts'

/** The entries `lo` … `hi − 1` of a tree. */
export type Subtree = readonly [lo: number, hi: number]

/** Root hash of the tree without entries. */
export const EMPTY_ROOT = sha256(new Uint8Array()) as Hash

/** RFC 9162, section 2.1.1. The prefix keeps an entry from passing for a node. */
export function leafHash(entry: Uint8Array): Hash {
  const input = new Uint8Array(1 + entry.length)
  input.set(entry, 1)
  return sha256(input) as Hash
}

const node = new Uint8Array(1 + 2 * HASH_LENGTH).fill(1, 0, 1)

/** RFC 9162, section 2.1.1. @throws {VerificationError} `malformed` if a child has not 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  node.set(asHash(left), 1)
  node.set(asHash(right), 1 + HASH_LENGTH)
  return sha256(node) as Hash
}

/**
 * Root hash over these leaf hashes, in order; RFC 9162, section 2.1.1.
 *
 * Keeps the roots of complete subtrees, one for each 1 bit of the number of leaves seen, so that any number of leaves takes 53 hashes
 * of memory.
 */
export function rootHash(leafHashes: Iterable<Uint8Array>): Hash {
  const complete: Hash[] = []
  let size = 0
  for (const leaf of leafHashes) {
    let right = asHash(leaf)
    for (let n = size; n % 2 === 1; n = Math.floor(n / 2)) right = nodeHash(complete.pop() ?? EMPTY_ROOT, right)
    complete.push(right)
    size++
  }
  return complete.reduceRight((right, left) => nodeHash(left, right), complete.pop() ?? EMPTY_ROOT)
}

/** The largest power of two below `n`, for `n` above 1: where a tree of `n` entries divides. */
export function splitPoint(n: number): number {
  let k = 1
  while (2 * k < n) k *= 2
  return k
}

/**
 * Checks that `leafHash` is entry `index` of the tree of `size` entries with root hash `root`.
 *
 * RFC 9162, section 2.1.3.2, step for step; `fn` and `sn` are its names. Numbers are divided, not shifted: `>>` truncates to 32 bits.
 *
 * @throws {VerificationError} `malformed` if this cannot be a proof for `index`; `root-mismatch` if it leads to another root.
 */
export function verifyInclusion(claim: {
  leafHash: Uint8Array
  index: number
  size: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}): void {
  if (checkInteger(claim.index, 'index') >= checkInteger(claim.size, 'size')) throw malformed('the index is not below the size')
  let fn = claim.index
  let sn = claim.size - 1
  let r = asHash(claim.leafHash)
  for (const p of claim.proof) {
    if (sn === 0) throw malformed('the inclusion proof is too long')
    if (odd(fn) || fn === sn) {
      r = nodeHash(p, r)
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      r = nodeHash(r, p)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  if (sn !== 0) throw malformed('the inclusion proof is too short')
  if (!equalBytes(r, claim.root)) throw new VerificationError('root-mismatch', 'the inclusion proof leads to another root')
}

/**
 * Checks that the tree of `size2` entries with root hash `root2` begins with the tree of `size1` entries with root hash `root1`.
 *
 * RFC 9162, section 2.1.4.2, step for step. That says nothing of an empty tree, with which everything is consistent: `size1` 0 is
 * refused, so that nobody takes that for a proof.
 *
 * @throws {VerificationError} `malformed` if this cannot be a proof for these sizes; `root-mismatch` if it leads to other roots, which
 *   accuses nobody: whoever handed over the proof may have broken it.
 */
export function verifyConsistency(claim: {
  size1: number
  size2: number
  root1: Uint8Array
  root2: Uint8Array
  proof: readonly Uint8Array[]
}): void {
  const { size1, size2, root1, root2 } = claim
  if (checkInteger(size1, 'size1') > checkInteger(size2, 'size2')) throw malformed('the tree shrinks')
  if (size1 === 0) throw malformed('consistency with an empty tree proves nothing')
  if (size1 === size2) {
    if (claim.proof.length > 0) throw malformed('a proof between equal sizes is empty')
    if (!equalBytes(root1, root2)) throw new VerificationError('root-mismatch', 'equal sizes, different roots')
    return
  }
  let fn = size1 - 1
  let sn = size2 - 1
  while (odd(fn)) [fn, sn] = [half(fn), half(sn)]
  const [first, ...path] = fn === 0 ? [root1, ...claim.proof] : claim.proof
  if (first === undefined) throw malformed('the consistency proof is too short')
  let fr = asHash(first)
  let sr = fr
  for (const c of path) {
    if (sn === 0) throw malformed('the consistency proof is too long')
    if (odd(fn) || fn === sn) {
      fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (!odd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      sr = nodeHash(sr, c)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  if (sn !== 0) throw malformed('the consistency proof is too short')
  if (!equalBytes(fr, root1)) throw new VerificationError('root-mismatch', 'the consistency proof leads to another old root')
  if (!equalBytes(sr, root2)) throw new VerificationError('root-mismatch', 'the consistency proof leads to another new root')
}

/** The subtrees of an inclusion proof, from the leaf's sibling up: PATH of RFC 9162, section 2.1.3.1. */
export function inclusionSubtrees({ index, size }: { index: number; size: number }): Subtree[] {
  if (checkInteger(index, 'index') >= checkInteger(size, 'size')) throw malformed('the index is not below the size')
  return path(0, size)

  function path(lo: number, hi: number): Subtree[] {
    if (hi - lo === 1) return []
    const middle = lo + splitPoint(hi - lo)
    return index < middle ? [...path(lo, middle), [middle, hi]] : [...path(middle, hi), [lo, middle]]
  }
}

/** The subtrees of a consistency proof: SUBPROOF of RFC 9162, section 2.1.4.1. Equal sizes need none. */
export function consistencySubtrees({ size1, size2 }: { size1: number; size2: number }): Subtree[] {
  if (checkInteger(size1, 'size1') > checkInteger(size2, 'size2') || size1 === 0) throw malformed('size1 is not in 1 … size2')
  return subproof(0, size2)

  function subproof(lo: number, hi: number): Subtree[] {
    if (hi === size1) return lo === 0 ? [] : [[lo, hi]]
    const middle = lo + splitPoint(hi - lo)
    return size1 <= middle ? [...subproof(lo, middle), [middle, hi]] : [...subproof(middle, hi), [lo, middle]]
  }
}

/** An inclusion proof from all leaf hashes of a tree: for small trees and for tests. Large ones are read from tiles. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Hash[] {
  return inclusionSubtrees({ index, size: leafHashes.length }).map(([lo, hi]) => rootHash(leafHashes.slice(lo, hi)))
}

/** A consistency proof from the first `size1` entries to all of a tree: for small trees and for tests. */
export function consistencyProof(leafHashes: readonly Uint8Array[], size1: number): Hash[] {
  return consistencySubtrees({ size1, size2: leafHashes.length }).map(([lo, hi]) => rootHash(leafHashes.slice(lo, hi)))
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}

function odd(n: number): boolean {
  return n % 2 === 1
}

function half(n: number): number {
  return Math.floor(n / 2)
}
