import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, equalBytes, type Hash, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'
import { EMPTY_HASH, EMPTY_MAP, type MapProof, mapLeafHash, mapNodeHash, mapProof, mapRoot, mapSet, verifyMapProof } from './map.ts'
import { headsNeeded, type MapHead, mapProofFromTiles, mapSubtree, mapTile } from './map-tile.ts'

const hash = (text: string) => asHash(sha256(utf8(text)))
/** A label that begins with these bits. */
const label = (bits: string, rest = '') => {
  const bytes = rest === '' ? new Uint8Array(32) : sha256(utf8(rest))
  for (const [at, bit] of [...bits].entries()) {
    const mask = 0x80 >> (at % 8)
    const index = Math.floor(at / 8)
    bytes[index] = bit === '1' ? (bytes[index] ?? 0) | mask : (bytes[index] ?? 0) & ~mask
  }
  return asHash(bytes)
}
const failsWith = (code: string) => (error: unknown) => error instanceof VerificationError && error.code === code

/** Labels that share long prefixes, so that every shape of subtree occurs. */
const labels = fc
  .tuple(fc.constantFrom('', '0', '10', '1'.repeat(7), '0'.repeat(16), '01'.repeat(15)), fc.nat(30))
  .map(([bits, n]) => label(bits, `${n}`))
const heads = fc.uniqueArray(labels, { selector: toHex, maxLength: 40 }).map((all) => all.map((one) => [one, hash(toHex(one))] as const))

