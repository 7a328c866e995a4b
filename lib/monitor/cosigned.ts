import { join } from 'node:path'
import { HighestFile } from '#lib/durable.ts'
import { originHash } from '#lib/tlog/add-checkpoint.ts'
import type { Hash } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { openNote, type VerifiedSignature, type Vkey } from '#lib/tlog/note.ts'

/** A log that is witnessed, and the keys of which any one may sign for it. */
export type WatchedLog = { readonly origin: string; readonly vkeys: readonly Vkey[] }

/** A checkpoint that we have cosigned: the note, with the log's verified lines and ours. */
export type Cosigned = {
  readonly note: Uint8Array
  readonly text: string
  readonly size: number
  readonly root: Hash
  /** Seconds; the later of our two lines. */
  readonly timestamp: number
  /** Counts the texts of one size and one second, which differ in their extension lines. */
  readonly revision: number
  readonly own: readonly VerifiedSignature[]
}

/** The checkpoint of one log that was cosigned last, in files named by size and time, of which the highest counts. */
export class CosignedFile {
  readonly #files: HighestFile
  readonly #log: WatchedLog
  readonly #own: readonly Vkey[]

  constructor(folder: string, log: WatchedLog, own: readonly Vkey[]) {
    this.#files = new HighestFile(join(folder, originHash(log.origin)))
    this.#log = log
    this.#own = own
  }

  /** @throws {Error} if the file is damaged or not ours. To begin anew instead would be to sign whatever the log shows next. */
  async read(): Promise<Cosigned | undefined> {
    const newest = await this.#files.newest()
    if (!newest) return undefined
    try {
      return { ...this.#open(newest.bytes), revision: Number(newest.name.split('-')[2] ?? 0) }
    } catch (cause) {
      const file = join(this.#files.folder, newest.name)
      throw new Error(`${file} is damaged, or was signed with other keys. Restore it; a witness that forgets can be made to sign a fork.`, {
        cause,
      })
    }
  }

  /** Afterwards it is on the disk in the place of `last`, whatever happens to the machine. */
  async write(cosigned: Omit<Cosigned, 'revision'>, last: Cosigned | undefined): Promise<Cosigned> {
    const { size, timestamp, note } = cosigned
    const revision = last?.size === size && last.timestamp === timestamp ? last.revision + 1 : 0
    await this.#files.put(HighestFile.name(size, timestamp, revision), note)
    return { ...cosigned, revision }
  }

  /** That both our keys have signed it is enough: the log's own line was verified then, and its key may have changed since. */
  #open(note: Uint8Array): Omit<Cosigned, 'revision'> {
    const { text, signatures } = openNote(note, [...this.#log.vkeys, ...this.#own])
    const { size, root } = parseCheckpoint(text)
    const own = this.#own.flatMap((key) => signatures.find(({ vkey }) => vkey === key) ?? [])
    if (own.length !== this.#own.length) throw new Error('a signature is missing')
    return { note, text, size, root, own, timestamp: Math.max(...own.map(({ timestamp = 0 }) => timestamp)) }
  }
}
