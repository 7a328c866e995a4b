import { ask } from '#lib/ask.ts'
import { LABEL_AND_BLIND, labelsPath } from '#lib/history/labels.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { MAX_NOTE_LENGTH } from '#lib/tlog/note.ts'
import { entriesPath, newTiles, parseBundle, TILE_WIDTH } from '#lib/tlog/tile.ts'

export type LogSource = {
  /** Where `/log` is, such as `https://gateway.sightline.example/log`. */
  readonly logUrl: string
  /** Where `/audit` is. */
  readonly auditUrl: string
  /** A bearer token for `/audit`. */
  readonly token: () => Promise<string>
}

export type LabelledEntry = { readonly index: number; readonly entry: Uint8Array; readonly label: Uint8Array }

const TIMEOUT_MS = 30_000
/** Bundles that are fetched ahead of the one that is replayed. */
const AHEAD = 8
/** A bundle has 256 entries of at most 2 + 65,535 bytes; ours have 83. */
const LONGEST = TILE_WIDTH * 1024

/** What the log publishes as its newest checkpoint: a note that nobody has verified. @throws {Error} if it cannot be reached. */
export function fetchCheckpoint({ logUrl }: LogSource): Promise<Uint8Array> {
  return fetchFile(`${logUrl}/checkpoint`, MAX_NOTE_LENGTH)
}

/**
 * Entries `from` … `to − 1` with label and blind, in order, a bundle at a time, from the files of a tree of `to` entries.
 *
 * @throws {VerificationError} `malformed` for files of another form or length; {Error} if one cannot be reached, which accuses nobody.
 */
export async function* labelledBundles(source: LogSource, from: number, to: number): AsyncGenerator<readonly LabelledEntry[]> {
  const bundles = newTiles(from, to).filter(({ level }) => level === 0)
  const fetched: Promise<LabelledEntry[]>[] = []
  let next = 0
  for (const _ of bundles) {
    for (; next < bundles.length && fetched.length < AHEAD; next++) {
      const bundle = fetchBundle(source, bundles[next] ?? { index: 0, width: 1 })
      bundle.catch(() => {}) // it is waited for in its turn
      fetched.push(bundle)
    }
    const bundle = (await fetched.shift()) ?? []
    yield bundle.filter(({ index }) => index >= from)
  }
}

async function fetchBundle(source: LogSource, { index, width }: { index: number; width: number }): Promise<LabelledEntry[]> {
  const { logUrl, auditUrl, token } = source
  const headers = { authorization: `Bearer ${await token()}` }
  const [bundle, labels] = await Promise.all([
    partial(width, (wide) => fetchFile(`${logUrl}/${entriesPath({ index, width: wide })}`, LONGEST)),
    partial(width, (wide) => fetchFile(`${auditUrl}/${labelsPath({ index, width: wide })}`, LONGEST, headers)),
  ])
  const entries = parseBundle(bundle)
  if (entries.length < width || labels.length < width * LABEL_AND_BLIND)
    throw new VerificationError('malformed', `entry ${index * TILE_WIDTH}: its bundle or that of its labels is too short`)
  return entries.slice(0, width).map((entry, i) => ({
    index: index * TILE_WIDTH + i,
    entry,
    label: labels.subarray(i * LABEL_AND_BLIND, (i + 1) * LABEL_AND_BLIND),
  }))
}

/** A log may delete a partial bundle once the full one is there (tlog-tiles). */
function partial(width: number, fetchWidth: (width: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  return fetchWidth(width).catch((cause: unknown) => {
    if (width === TILE_WIDTH) throw cause
    return fetchWidth(TILE_WIDTH).catch(() => {
      throw cause
    })
  })
}

async function fetchFile(url: string, longest: number, headers: Record<string, string> = {}): Promise<Uint8Array> {
  const { status, bytes } = await ask(url, { longest, timeoutMs: TIMEOUT_MS }, { headers })
  if (status !== 200) throw new Error(`${url} answers ${status}`)
  return bytes
}
