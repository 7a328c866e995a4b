import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Hash, u64 } from './bytes.ts'
import { EMPTY_ROOT, inclusionProof, leafHash, rootHash, splitPoint } from './proof.ts'
import { verifySubtreeConsistency, verifySubtreeInclusion } from './subtree.ts'
import { refusal } from './testing.ts'

const leaves = Array.from({ length: 19 }, (_, i) => leafHash(u64(i)))
const root = (lo: number, hi: number) => rootHash(leaves.slice(lo, hi))

/** SUBTREE_SUBPROOF of the draft, section 4.4.1, as it is written there. */
function subproof(start: number, end: number, lo: number, hi: number, known: boolean): Hash[] {
  if (start === lo && end === hi) return known ? [] : [root(lo, hi)]
  const k = lo + splitPoint(hi - lo)
  if (end <= k) return [...subproof(start, end, lo, k, known), root(k, hi)]
  if (k <= start) return [...subproof(start, end, k, hi, known), root(lo, k)]
  return [...subproof(k, end, k, hi, false), root(lo, k)]
}

function* subtrees(size: number): Generator<[start: number, end: number]> {
  for (let start = 0; start < size; start++)
    for (let end = start + 1; end <= size; end++)
      if (start % (end - start === 1 ? 1 : 2 * splitPoint(end - start)) === 0) yield [start, end]
}

test('every subtree of every small tree is proven, and with any hash changed is not', () => {
  for (let size = 1; size <= leaves.length; size++) {
    for (const [start, end] of subtrees(size)) {
      const claim = { start, end, size, root1: root(start, end), root2: root(0, size), proof: subproof(start, end, 0, size, true) }
      verifySubtreeConsistency(claim)
      assert.throws(() => verifySubtreeConsistency({ ...claim, root1: EMPTY_ROOT }), refusal('root-mismatch'))
      assert.throws(() => verifySubtreeConsistency({ ...claim, root2: EMPTY_ROOT }), refusal('root-mismatch'))
      assert.throws(() => verifySubtreeConsistency({ ...claim, proof: [...claim.proof, EMPTY_ROOT] }), refusal('malformed'))
      assert.throws(() => verifySubtreeConsistency({ ...claim, size: end - 1 }), refusal('malformed'))
      for (const i of claim.proof.keys()) {
        assert.throws(() => verifySubtreeConsistency({ ...claim, proof: claim.proof.with(i, EMPTY_ROOT) }), refusal('root-mismatch'))
        assert.throws(() => verifySubtreeConsistency({ ...claim, proof: claim.proof.toSpliced(i, 1) }), refusal())
      }
    }
  }
})

test('an entry is proven to be in a subtree, counted in the whole tree', () => {
  const [start, end] = [8, 13]
  const proof = inclusionProof(leaves.slice(start, end), 2)
  const claim = { leafHash: leaves[10] ?? EMPTY_ROOT, index: 10, start, end, proof, root: root(start, end) }
  verifySubtreeInclusion(claim)
  for (const index of [2, 7, 9, 13]) assert.throws(() => verifySubtreeInclusion({ ...claim, index }), refusal())
})

test('entries that do not begin at a multiple of their width are no subtree', () => {
  const leaf = leaves[6] ?? EMPTY_ROOT
  for (const [start, end] of [
    [6, 9],
    [2, 5],
    [1, 3],
    [5, 4],
  ] as const) {
    const some = { start, end, proof: [], root: root(start, end) }
    assert.throws(() => verifySubtreeInclusion({ ...some, leafHash: leaf, index: start }), refusal('malformed'))
    const claim = { ...some, size: 19, root1: some.root, root2: root(0, 19) }
    assert.throws(() => verifySubtreeConsistency(claim), refusal('malformed'))
  }
  const proof = inclusionProof(leaves.slice(6, 9), 0)
  assert.throws(() => verifySubtreeInclusion({ leafHash: leaf, index: 6, start: 6, end: 9, proof, root: root(6, 9) }), refusal('malformed'))
})

test('a proof that ends below the root is none, even if its hashes fit', () => {
  const claim = { start: 0, end: 2, size: 8, root1: root(0, 2), root2: root(0, 4), proof: [root(2, 4)] }
  assert.throws(() => verifySubtreeConsistency(claim), refusal('malformed'))
})

test('an empty subtree has the root of no entries, and lies within the tree', () => {
  const claim = { start: 4, end: 4, size: 19, root1: EMPTY_ROOT, root2: root(0, 19), proof: [] }
  verifySubtreeConsistency(claim)
  assert.throws(() => verifySubtreeConsistency({ ...claim, root1: root(0, 1) }), refusal('root-mismatch'))
  assert.throws(() => verifySubtreeConsistency({ ...claim, proof: [EMPTY_ROOT] }), refusal('malformed'))
  assert.throws(() => verifySubtreeConsistency({ ...claim, size: 3 }), refusal('malformed'))
})
