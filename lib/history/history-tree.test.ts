import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, concat, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { consistencyProof, leafHash, rootHash, verifyConsistency } from '#lib/tlog/proof.ts'
import { verifyRange } from '#lib/tlog/range.ts'
import {
  appendLeaf,
  consistencyHashes,
  EMPTY_FRONTIER,
  frontierBytes,
  type HistoryRow,
  historyRoot,
  parseFrontier,
  rangeHashes,
  rowsForProofs,
} from './history-tree.ts'

const leaves: Hash[] = Array.from({ length: 200 }, (_, index) => leafHash(utf8(`${index}`)))
const rows: HistoryRow[] = []
const roots: Hash[] = [historyRoot(EMPTY_FRONTIER)]
let grown = EMPTY_FRONTIER
for (const leaf of leaves) {
  const { frontier, nodes } = appendLeaf(grown, leaf)
  grown = frontier
  rows.push({ leafHash: leaf, nodes: concat(...nodes) })
  roots.push(historyRoot(frontier))
}
const read = (indexes: readonly number[]) => new Map(indexes.flatMap((index) => (rows[index] ? [[index, rows[index]] as const] : [])))

test('the root after each entry is that of RFC 9162', () => {
  for (const [size, root] of roots.entries()) assert.deepEqual(root, rootHash(leaves.slice(0, size)))
})

test('a row holds the complete subtrees that end with it', () => {
  assert.deepEqual(
    rows.slice(0, 8).map(({ nodes }) => nodes.length / 32),
    [0, 1, 0, 2, 0, 1, 0, 3],
  )
  assert.deepEqual(rows[3]?.nodes.slice(32), rootHash(leaves.slice(0, 4)))
})

test('a frontier comes back from its bytes, and not from others', () => {
  assert.deepEqual(parseFrontier(grown.size, frontierBytes(grown)), grown)
  assert.deepEqual(parseFrontier(0, new Uint8Array()), EMPTY_FRONTIER)
  const malformed = (error: unknown) => error instanceof VerificationError && error.code === 'malformed'
  for (const size of [199, 201, 0, 256]) assert.throws(() => parseFrontier(size, frontierBytes(grown).subarray(32)), malformed)
})

const range = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.nat(199), fc.nat(199))
  .map(([size, a, b]) => ({ size, from: Math.min(a % size, b % size), to: Math.max(a % size, b % size) + 1 }))

test('the rows that are named, and no others, make range and consistency proofs that verify', () => {
  fc.assert(
    fc.property(range, fc.nat(199), ({ size, from, to }, pin) => {
      const pinned = 1 + (pin % size)
      const got = read(rowsForProofs(size, { from, to }, pinned))
      const root = roots[size] ?? asHash(new Uint8Array(32))
      verifyRange({ from, to, size, leafHashes: leaves.slice(from, to), hashes: rangeHashes(size, { from, to }, got), root })
      const proof = consistencyHashes(pinned, size, got)
      assert.deepEqual(proof, consistencyProof(leaves.slice(0, size), pinned))
      if (pinned < size) verifyConsistency({ size1: pinned, size2: size, root1: roots[pinned] ?? root, root2: root, proof })
      for (const row of got.keys()) assert.ok(row < size)
    }),
  )
})

test('a whole history needs no rows, and a page of 50 of 3,000 only a few', () => {
  assert.deepEqual(rowsForProofs(200, { from: 0, to: 200 }), [])
  assert.ok(rowsForProofs(3000, { from: 1475, to: 1525 }).length <= 24)
})

test('a row that was not read is a mistake of the caller and is named', () => {
  assert.throws(() => rangeHashes(8, { from: 7, to: 8 }, new Map()), /row 3 of the history/)
})
