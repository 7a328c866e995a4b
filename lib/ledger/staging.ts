import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eachOf, putFile, syncFolder } from '#lib/durable.ts'
import { labelsPath } from '#lib/history/labels.ts'
import { mapProof, verifyMapProof } from '#lib/history/map.ts'
import { equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { leafHash, rootHash, verifyConsistency } from '#lib/tlog/proof.ts'
import { extendTiles, parseBundle, parseTile, parseTilePath, TILE_WIDTH, type TileAddress, TileReader, tilePath } from '#lib/tlog/tile.ts'
import type { Batch } from './batch.ts'
import { entryBundles, type LogFiles, labelBundles, type StagedFile } from './log-files.ts'

const LANES = 16

/** What of a batch goes into files. */
export type Filed = Pick<Batch, 'entries' | 'leafHashes' | 'labels'>

/** What sealing a batch adds to the log's folders, and the root hash it leads to. */
export type Staged = { readonly files: readonly StagedFile[]; readonly root: Hash }

/** Bundles, tiles and labels of the batch, in memory. */
export async function stageFiles(files: LogFiles, audit: LogFiles, base: number, batch: Filed): Promise<Staged> {
  const index = Math.floor(base / TILE_WIDTH)
  const width = base % TILE_WIDTH
  const size = base + batch.entries.length
  const bundles = await entryBundles(base, batch.entries, () => files.bundle(index, width))
  const labels = await labelBundles(base, batch.labels, () => readFile(join(audit.folder, labelsPath({ index, width }))))
  const tiles = (await extendTiles(base, batch.leafHashes, files.tile)).map((tile) => ({ path: tilePath(tile), bytes: tile.bytes }))
  const made = new Map(tiles.map(({ path, bytes }) => [path, bytes]))
  const reader = new TileReader(size, async (tile) => made.get(tilePath(tile)) ?? files.tile(tile))
  return { files: [...bundles, ...labels, ...tiles], root: await reader.subtree(0, size) }
}

/** Step 3, first half: those files into `folder`, which nobody serves, safe on disk. */
export async function writeStaged(folder: string, staged: Staged): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await eachOf(staged.files, LANES, (file) => putFile(join(folder, file.path), file.bytes))
  await syncFolder(folder)
}

/**
 * Step 3, second half: reads back what will be served and recomputes it by other means than it was made: leaf hashes from the bundles, each tile from the one
 * below, the old root hash by a consistency proof, every changed head by its map proof. A bit that flipped between planning and disk is
 * found here, before anything is signed.
 *
 * @throws {Error} naming the first difference.
 */
export async function verifyStaged(
  folder: string,
  { files: written, root }: Staged,
  files: LogFiles,
  base: { size: number; root: Hash },
  batch: Batch,
): Promise<void> {
  const size = base.size + batch.entries.length
  const bytes = new Map<string, Uint8Array>()
  await eachOf(written, LANES, async ({ path }) => {
    bytes.set(path, await readFile(join(folder, path)))
  })
  const at = (path: string) => bytes.get(path)
  const paths = written.map(({ path }) => path)
  const leaves = paths.filter((path) => path.startsWith('tile/entries/')).flatMap((path) => parseBundle(at(path) ?? EMPTY).map(leafHash))
  const appended = leaves.slice(base.size % TILE_WIDTH)
  if (appended.length !== batch.entries.length) throw new Error('The staged bundles hold another number of entries.')
  for (const [i, leaf] of appended.entries())
    if (!equalBytes(leaf, batch.leafHashes[i] ?? EMPTY)) throw new Error(`Entry ${base.size + i} changed on its way to the disk.`)
  const firstLeaf = base.size - (base.size % TILE_WIDTH)
  for (const path of paths) {
    if (!path.startsWith('tile/') || path.startsWith('tile/entries/')) continue
    const { level, index, width } = parseTilePath(path)
    for (const [i, hash] of parseTile(at(path) ?? EMPTY, width).entries()) {
      const number = index * TILE_WIDTH + i
      const below = level === 'entries' || level === 0 ? undefined : at(tilePath({ level: level - 1, index: number, width: TILE_WIDTH }))
      const expected = level === 0 ? leaves[number - firstLeaf] : below && rootHash(parseTile(below, TILE_WIDTH))
      if (expected && !equalBytes(hash, expected)) throw new Error(`Hash ${i} of ${path} is not that of what lies below it.`)
    }
  }
  if (base.size > 0)
    verifyConsistency({
      size1: base.size,
      size2: size,
      root1: base.root,
      root2: root,
      proof: await stagedReader(folder, files, size).consistency(base.size),
    })
  for (const { label, value } of batch.heads)
    verifyMapProof({ root: batch.mapEntry.mapRoot, label, value, proof: mapProof(batch.map, label) })
}

const EMPTY = new Uint8Array()

function stagedReader(folder: string, files: LogFiles, size: number): TileReader {
  return new TileReader(size, (tile: TileAddress) => readFile(join(folder, tilePath(tile))).catch(() => files.tile(tile)))
}
