import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromHex, toHex, u64, utf8 } from './bytes.ts'
import {
  consistencyProof,
  consistencySubtrees,
  EMPTY_ROOT,
  inclusionProof,
  inclusionSubtrees,
  leafHash,
  nodeHash,
  rootHash,
  splitPoint,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts'
import { refusal } from './testing.ts'

const MAX = Number.MAX_SAFE_INTEGER
const leaves = Array.from({ length: 70 }, (_, i) => leafHash(u64(i)))
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
const sizeAndIndex = fc.integer({ min: 1, max: leaves.length }).chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })))
const twoSizes = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size2) => fc.tuple(fc.integer({ min: 1, max: size2 }), fc.constant(size2)))

/** RFC 6962, section 2.1, as it is written there. */
function mth(entries: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = entries
  if (only === undefined) return EMPTY_ROOT
  if (others.length === 0) return leafHash(only)
  const k = splitPoint(entries.length)
  return nodeHash(mth(entries.slice(0, k)), mth(entries.slice(k)))
}

test('the roots of the first trees are those that certificate-transparency prints', () => {
  const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(fromHex)
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  for (const [size, root] of roots.entries()) assert.equal(toHex(rootHash(entries.slice(0, size).map(leafHash))), root)
})

test('the root hash is the one that RFC 6962 defines', () => {
  for (let size = 0; size <= 40; size++) {
    const entries = Array.from({ length: size }, (_, i) => u64(i))
    assert.deepEqual(rootHash(entries.map(leafHash)), mth(entries))
  }
})

test('every inclusion proof verifies, and with any bit of it changed does not', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), fc.nat({ max: 255 }), ([size, index], where, bit) => {
      const tree = leaves.slice(0, size)
      const claim = { leafHash: leaves[index] ?? EMPTY_ROOT, index, size, proof: inclusionProof(tree, index), root: rootHash(tree) }
      verifyInclusion(claim)
      const parts = [claim.leafHash, claim.root, ...claim.proof].map((part) => Uint8Array.from(part))
      flip(parts[where % parts.length], bit)
      const [leaf = EMPTY_ROOT, root = EMPTY_ROOT, ...proof] = parts
      assert.throws(() => verifyInclusion({ ...claim, leafHash: leaf, root, proof }), refusal('root-mismatch'))
    }),
  )
})

test('an inclusion proof is for its index and has its length', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), hash, ([size, index], other, extra) => {
      const tree = leaves.slice(0, size)
      const claim = { leafHash: leaves[index] ?? EMPTY_ROOT, index, size, proof: inclusionProof(tree, index), root: rootHash(tree) }
      if (other % size !== index) assert.throws(() => verifyInclusion({ ...claim, index: other % size }), refusal())
      assert.throws(() => verifyInclusion({ ...claim, index: size }), refusal('malformed'))
      assert.throws(() => verifyInclusion({ ...claim, proof: [...claim.proof, extra] }), refusal('malformed'))
      if (size > 1) assert.throws(() => verifyInclusion({ ...claim, proof: claim.proof.slice(0, -1) }), refusal())
      if (size > 1) assert.throws(() => verifyInclusion({ ...claim, proof: claim.proof.slice(1) }), refusal())
    }),
  )
})

test('a proof that ends too early or hashes of other lengths are malformed', () => {
  const claim = {
    leafHash: leafHash(u64(0)),
    index: 0,
    size: 4,
    proof: inclusionProof(leaves.slice(0, 4), 0),
    root: rootHash(leaves.slice(0, 4)),
  }
  assert.throws(() => verifyInclusion({ ...claim, proof: claim.proof.slice(0, 1) }), refusal('malformed'))
  assert.throws(() => verifyInclusion({ ...claim, leafHash: new Uint8Array(31) }), refusal('malformed'))
  assert.throws(() => verifyInclusion({ ...claim, proof: [new Uint8Array(33), ...claim.proof.slice(1)] }), refusal('malformed'))
  assert.throws(() => nodeHash(new Uint8Array(31), new Uint8Array(33)), refusal('malformed'))
  assert.throws(() => rootHash([new Uint8Array(20)]), refusal('malformed'))
})

