import { COSIGNATURE_ED25519 } from '#lib/tlog/cosignature.ts'
import { parseVkey } from '#lib/tlog/note.ts'
import type { WatchedLog } from './cosigned.ts'

/**
 * Logs from the text of their keys, in whatever order; keys of one origin are one log's, and any one of them may sign for it. A log signs
 * under its origin, as the specification has it; where one does not, the origin stands before the key:
 *
 *     go.sum database tree sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8
 *
 * @throws {VerificationError} `malformed` for what is no key; {Error} for a witness's key.
 */
export function watchedLogs(texts: readonly string[]): WatchedLog[] {
  const keys = texts.map((text) => {
    const end = text.lastIndexOf(' ')
    const vkey = parseVkey(text.slice(end + 1))
    if (vkey.type === COSIGNATURE_ED25519) throw new Error(`${text} is the key of a witness, not of a log.`)
    return { origin: end < 0 ? vkey.name : text.slice(0, end), vkey }
  })
  const origins = [...new Set(keys.map(({ origin }) => origin))]
  return origins.map((origin) => ({ origin, vkeys: keys.filter((key) => key.origin === origin).map(({ vkey }) => vkey) }))
}
