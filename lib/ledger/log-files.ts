import { link, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { HighestFile, syncFolder } from '#lib/durable.ts'
import { labelsPath } from '#lib/history/labels.ts'
import { concat } from '#lib/tlog/bytes.ts'
import { encodeBundle, entriesPath, parseBundle, parseTilePath, TILE_WIDTH } from '#lib/tlog/tile.ts'
import { TileFiles } from './tile-files.ts'

/** The served folder of one log, for who writes it. */
export class LogFiles extends TileFiles {
  override readonly checkpoints: HighestFile

  constructor(folder: string) {
    super(folder)
    this.checkpoints = new HighestFile(join(folder, 'checkpoints'))
  }

  /** Takes these finished files over from `staging`. @throws {Error} if other bytes are served under one of the names: they stay. */
  async adopt(staging: string, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const target = join(this.folder, path)
      await mkdir(dirname(target), { recursive: true })
      await link(join(staging, path), target).catch(async (cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST') throw cause
        if (!(await readFile(target)).equals(await readFile(join(staging, path)))) throw new Error(`${target} holds other bytes`, { cause })
      })
    }
    for (const folder of new Set(paths.map((path) => dirname(join(this.folder, path))))) await syncFolder(folder)
  }
}

export type StagedFile = { readonly path: string; readonly bytes: Uint8Array }

/** The entry bundles of a tree that grows from `size` by `entries`; `partial` is the last bundle of the old tree. */
export async function entryBundles(
  size: number,
  entries: readonly Uint8Array[],
  partial: () => Promise<Uint8Array>,
): Promise<StagedFile[]> {
  const before = size % TILE_WIDTH === 0 ? [] : parseBundle(await partial())
  return chunks(size, [...before, ...entries]).map(({ index, items }) => ({
    path: entriesPath({ index, width: items.length }),
    bytes: encodeBundle(items),
  }))
}

/** The label bundles of docs/protocol.md, section 7, in the same way: `labels/<N>[.p/<W>]`, 64 bytes an entry. */
export async function labelBundles(size: number, labels: readonly Uint8Array[], partial: () => Promise<Uint8Array>): Promise<StagedFile[]> {
  const before = size % TILE_WIDTH === 0 ? new Uint8Array() : await partial()
  const old = Array.from({ length: before.length / 64 }, (_, i) => before.subarray(64 * i, 64 * (i + 1)))
  return chunks(size, [...old, ...labels]).map(({ index, items }) => ({
    path: labelsPath({ index, width: items.length }),
    bytes: concat(...items),
  }))
}

/** The file of the labels that `<N>[.p/<W>]` asks for, printed anew from what was parsed; undefined for anything else. */
export function labelsFile(bundle: string): string | undefined {
  try {
    return labelsPath(parseTilePath(`tile/entries/${bundle}`))
  } catch {
    return undefined
  }
}

function chunks<T>(size: number, items: readonly T[]): { index: number; items: readonly T[] }[] {
  const first = Math.floor(size / TILE_WIDTH)
  return Array.from({ length: Math.ceil(items.length / TILE_WIDTH) }, (_, i) => ({
    index: first + i,
    items: items.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH),
  }))
}
