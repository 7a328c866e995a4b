import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = /^[0-9]{16}(?:-[0-9]{16}){0,2}$/

/** A folder of files named by numbers of 16 digits, of which the highest counts: for who only reads it. `HighestFile` of durable.ts writes it. */
export class NewestFile {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** The newest file, absent when there is none. */
  async newest(): Promise<{ name: string; bytes: Buffer } | undefined> {
    const name = (await this.names()).at(-1)
    return name === undefined ? undefined : { name, bytes: await readFile(join(this.folder, name)) }
  }

  /** From the lowest to the highest. */
  protected async names(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    return names.filter((name) => NAME.test(name)).sort()
  }
}
