import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat, fromUtf8, u64, utf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { openNote, parseVkey } from './note.ts'
import { consistencyProof, inclusionProof, leafHash, rootHash } from './proof.ts'
import { refusal, vectorTest } from './testing.ts'
import {
  encodeBundle,
  entriesPath,
  extendTiles,
  newTiles,
  parseBundle,
  parseTile,
  parseTilePath,
  type TileAddress,
  TileReader,
  tilePath,
  tileWidth,
} from './tile.ts'

const MAX = Number.MAX_SAFE_INTEGER

/** The entries and tiles of a stored log of `size` entries. */
function storedLog(folder: string, size: number) {
  const bundles = newTiles(0, size).filter(({ level }) => level === 0)
  const entries = bundles.flatMap((bundle) => parseBundle(read(folder, entriesPath(bundle))))
  return { entries, leaves: entries.map(leafHash), fetchTile: async (tile: TileAddress) => read(folder, tilePath(tile)) }
}

/** A log in memory, grown from one size to the next. */
async function grownLog(leaves: readonly Uint8Array[], sizes: readonly number[]) {
  const files = new Map<string, Uint8Array>()
  const fetchTile = async (tile: TileAddress) => files.get(tilePath(tile)) ?? new Uint8Array()
  let before = 0
  for (const size of sizes) {
    const tiles = await extendTiles(before, leaves.slice(before, size), fetchTile)
    assert.deepEqual(tiles.map(tilePath), newTiles(before, size).map(tilePath))
    for (const tile of tiles) files.set(tilePath(tile), tile.bytes)
    before = size
  }
  return { files, fetchTile }
}

test('tile paths are those of tlog-tiles', () => {
  const paths: [string, string][] = [
    [tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000'],
    [tilePath({ level: 0, index: 0 }), 'tile/0/000'],
    [tilePath({ level: 1, index: 0, width: 17 }), 'tile/1/000.p/17'],
    [tilePath({ level: 0, index: 999, width: 1 }), 'tile/0/999.p/1'],
    [tilePath({ level: 0, index: 1000, width: 255 }), 'tile/0/x001/000.p/255'],
    [tilePath({ level: 63, index: 1234067, width: 256 }), 'tile/63/x001/x234/067'],
    [tilePath({ level: 0, index: MAX, width: 256 }), 'tile/0/x009/x007/x199/x254/x740/991'],
    [entriesPath({ index: 1067, width: 5 }), 'tile/entries/x001/067.p/5'],
    [entriesPath({ index: 0, width: 256 }), 'tile/entries/000'],
  ]
  for (const [printed, path] of paths) assert.equal(printed, path)
})

test('a tile path reads back to the tile', () => {
  const address = { index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) }
  const tiles = fc.oneof(
    fc.record({ level: fc.integer({ min: 0, max: 63 }), ...address }),
    fc.record({ level: fc.constant('entries'), ...address }),
  )
  fc.assert(
    fc.property(tiles, ({ level, index, width }) => {
      const path = typeof level === 'number' ? tilePath({ level, index, width }) : entriesPath({ index, width })
      assert.deepEqual(parseTilePath(path), { level, index, width })
    }),
  )
})

test('other tile paths are refused', () => {
  const wrong = ['', 'tile', 'tile/0', 'tile/0/', '/tile/0/000', 'tile/0/000/', 'tile/0/0', 'tile/0/00', 'tile/0/0000', 'tile/00/000']
  const widths = [
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p',
    'tile/0/000.p/',
    'tile/0/000.p/-1',
    'tile/0/000.p/1e1',
  ]
  const indexes = [
    'tile/0/x000/001',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/x01/000',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/../000',
  ]
  const levels = [
    'tile/64/000',
    'tile/-1/000',
    'tile/Entries/000',
    'tile/data/000',
    'tile/0/000?x',
    'tile/0/000\n',
    'tile/٠/000',
    'tile/0/%30%30%30',
  ]
  for (const path of [...wrong, ...widths, ...indexes, ...levels]) assert.throws(() => parseTilePath(path), refusal('malformed'), path)
})

test('no path is printed for a tile that cannot be', () => {
  const wrong = [
    { width: 0 },
    { width: 257 },
    { width: 1.5 },
    { index: -1 },
    { index: 0.5 },
    { index: MAX + 1 },
    { level: 64 },
    { level: -1 },
  ]
  for (const part of wrong) assert.throws(() => tilePath({ level: 0, index: 0, width: 1, ...part }), refusal('malformed'))
  assert.throws(() => entriesPath({ index: 0, width: 0 }), refusal('malformed'))
})

