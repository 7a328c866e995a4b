import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { NewestFile } from '#lib/newest-file.ts'

/** Files that survive a power cut and are never written over. */

/**
 * Puts `bytes` at `path`: temporary file, fsync, link, fsync of the folder. Afterwards the file is there, whole, whatever happens to the machine.
 * The same bytes may be there already.
 *
 * @throws {Error} if other bytes are there: they stay.
 */
export async function putFile(path: string, bytes: Uint8Array, mode = 0o644): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    const file = await open(temporary, 'wx', mode).catch(async (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause
      await mkdir(dirname(path), { recursive: true })
      return open(temporary, 'wx', mode)
    })
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(temporary, path).catch(async (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST' || !(await readFile(path)).equals(bytes)) throw new Error(`${path} holds other bytes`, { cause })
    })
  } finally {
    await rm(temporary, { force: true })
  }
  await syncFolder(dirname(path))
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Runs `work` on each item, at most `width` at once; the first error wins and is thrown when all have ended. */
export async function eachOf<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const lanes = Array.from({ length: width }, async () => {
    for (const item of queue) await work(item)
  })
  for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason
}

const KEPT = 3

/**
 * A folder of files named by numbers of 16 digits, of which the highest counts. A writer that was paused for hours and then goes on can
 * add an older file but not make it count: what a compare-and-rename needs a lock for, the names do by themselves.
 */
export class HighestFile extends NewestFile {
  static override name(...numbers: readonly number[]): string {
    return numbers.map((number) => String(number).padStart(16, '0')).join('-')
  }

  /** @throws {Error} if this name holds other bytes. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await putFile(join(this.folder, name), bytes)
    for (const old of (await this.names()).slice(0, -KEPT)) await rm(join(this.folder, old), { force: true })
  }
}
