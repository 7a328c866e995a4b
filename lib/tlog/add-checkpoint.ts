/**
 * Asking for cosignatures: C2SP tlog-witness, what `add-checkpoint` is sent and answers.
 *
 *     old 20852014                                                        size of the tree that the witness cosigned last, or 0
 *     PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=                        consistency proof from there, at most 63 hashes
 *     …
 *                                                                         an empty line, then the checkpoint's note as it is
 *     example.com/behind-the-sofa
 *     …
 *
 * The answer is cosignature lines; or, with 409, the size that should have stood after `old`, as `20852014\n`. Nothing in a request proves
 * who sent it: the log's signature on the note is all that counts.
 */
import { sha256 } from '#sha256'
import { asHash, equalBytes, fromBase64, fromUtf8, type Hash, parseDecimal, toBase64, toHex, utf8 } from './bytes.ts'
import { VerificationError } from './error.ts'
import { MAX_NOTE_LENGTH, openNote, type VerifiedSignature, type Vkey } from './note.ts'

const MAX_PROOF_LINES = 63
/** Longest request that can be one: a note, 63 hashes of 45 characters, `old` and a number. */
export const MAX_REQUEST_LENGTH = MAX_NOTE_LENGTH + 45 * MAX_PROOF_LINES + 22
/** Content type of the answer with status 409. */
export const SIZE_TYPE = 'text/x.tlog.size'

export type AddCheckpoint = { readonly oldSize: number; readonly proof: readonly Hash[]; readonly checkpoint: Uint8Array }

/** @throws {VerificationError} `malformed` unless `printAddCheckpoint` gives these bytes back. Neither proof nor note has been verified. */
export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpoint {
  const text = fromUtf8(bytes)
  const end = text.indexOf('\n\n')
  const [old = '', ...hashes] = text.slice(0, end).split('\n')
  const request = {
    oldSize: parseDecimal(old.slice('old '.length)),
    proof: hashes.map((line) => asHash(fromBase64(line))),
    checkpoint: utf8(text.slice(end + 2)),
  }
  if (!equalBytes(printAddCheckpoint(request), bytes)) throw malformed('a request that would be printed otherwise')
  return request
}

/** @throws {VerificationError} `malformed` for more than 63 hashes. */
export function printAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): Uint8Array {
  if (proof.length > MAX_PROOF_LINES) throw malformed('a consistency proof has at most 63 hashes')
  return utf8(`old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${fromUtf8(checkpoint)}`)
}

/** The body of a 409: the size of the tree that the witness cosigned last. @throws {VerificationError} `malformed` */
export function parseSize(bytes: Uint8Array): number {
  const text = fromUtf8(bytes)
  if (!text.endsWith('\n')) throw malformed('a size ends with a newline')
  return parseDecimal(text.slice(0, -1))
}

/**
 * The lines of a witness's answer that are dated cosignatures of this checkpoint text by these keys. What is not is left out: a witness may
 * have keys that we do not know, and one bad line must not spoil the others. Of each key there is one, the first.
 */
export function openCosignatures(answer: Uint8Array, text: string, vkeys: readonly Vkey[]): VerifiedSignature[] {
  const dated = fromUtf8(answer)
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      try {
        return openNote(utf8(`${text}\n${line}\n`), vkeys).signatures.filter(({ timestamp = 0 }) => timestamp > 0)
      } catch (cause) {
        if (cause instanceof VerificationError) return []
        throw cause
      }
    })
  return dated.filter(({ vkey }, i) => dated.findIndex((other) => other.vkey === vkey) === i)
}

/** Where a witness keeps a log's latest checkpoint, below its monitoring prefix: `<hex SHA-256 of the origin>/checkpoint`. */
export function originHash(origin: string): string {
  return toHex(sha256(utf8(origin)))
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
