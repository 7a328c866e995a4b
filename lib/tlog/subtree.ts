/**
 * Proofs of subtrees: draft-ietf-plants-merkle-tree-certs, section 4, which C2SP tlog-cosignature refers to.
 *
 *     a subtree is the entries [start, end) where `start` is a multiple of the smallest power of two that is at least end − start
 *
 *     [8, 13)   start 8, width 5, a multiple of 8        [6, 9)   none: 6 is not a multiple of 4
 *
 * Its root hash is that of a tree of its own, so inclusion in it is inclusion in a smaller tree. A cosigner of type 0x06 may sign one.
 */
import { asHash, checkInteger, equalBytes } from './bytes.ts'
import { VerificationError } from './error.ts'
import { EMPTY_ROOT, nodeHash, splitPoint, verifyInclusion } from './proof.ts'

/**
 * Checks that `leafHash` is entry `index` of a tree of which the entries `start` … `end − 1` have root hash `root`.
 *
 * @throws {VerificationError} `malformed` if there can be no such subtree or proof; `root-mismatch` if it leads to another root.
 */
export function verifySubtreeInclusion(claim: {
  leafHash: Uint8Array
  index: number
  start: number
  end: number
  proof: readonly Uint8Array[]
  root: Uint8Array
}): void {
  const { leafHash, index, start, end, proof, root } = claim
  checkSubtree(start, end)
  verifyInclusion({ leafHash, index: checkInteger(index, 'index') - start, size: end - start, proof, root })
}

/**
 * Checks that the entries `start` … `end − 1` of the tree of `size` entries with root hash `root2` have root hash `root1`.
 *
 * Section 4.4.3 of the draft, step for step, and RFC 9162, section 2.1.4.2 when `start` is 0. Of an empty subtree there is nothing to
 * prove: its root hash is that of no entries, and the proof is empty.
 *
 * @throws {VerificationError} `malformed` if there can be no such subtree or proof; `root-mismatch` if it leads to other roots.
 */
export function verifySubtreeConsistency(claim: {
  start: number
  end: number
  size: number
  root1: Uint8Array
  root2: Uint8Array
  proof: readonly Uint8Array[]
}): void {
  const { start, end, size, root1, root2, proof } = claim
  checkSubtree(start, end)
  if (end > checkInteger(size, 'size')) throw malformed('the subtree ends after the tree')
  if (start === end) {
    if (proof.length > 0) throw malformed('a proof of an empty subtree is empty')
    if (!equalBytes(root1, EMPTY_ROOT)) throw new VerificationError('root-mismatch', 'the root hash of no entries is another')
    return
  }
  let fn = start
  let sn = end - 1
  let tn = size - 1
  const shift = () => {
    ;[fn, sn, tn] = [Math.floor(fn / 2), Math.floor(sn / 2), Math.floor(tn / 2)]
  }
  while (fn !== sn && (sn === tn || sn % 2 === 1)) shift()
  const [first, ...path] = fn === sn ? [root1, ...proof] : proof
  if (first === undefined) throw malformed('the subtree consistency proof is too short')
  let fr = first
  let sr = first
  for (const c of path) {
    if (tn === 0) throw malformed('the subtree consistency proof is too long')
    if (sn % 2 === 1 || sn === tn) {
      if (fn < sn) fr = nodeHash(c, fr)
      sr = nodeHash(c, sr)
      while (sn % 2 === 0) shift()
    } else {
      sr = nodeHash(sr, asHash(c))
    }
    shift()
  }
  if (tn !== 0) throw malformed('the subtree consistency proof is too short')
  if (!equalBytes(fr, root1)) throw new VerificationError('root-mismatch', 'the proof leads to another root of the subtree')
  if (!equalBytes(sr, root2)) throw new VerificationError('root-mismatch', 'the proof leads to another root of the tree')
}

function checkSubtree(start: number, end: number): void {
  const width = checkInteger(end, 'end') - checkInteger(start, 'start')
  if (width < 0) throw malformed('a subtree ends before it starts')
  if (width > 1 && start % (2 * splitPoint(width)) !== 0) throw malformed('a subtree starts at a multiple of its width')
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
