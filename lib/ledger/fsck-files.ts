import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LABEL_AND_BLIND, labelsPath } from '#lib/history/labels.ts'
import { equalBytes, HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import {
  type BundleAddress,
  entriesPath,
  newTiles,
  parseBundle,
  parseTile,
  parseTilePath,
  TILE_WIDTH,
  type TileAddress,
  tilePath,
  tileWidth,
} from '#lib/tlog/tile.ts'
import type { Report } from './fsck-report.ts'
import type { LogFiles } from './log-files.ts'

/** What the files say of one entry; undefined where they cannot be read. */
export type FiledEntry = { readonly index: number; readonly entry: Uint8Array | undefined; readonly label: Uint8Array | undefined }

/**
 * Compares every hash of every tile with what lies below it, up to the root hash of the checkpoint, and every older partial tile and
 * bundle with the newest one. Files of a tree that is larger than `size` are left alone: it may be on its way.
 */
export async function checkFiles(files: LogFiles, { size, root }: { size: number; root: Hash }, report: Report): Promise<void> {
  const tiles = newTiles(0, size)
  for (const tile of tiles) await checkTile(files, tile, report)
  const top = await files
    .reader(size)
    .subtree(0, size)
    .catch(() => undefined)
  if (top && !equalBytes(top, root)) report(`the tiles of size ${size} lead to another root hash than the checkpoint`)
  await checkOldFiles(files, size, report)
}

async function checkTile(files: LogFiles, tile: TileAddress, report: Report): Promise<void> {
  const path = tilePath(tile)
  const hashes = await read(path, async () => parseTile(await files.tile(tile), tile.width), report)
  if (tile.level === 0) {
    const bundlePath = entriesPath(tile)
    const entries = await read(bundlePath, () => readBundle(files, tile), report)
    for (const [i, entry] of entries?.entries() ?? [])
      if (hashes?.[i] && !equalBytes(leafHash(entry), hashes[i]))
        report(`${bundlePath}: entry ${tile.index * TILE_WIDTH + i} is not that of its leaf hash in ${path}`)
    return
  }
  for (const [i, hash] of hashes?.entries() ?? []) {
    const below = { level: tile.level - 1, index: tile.index * TILE_WIDTH + i, width: TILE_WIDTH }
    const bytes = await files.tile(below).catch(() => undefined)
    if (bytes?.length === TILE_WIDTH * HASH_LENGTH && !equalBytes(rootHash(parseTile(bytes, TILE_WIDTH)), hash))
      report(`${path}: hash ${i} is not the root hash of ${tilePath(below)}`)
  }
}

async function readBundle(files: LogFiles, { index, width }: { index: number; width: number }): Promise<Uint8Array[]> {
  const entries = parseBundle(await files.bundle(index, width))
  if (entries.length !== width) throw new VerificationError('malformed', `${entries.length} entries in a bundle of ${width}`)
  return entries
}

async function checkOldFiles(files: LogFiles, size: number, report: Report): Promise<void> {
  for (const file of await readdir(join(files.folder, 'tile'), { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name).slice(files.folder.length + 1)
    const tile = await read(path, async () => parseTilePath(path), report)
    if (!tile) continue
    const level = tile.level === 'entries' ? 0 : tile.level
    const width = tileWidth({ level, index: tile.index, size })
    if (tile.width >= width) continue
    const newest = await readFile(join(files.folder, pathOf({ ...tile, width }))).catch(() => undefined)
    const old = await readFile(join(files.folder, path))
    if (newest && !newest.subarray(0, old.length).equals(old)) report(`${path}: is not the beginning of ${pathOf({ ...tile, width })}`)
  }
}

function pathOf(tile: TileAddress | BundleAddress): string {
  return tile.level === 'entries' ? entriesPath(tile) : tilePath(tile)
}

/**
 * All entries of the tree in order, a bundle at a time, with the label and blind that auditors are given. The next bundle is read while this
 * one is looked at.
 */
export async function* filedEntries(files: LogFiles, audit: LogFiles, size: number, report: Report): AsyncGenerator<readonly FiledEntry[]> {
  let next: Promise<readonly FiledEntry[]> | undefined
  for (const tile of newTiles(0, size).filter(({ level }) => level === 0)) {
    const ready = next
    next = filedBundle(files, audit, tile, report)
    next.catch(() => {}) // it is waited for in its turn
    if (ready) yield await ready
  }
  if (next) yield await next
}

async function filedBundle(
  files: LogFiles,
  audit: LogFiles,
  { index, width }: TileAddress,
  report: Report,
): Promise<readonly FiledEntry[]> {
  const path = labelsPath({ index, width })
  const [entries, labels] = await Promise.all([
    readBundle(files, { index, width }).catch(() => undefined),
    read(path, () => readLabels(audit, path, width), report),
  ])
  return Array.from({ length: width }, (_, i) => {
    const label = labels?.subarray(i * LABEL_AND_BLIND, (i + 1) * LABEL_AND_BLIND)
    return { index: index * TILE_WIDTH + i, entry: entries?.[i], label }
  })
}

async function readLabels(audit: LogFiles, path: string, width: number): Promise<Uint8Array> {
  const bytes = await readFile(join(audit.folder, path))
  if (bytes.length !== width * LABEL_AND_BLIND) throw new VerificationError('malformed', `${bytes.length} bytes for ${width} labels`)
  return bytes
}

async function read<T>(path: string, work: () => Promise<T>, report: Report): Promise<T | undefined> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof VerificationError) report(`${path}: ${cause.message}`)
    else if (isMissing(cause)) report(`${path}: is missing`)
    else throw cause
    return undefined
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'EISDIR')
}