test('a tree of 70,000 entries has the tiles that tlog-tiles says, and one of 256 has two', () => {
  const tiles = newTiles(0, 70_000)
  const of = (level: number) => tiles.filter((tile) => tile.level === level)
  assert.equal(of(0).filter(({ width }) => width === 256).length, 273)
  assert.deepEqual(of(0).at(-1), { level: 0, index: 273, width: 112 })
  assert.deepEqual(of(1), [
    { level: 1, index: 0, width: 256 },
    { level: 1, index: 1, width: 17 },
  ])
  assert.deepEqual(of(2), [{ level: 2, index: 0, width: 1 }])
  assert.equal(tiles.length, 274 + 2 + 1)
  assert.deepEqual(newTiles(0, 256).map(tilePath), ['tile/0/000', 'tile/1/000.p/1'])
  assert.deepEqual(newTiles(255, 257).map(tilePath), ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1'])
  assert.deepEqual(newTiles(257, 257), [])
  assert.deepEqual(newTiles(2 ** 52, 2 ** 52 + 1).map(tilePath), ['tile/0/x017/x592/x186/x044/416.p/1'])
  assert.equal(tileWidth({ level: 0, index: 274, size: 70_000 }), 0)
  assert.throws(() => newTiles(2, 1), refusal('malformed'))
})

test('tiles grown in steps are the tiles of the last size, and give its proofs', async () => {
  const leaves = Array.from({ length: 1000 }, (_, i) => leafHash(u64(i)))
  const sizes = fc
    .uniqueArray(fc.integer({ min: 1, max: leaves.length }), { minLength: 1, maxLength: 6 })
    .map((s) => s.sort((a, b) => a - b))
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (steps, any) => {
      const size = steps.at(-1) ?? 1
      const tree = leaves.slice(0, size)
      const { files, fetchTile } = await grownLog(leaves, steps)
      const whole = await grownLog(leaves, [size])
      for (const [path, bytes] of whole.files) assert.deepEqual(files.get(path), bytes)
      const reader = new TileReader(size, fetchTile)
      assert.deepEqual(await reader.subtree(0, size), rootHash(tree))
      assert.deepEqual(await reader.inclusion(any % size), inclusionProof(tree, any % size))
      assert.deepEqual(await reader.consistency((any % size) + 1), consistencyProof(tree, (any % size) + 1))
    }),
    { numRuns: 20 },
  )
})

test('a reader fetches each tile once, and refuses what is no subtree', async () => {
  const { fetchTile } = await grownLog(
    Array.from({ length: 600 }, (_, i) => leafHash(u64(i))),
    [600],
  )
  const fetched: string[] = []
  const reader = new TileReader(600, (tile) => {
    fetched.push(tilePath(tile))
    return fetchTile(tile)
  })
  await Promise.all([reader.inclusion(3), reader.inclusion(599), reader.consistency(500)])
  assert.deepEqual(fetched.toSorted(), [...new Set(fetched)].toSorted())
  for (const [lo, hi] of [
    [1, 3],
    [2, 5],
    [0, 601],
    [5, 5],
    [5, 4],
    [-1, 1],
    [0.5, 1.5],
  ] as const) {
    await assert.rejects(reader.subtree(lo, hi), refusal('malformed'))
  }
  await assert.rejects(new TileReader(601, fetchTile).inclusion(600), refusal('malformed'))
})

test('a tile has exactly its hashes', () => {
  assert.equal(parseTile(new Uint8Array(96), 3).length, 3)
  for (const length of [0, 64, 95, 97, 128]) assert.throws(() => parseTile(new Uint8Array(length), 3), refusal('malformed'))
})

test('entry bundles read back, and no other bytes do', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 256 })
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 3 }), (written, cut) => {
      const bytes = encodeBundle(written)
      assert.deepEqual(parseBundle(bytes), written)
      if (bytes.length > cut) {
        const read = attempt(() => parseBundle(bytes.subarray(0, -cut)))
        if (read !== undefined) assert.deepEqual(encodeBundle(read), bytes.subarray(0, -cut))
      }
    }),
  )
  const one = encodeBundle([utf8('one')])
  assert.deepEqual(one, concat(Uint8Array.of(0, 3), utf8('one')))
  assert.throws(() => parseBundle(one.subarray(0, -1)), refusal('malformed'))
  assert.throws(() => parseBundle(concat(one, Uint8Array.of(0))), refusal('malformed'))
  assert.throws(() => parseBundle(new Uint8Array()), refusal('malformed'))
  assert.throws(() => parseBundle(new Uint8Array(2 * 257)), refusal('malformed'))
  assert.throws(() => encodeBundle([]), refusal('malformed'))
  assert.throws(() => encodeBundle(Array.from({ length: 257 }, () => one)), refusal('malformed'))
  assert.throws(() => encodeBundle([new Uint8Array(65536)]), refusal('malformed'))
})

vectorTest('the logs that Tessera made are read, made again byte for byte, and proven', 'tessera/generated', async (folder) => {
  for (const size of [1, 255, 256, 257, 1000, 65537]) {
    const log = storedLog(join(folder, `tessera-${size}`), size)
    const vkey = parseVkey(
      readFileSync(join(folder, `tessera-${size}.vkey`), 'utf8')
        .trim()
        .replace('vkey ', ''),
    )
    const checkpoint = parseCheckpoint(openNote(readFileSync(join(folder, `tessera-${size}`, 'checkpoint')), [vkey]).text)
    assert.equal(checkpoint.size, size)
    assert.deepEqual(checkpoint.root, rootHash(log.leaves))
    const { files } = await grownLog(log.leaves, [Math.ceil(size / 3), size])
    for (const tile of newTiles(0, size)) assert.deepEqual(files.get(tilePath(tile)), await log.fetchTile(tile))
    const reader = new TileReader(size, log.fetchTile)
    assert.deepEqual(await reader.subtree(0, size), checkpoint.root)
    assert.deepEqual(await reader.inclusion(size - 1), inclusionProof(log.leaves, size - 1))
  }
})

vectorTest('the log that Tessera grew entry by entry has a tile and a root for each size', 'tessera/log', async (folder) => {
  for (let size = 1; size <= 15; size++) {
    const log = storedLog(folder, size)
    const note = fromUtf8(read(folder, `checkpoint.${size}`))
    const { root } = parseCheckpoint(note.slice(0, note.indexOf('\n\n') + 1))
    assert.deepEqual(rootHash(log.leaves), root)
    assert.deepEqual(await new TileReader(size, log.fetchTile).subtree(0, size), root)
    assert.deepEqual(encodeBundle(log.entries), read(folder, entriesPath({ index: 0, width: size })))
  }
})

function read(folder: string, path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, path)))
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}
