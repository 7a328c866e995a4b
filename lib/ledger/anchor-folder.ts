import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { putFile } from '#lib/durable.ts'
import { type Anchor, printAnchor } from '#lib/timestamp/anchor.ts'
import { type AnchorName, printAnchorName, sourceOf } from '#lib/timestamp/anchor-name.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { AnchorFiles, newestOf } from './anchors.ts'

/** The anchors of one log, for who writes them: each file once. */
export class AnchorFolder extends AnchorFiles {
  /** Afterwards the anchor is on the disk, whatever happens to the machine. What was known before stays until `tidy`. */
  async put(name: Pick<AnchorName, 'size' | 'state'>, anchor: Anchor): Promise<void> {
    const { kind, url } = anchor
    await putFile(join(this.folder, printAnchorName({ ...name, kind, source: sourceOf(kind, url) })), utf8(printAnchor(anchor)))
  }

  /** The largest size that a source has stamped, and when its file was written, in milliseconds. */
  async newestBy(source: string): Promise<{ readonly size: number; readonly at: number } | undefined> {
    const ofSource = (await this.names()).filter((name) => name.source === source)
    const size = ofSource.at(-1)?.size
    if (size === undefined) return undefined
    // The first file of a size is the time stamp; what was learnt of it since came later.
    const files = ofSource.filter((name) => name.size === size)
    const times = await Promise.all(files.map((name) => stat(join(this.folder, printAnchorName(name))).then(({ mtimeMs }) => mtimeMs)))
    return { size, at: Math.min(...times) }
  }

  /** Removes what a later file has replaced, but for the newest size of each source: when that was stamped, `newestBy` has to know. */
  async tidy(): Promise<void> {
    const names = await this.names()
    const kept = new Set(newestOf(names).values())
    const newest = new Map(names.map(({ source, size }) => [source, size]))
    for (const name of names)
      if (!kept.has(name) && newest.get(name.source) !== name.size) await rm(join(this.folder, printAnchorName(name)), { force: true })
  }
}