test('every consistency proof verifies, and with any bit of it changed does not', () => {
  fc.assert(
    fc.property(twoSizes, fc.nat(), fc.nat({ max: 255 }), ([size1, size2], where, bit) => {
      const tree = leaves.slice(0, size2)
      const claim = { size1, size2, root1: rootHash(tree.slice(0, size1)), root2: rootHash(tree), proof: consistencyProof(tree, size1) }
      verifyConsistency(claim)
      const parts = [claim.root1, claim.root2, ...claim.proof].map((part) => Uint8Array.from(part))
      flip(parts[where % parts.length], bit)
      const [root1 = EMPTY_ROOT, root2 = EMPTY_ROOT, ...proof] = parts
      assert.throws(() => verifyConsistency({ ...claim, root1, root2, proof }), refusal('root-mismatch'))
      if (size1 < size2) assert.throws(() => verifyConsistency({ ...claim, proof: claim.proof.slice(0, -1) }), refusal())
      assert.throws(() => verifyConsistency({ ...claim, proof: [...claim.proof, claim.root1] }), refusal('malformed'))
    }),
  )
})

test('a tree neither shrinks nor grows from nothing', () => {
  const root = rootHash(leaves.slice(0, 3))
  for (const [size1, size2] of [
    [4, 3],
    [0, 3],
    [0, 0],
    [-1, 3],
    [1.5, 3],
  ] as const) {
    assert.throws(() => verifyConsistency({ size1, size2, root1: root, root2: root, proof: [] }), refusal('malformed'))
  }
  assert.throws(() => verifyConsistency({ size1: 2, size2: 3, root1: root, root2: root, proof: [] }), refusal('malformed'))
  assert.throws(() => consistencySubtrees({ size1: 0, size2: 3 }), refusal('malformed'))
  assert.throws(() => inclusionSubtrees({ index: 3, size: 3 }), refusal('malformed'))
})

test('a consistency proof for other sizes is none, even if its hashes fit', () => {
  const [a = EMPTY_ROOT, b = EMPTY_ROOT] = leaves
  const shrinking = { size1: 3, size2: 2, root1: a, root2: nodeHash(a, b), proof: [a, b] }
  assert.throws(() => verifyConsistency(shrinking), refusal('malformed'))
  const early = { size1: 2, size2: 8, root1: a, root2: nodeHash(a, b), proof: [b] }
  assert.throws(() => verifyConsistency(early), refusal('malformed'))
  assert.throws(() => verifyConsistency({ ...early, size1: 3, proof: [] }), refusal('malformed'))
})

test('sizes above 2^32 are counted, not truncated', () => {
  for (const [index, size] of [
    [2 ** 32, 2 ** 32 + 1],
    [2 ** 40 + 5, 2 ** 41 + 3],
    [0, MAX],
    [MAX - 1, MAX],
  ] as const) {
    const proof = inclusionSubtrees({ index, size }).map(([lo, hi]) => leafHash(utf8(`${lo} ${hi}`)))
    const leaf = leafHash(u64(index))
    const root = folded(index, size, leaf)
    verifyInclusion({ leafHash: leaf, index, size, proof, root })
    assert.throws(() => verifyInclusion({ leafHash: leaf, index: index % 2 ** 32, size: size % 2 ** 32, proof, root }), refusal())
    assert.throws(() => verifyInclusion({ leafHash: leaf, index, size, proof: proof.slice(1), root }), refusal())
  }
  assert.throws(() => verifyInclusion({ leafHash: EMPTY_ROOT, index: 0, size: MAX + 1, proof: [], root: EMPTY_ROOT }), refusal('malformed'))
})

test('consistency of 2^32 entries with more is that of a complete subtree', () => {
  const [left, right] = [leafHash(utf8('left')), leafHash(utf8('right'))]
  const claim = { size1: 2 ** 32, size2: 2 ** 32 + 1, root1: left, root2: nodeHash(left, right), proof: [right] }
  assert.deepEqual(consistencySubtrees(claim), [[2 ** 32, 2 ** 32 + 1]])
  verifyConsistency(claim)
  assert.throws(() => verifyConsistency({ ...claim, size1: 2 ** 32 + 1 }), refusal())
})

/** The root to which the made-up hashes of `inclusionSubtrees` lead, by the definition. */
function folded(index: number, size: number, leaf: Uint8Array): Uint8Array {
  return walk(0, size)

  function walk(lo: number, hi: number): Uint8Array {
    if (index < lo || hi <= index) return leafHash(utf8(`${lo} ${hi}`))
    if (hi - lo === 1) return leaf
    const middle = lo + splitPoint(hi - lo)
    return nodeHash(walk(lo, middle), walk(middle, hi))
  }
}

function flip(bytes: Uint8Array | undefined, bit: number): void {
  assert.ok(bytes)
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
}
