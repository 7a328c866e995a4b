import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NewestFile } from '#lib/newest-file.ts'
import { entriesPath, type TileAddress, TileReader, tilePath } from '#lib/tlog/tile.ts'

/** The tiles, entry bundles and checkpoints of one log as files, laid out as tlog-tiles says, for whoever reads them. */
export class TileFiles {
  readonly folder: string
  /** `checkpoints/<size>-<timestamp>-<revision>`, of which the highest is `/log/checkpoint`. */
  readonly checkpoints: NewestFile

  constructor(folder: string) {
    this.folder = folder
    this.checkpoints = new NewestFile(join(folder, 'checkpoints'))
  }

  readonly tile = (address: TileAddress): Promise<Uint8Array> => readFile(join(this.folder, tilePath(address)))

  bundle(index: number, width: number): Promise<Uint8Array> {
    return readFile(join(this.folder, entriesPath({ index, width })))
  }

  /** Makes proofs for the tree of `size` entries. */
  reader(size: number): TileReader {
    return new TileReader(size, this.tile)
  }
}
