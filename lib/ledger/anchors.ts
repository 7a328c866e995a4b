import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type AnchorName, INDEX_PAGE, parseAnchorName, printAnchorName, rank } from '#lib/timestamp/anchor-name.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'

const SETTLED_MS = 1000

/** The anchors of one log, for who reads them: files below `LOG_DIR/anchors`. No database knows them. */
export class AnchorFiles {
  readonly folder: string
  #listed: { readonly changed: number; readonly names: readonly AnchorName[] } | undefined

  constructor(logDir: string) {
    this.folder = join(logDir, 'anchors')
  }

  /** One a size and source, of which most is known, by size. */
  async list(): Promise<AnchorName[]> {
    return [...newestOf(await this.names()).values()]
  }

  /** The text of `GET /log/anchors`: the newest thousand, or of those below a size. */
  async index(before = Number.POSITIVE_INFINITY): Promise<string> {
    const names = (await this.list()).filter(({ size }) => size < before)
    const first = names.at(-INDEX_PAGE)?.size ?? 0
    return names
      .filter(({ size }) => size >= first)
      .map((name) => `${printAnchorName(name)}\n`)
      .join('')
  }

  /** The text of one; undefined where there is none. */
  async read(name: AnchorName): Promise<string | undefined> {
    return readFile(join(this.folder, printAnchorName(name))).then(fromUtf8, ifMissing)
  }

  /** Read anew when the folder has changed; one that changed just now may change again within the same tick of its clock. */
  protected async names(): Promise<readonly AnchorName[]> {
    const changed = await stat(this.folder).then(({ mtimeMs }) => mtimeMs, ifMissing)
    if (changed === undefined) return []
    if (this.#listed?.changed === changed) return this.#listed.names
    const names = (await readdir(this.folder)).flatMap((file) => nameOf(file) ?? []).sort(bySize)
    this.#listed = Date.now() - changed > SETTLED_MS ? { changed, names } : undefined
    return names
  }
}

function bySize(a: AnchorName, b: AnchorName): number {
  return a.size - b.size || (printAnchorName(a) < printAnchorName(b) ? -1 : 1)
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** Where an anchor is served, below the log's address, and kept, below its folder. */
export function anchorPath(name: AnchorName): string {
  return `anchors/${printAnchorName(name)}`
}

/** Anything else in the folder, such as a file that is being written, is no anchor. */
export function nameOf(file: string): AnchorName | undefined {
  try {
    return parseAnchorName(file)
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

/** Of each size and source the one of which most is known. */
export function newestOf(names: readonly AnchorName[]): Map<string, AnchorName> {
  const newest = new Map<string, AnchorName>()
  for (const name of names) {
    const key = `${name.size} ${name.source}`
    const known = newest.get(key)
    if (!known || rank(name) >= rank(known)) newest.set(key, name)
  }
  return newest
}