/** The definition of section 4, written down once more and without sharing anything. */
function rootByDefinition(all: readonly (readonly [Hash, Hash])[], depth = 0): Hash {
  const [first] = all
  if (!first) return EMPTY_HASH
  if (all.length === 1) return mapLeafHash(...first)
  const side = (bit: number) => all.filter(([one]) => (((one[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === bit)
  return mapNodeHash(rootByDefinition(side(0), depth + 1), rootByDefinition(side(1), depth + 1))
}

test('the root of the empty map is 32 zero bytes', () => {
  assert.deepEqual(mapRoot(EMPTY_MAP), new Uint8Array(32))
  verifyMapProof({ root: EMPTY_HASH, label: hash('a'), value: undefined, proof: { kind: 'empty', siblings: [] } })
})

test('a leaf is H(0x02 || label || value) and a node H(0x03 || left || right)', () => {
  const both = (first: number, a: Hash, b: Hash) => sha256(Uint8Array.of(first, ...a, ...b))
  assert.deepEqual(mapLeafHash(hash('a'), hash('b')), both(2, hash('a'), hash('b')))
  assert.deepEqual(mapNodeHash(hash('a'), hash('b')), both(3, hash('a'), hash('b')))
})

test('the tree is that of the specification, in whatever order and batches heads are set', () => {
  fc.assert(
    fc.property(heads, fc.nat(40), (all, cut) => {
      const backwards = mapSet(mapSet(EMPTY_MAP, all.slice(cut).toReversed()), all.slice(0, cut))
      assert.deepEqual(mapRoot(mapSet(EMPTY_MAP, all)), rootByDefinition(all))
      assert.deepEqual(mapRoot(backwards), rootByDefinition(all))
    }),
  )
})

test('setting a label again replaces its value and leaves the old tree as it was', () => {
  const before = mapSet(EMPTY_MAP, [
    [hash('a'), hash('1')],
    [hash('b'), hash('2')],
  ])
  const root = mapRoot(before)
  const after = mapSet(before, [[hash('a'), hash('3')]])
  assert.deepEqual(mapRoot(before), root)
  verifyMapProof({ root: mapRoot(after), label: hash('a'), value: hash('3'), proof: mapProof(after, hash('a')) })
  verifyMapProof({ root: mapRoot(after), label: hash('b'), value: hash('2'), proof: mapProof(after, hash('b')) })
})

test('setting one label twice at once is refused', () => {
  assert.throws(
    () =>
      mapSet(EMPTY_MAP, [
        [hash('a'), hash('1')],
        [hash('a'), hash('2')],
      ]),
    failsWith('malformed'),
  )
})

test('each label is proven with its value or proven absent, and with nothing else', () => {
  fc.assert(
    fc.property(heads, labels, (all, asked) => {
      const tree = mapSet(EMPTY_MAP, all)
      const root = mapRoot(tree)
      for (const [one, value] of all) verifyMapProof({ root, label: one, value, proof: mapProof(tree, one) })
      const value = all.find(([one]) => equalBytes(one, asked))?.[1]
      const proof = mapProof(tree, asked)
      verifyMapProof({ root, label: asked, value, proof })
      if (value) assert.throws(() => verifyMapProof({ root, label: asked, value: hash('x'), proof }), failsWith('not-in-map'))
    }),
  )
})

test('tiles and the heads under one prefix give the same proof as the whole tree', () => {
  fc.assert(
    fc.property(heads, labels, (all, asked) => {
      const tree = mapSet(EMPTY_MAP, all)
      const tiles = { upper: mapTile(tree, new Uint8Array()), lower: mapTile(tree, asked.subarray(0, 1)) }
      const { first, last } = headsNeeded(asked, tiles)
      const between = all.filter(([one]) => toHex(one) >= toHex(first) && toHex(one) <= toHex(last))
      const rows = between.map(([one, value]): MapHead => ({ label: one, value }))
      assert.deepEqual(mapProofFromTiles({ label: asked, tiles, heads: rows }), mapProof(tree, asked))
    }),
    { numRuns: 150 },
  )
})

test('without rows the proof is that of the empty map', () => {
  const proof = mapProofFromTiles({ label: hash('a'), tiles: { upper: undefined, lower: undefined }, heads: [] })
  assert.deepEqual(proof, { kind: 'empty', siblings: [] })
})

test('a subtree with one label is its leaf at any depth', () => {
  const [one, two] = [label('0'), label('1')]
  const tree = mapSet(EMPTY_MAP, [
    [one, hash('1')],
    [two, hash('2')],
  ])
  assert.deepEqual(mapSubtree(tree, one.subarray(0, 2)), { count: 1, hash: mapLeafHash(one, hash('1')) })
  assert.deepEqual(mapSubtree(tree, Uint8Array.of(1)), { count: 0, hash: EMPTY_HASH })
  assert.deepEqual(mapSubtree(tree, new Uint8Array()), { count: 2, hash: mapRoot(tree) })
})

test('a proof that cannot be one is malformed', () => {
  const root = EMPTY_HASH
  const [ours, other, value] = [label('00'), label('01'), hash('v')]
  const refused = (proof: MapProof, head?: Hash) =>
    assert.throws(() => verifyMapProof({ root, label: ours, value: head, proof }), failsWith('malformed'))
  refused({ kind: 'empty', siblings: [EMPTY_HASH] })
  refused({ kind: 'included', siblings: [EMPTY_HASH, hash('s')] }, value)
  refused({ kind: 'empty', siblings: new Array<Hash>(257).fill(hash('s')) })
  refused({ kind: 'included', siblings: [] })
  refused({ kind: 'empty', siblings: [] }, value)
  refused({ kind: 'other', siblings: [], label: other, value }, value)
  refused({ kind: 'other', siblings: [], label: ours, value })
  refused({ kind: 'other', siblings: [hash('s'), hash('s')], label: other, value })
})

test('another label that shares the first bits stands for an absent one', () => {
  const tree = mapSet(EMPTY_MAP, [
    [label('01'), hash('1')],
    [label('1'), hash('2')],
  ])
  const proof = mapProof(tree, label('00'))
  assert.deepEqual(proof, { kind: 'other', siblings: [mapLeafHash(label('1'), hash('2'))], label: label('01'), value: hash('1') })
  verifyMapProof({ root: mapRoot(tree), label: label('00'), value: undefined, proof })
  verifyMapProof({ root: mapRoot(tree), label: label('1'), value: hash('2'), proof: mapProof(tree, label('1')) })
})

test('a deepest slot, below 256 siblings, verifies', () => {
  const [one, two] = [label('0'.repeat(255)), label(`${'0'.repeat(255)}1`)]
  const tree = mapSet(EMPTY_MAP, [
    [one, hash('1')],
    [two, hash('2')],
  ])
  const proof = mapProof(tree, two)
  assert.equal(proof.siblings.length, 256)
  verifyMapProof({ root: mapRoot(tree), label: two, value: hash('2'), proof })
})

/** A tree as somebody might build it who does not keep the rules: leaves anywhere and more than once, nodes over nothing. */
type Hostile = { readonly hash: Hash; readonly children?: readonly [Hostile, Hostile] }
const few = ['000', '001', '010', '011', '100', '110'].map((bits) => label(bits))
const values = [hash('v'), hash('w')]

function hostile(random: () => number, depth: number): Hostile {
  const draw = random() % (depth > 3 ? 3 : 6)
  if (draw === 0) return { hash: EMPTY_HASH }
  if (draw <= 2) return { hash: mapLeafHash(few[random() % few.length] ?? hash('a'), values[random() % 2] ?? hash('v')) }
  const children = [hostile(random, depth + 1), hostile(random, depth + 1)] as const
  return { hash: mapNodeHash(children[0].hash, children[1].hash), children }
}

/** Everything that the tree's maker could try for `asked`: each slot on its way, each leaf there is, each kind. */
function answers(tree: Hostile, asked: Hash): Set<string> {
  const found = new Set<string>()
  const siblings: Hash[] = []
  for (let current: Hostile | undefined = tree; current; ) {
    const up = siblings.toReversed()
    const attempts: [Hash | undefined, MapProof][] = [[undefined, { kind: 'empty', siblings: up }]]
    for (const value of values) {
      attempts.push([value, { kind: 'included', siblings: up }])
      for (const other of few) attempts.push([undefined, { kind: 'other', siblings: up, label: other, value }])
    }
    for (const [value, proof] of attempts) {
      try {
        verifyMapProof({ root: tree.hash, label: asked, value, proof })
        found.add(value ? toHex(value) : 'absent')
      } catch (error) {
        assert.ok(error instanceof VerificationError)
      }
    }
    const bit: number = ((asked[0] ?? 0) >> (7 - siblings.length)) & 1
    const children: readonly [Hostile, Hostile] | undefined = current.children
    const sibling = children?.[bit === 0 ? 1 : 0]
    if (sibling) siblings.push(sibling.hash)
    current = children?.[bit === 0 ? 0 : 1]
  }
  return found
}

test('no root has two answers for one label, in 20,000 trees that break the rules', () => {
  let seed = 1
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed >>> 8
  }
  const seen = { none: 0, one: 0 }
  const { stackTraceLimit } = Error
  // Most attempts throw, and the traces would take longer than the hashes.
  Error.stackTraceLimit = 0
  for (let index = 0; index < 20_000; index++) {
    const asked = few[index % few.length] ?? hash('a')
    const found = answers(hostile(random, 0), asked)
    assert.ok(found.size <= 1, `two answers: ${[...found]}`)
    seen[found.size === 0 ? 'none' : 'one']++
  }
  Error.stackTraceLimit = stackTraceLimit
  assert.ok(seen.none > 1000 && seen.one > 1000, 'the trees both hide labels and answer for them')
})
