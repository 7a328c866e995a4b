import { asBytes, type Members, parseJson } from '#lib/history/json.ts'
import { fromUtf8, toBase64, utf8 } from '#lib/tlog/bytes.ts'

/** What the `extra` of an entry's tlog-proof holds: docs/protocol.md, section 8. Event and nonce give the commitment that the log has. */
export type EntryExtra = { readonly event: Uint8Array; readonly nonce: Uint8Array }

export function extraOf(entry: EntryExtra): Uint8Array {
  return utf8(print(entry))
}

/** @throws {VerificationError} `malformed` unless `extraOf` gives these bytes back. */
export function parseExtra(bytes: Uint8Array): EntryExtra {
  return parseJson(fromUtf8(bytes), read, print)
}

function print({ event, nonce }: EntryExtra): string {
  return JSON.stringify({ event: toBase64(event), nonce: toBase64(nonce) })
}

function read(members: Members): EntryExtra {
  return { event: asBytes(members.event), nonce: asBytes(members.nonce) }
}
