import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toHex, utf8 } from './bytes.ts'
import { leafHash, rootHash } from './proof.ts'
import { rangeProof, rangeSubtrees, splitRoots, splitSubtrees, verifyRange } from './range.ts'
import { refusal } from './testing.ts'

const leaves = Array.from({ length: 40 }, (_, i) => leafHash(utf8(String(i))))
const subtree = (lo: number, hi: number) => rootHash(leaves.slice(lo, hi))
const ranges = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.tuple(fc.nat({ max: size - 1 }), fc.constant(size)))
  .chain(([from, size]) => fc.record({ from: fc.constant(from), to: fc.integer({ min: from + 1, max: size }), size: fc.constant(size) }))

function claimOf(range: { from: number; to: number; size: number }) {
  return { ...range, leafHashes: leaves.slice(range.from, range.to), hashes: rangeProof(subtree, range), root: subtree(0, range.size) }
}

test('the vectors of the protocol come out', () => {
  assert.equal(toHex(subtree(0, 7)), 'a3e23b32ccb6bf96d092d165d8aa546e09829de8f03b0e8957581d1e16b92bdf')
  const vectors = [
    [0, 7, ''],
    [0, 1, '2215e8ac d51f2dfe 973f0839'],
    [2, 5, 'cb00989d 53304f5e 3bf9c81c'],
    [4, 7, '9f4a3fc2'],
    [6, 7, '9f4a3fc2 d2737dce'],
    [3, 4, 'cb00989d fa61e3de 973f0839'],
  ] as const
  for (const [from, to, hashes] of vectors) {
    const claim = claimOf({ from, to, size: 7 })
    assert.equal(claim.hashes.map((hash) => toHex(hash.subarray(0, 4))).join(' '), hashes)
    verifyRange(claim)
  }
})

test('every range proof verifies and is no longer than it must be', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const claim = claimOf(range)
      verifyRange(claim)
      assert.ok(claim.hashes.length <= 2 * Math.ceil(Math.log2(range.size)))
    }),
  )
})

test('any bit changed, and any hash or entry added, dropped or moved, is refused', () => {
  fc.assert(
    fc.property(ranges, fc.nat(), fc.nat({ max: 255 }), (range, where, bit) => {
      const claim = claimOf(range)
      const parts = [...claim.leafHashes, ...claim.hashes, claim.root].map((part) => Uint8Array.from(part))
      const changed = parts[where % parts.length]
      assert.ok(changed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const count = claim.leafHashes.length
      const [root = claim.root] = parts.slice(-1)
      const broken = { ...claim, leafHashes: parts.slice(0, count), hashes: parts.slice(count, -1), root }
      assert.throws(() => verifyRange(broken), refusal('root-mismatch'))
      assert.throws(() => verifyRange({ ...claim, hashes: [...claim.hashes, claim.root] }), refusal('malformed'))
      if (claim.hashes.length > 0) assert.throws(() => verifyRange({ ...claim, hashes: claim.hashes.slice(1) }), refusal('malformed'))
      assert.throws(() => verifyRange({ ...claim, leafHashes: claim.leafHashes.slice(1) }), refusal('malformed'))
      assert.throws(() => verifyRange({ ...claim, leafHashes: [...claim.leafHashes, claim.root] }), refusal('malformed'))
      if (count > 1) assert.throws(() => verifyRange({ ...claim, leafHashes: claim.leafHashes.toReversed() }), refusal('root-mismatch'))
    }),
  )
})

test('an empty, reversed, overlong or fractional range is malformed', () => {
  for (const [from, to, size] of [
    [0, 0, 0],
    [3, 3, 7],
    [5, 2, 7],
    [0, 8, 7],
    [-1, 2, 7],
    [0.5, 2, 7],
    [0, 1, 2 ** 53],
  ] as const) {
    assert.throws(() => rangeSubtrees({ from, to, size }), refusal('malformed'))
    assert.throws(() => verifyRange({ from, to, size, leafHashes: [], hashes: [], root: subtree(0, 7) }), refusal('malformed'))
  }
})

test('a range of a tree as large as can be is found at once', () => {
  const size = Number.MAX_SAFE_INTEGER
  const found = rangeSubtrees({ from: 2 ** 52 - 1, to: 2 ** 52 + 1, size })
  assert.equal(found.length, 52 + 52)
  assert.ok(found.every(([lo, hi], i) => lo === (found[i - 1]?.[1] ?? 0) || (lo === 2 ** 52 + 1 && hi <= size)))
})

test('a split list gives the roots of both sizes', () => {
  for (let size2 = 2; size2 <= leaves.length; size2++) {
    for (let size1 = 1; size1 < size2; size1++) {
      const hashes = splitSubtrees({ size1, size2 }).map(([lo, hi]) => subtree(lo, hi))
      assert.deepEqual(splitRoots({ size1, size2, hashes }), { root1: subtree(0, size1), root2: subtree(0, size2) })
      assert.throws(() => splitRoots({ size1, size2, hashes: hashes.slice(1) }), refusal('malformed'))
      assert.throws(() => splitRoots({ size1, size2, hashes: [...hashes, subtree(0, 1)] }), refusal('malformed'))
    }
  }
  for (const [size1, size2] of [
    [0, 3],
    [3, 3],
    [4, 3],
  ] as const)
    assert.throws(() => splitSubtrees({ size1, size2 }), refusal('malformed'))
})
