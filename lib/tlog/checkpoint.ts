/**
 * Checkpoints: C2SP tlog-checkpoint, the note text that says what a log held at one size.
 *
 *     example.com/behind-the-sofa                          origin
 *     20852163                                             size
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=         root hash
 *
 * Further lines are extensions, which some logs have (Rekor: `Timestamp: 1688058656037355364`) and which nobody can audit. Ours has none
 * and whoever accepts a checkpoint of ours checks that. The text is worth nothing without the signatures of its note.
 */
import { asHash, checkInteger, fromBase64, type Hash, parseDecimal, toBase64 } from './bytes.ts'
import { VerificationError } from './error.ts'

export type Checkpoint = {
  origin: string
  size: number
  root: Hash
  extensions: readonly string[]
}

/** Reads a note text. @throws {VerificationError} `malformed` unless `printCheckpoint` gives it back. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const checkpoint = { origin, size: parseDecimal(size), root: asHash(fromBase64(root)), extensions: rest.slice(0, -1) }
  if (printCheckpoint(checkpoint) !== text) throw malformed('a checkpoint that would be printed otherwise')
  return checkpoint
}

/** The note text, with its last newline. @throws {VerificationError} `malformed` if a line is empty or is more than one line. */
export function printCheckpoint({ origin, size, root, extensions = [] }: Omit<Checkpoint, 'extensions'> & Partial<Checkpoint>): string {
  const lines = [origin, String(checkInteger(size, 'size')), toBase64(asHash(root)), ...extensions]
  if (lines.some((line) => line === '' || hasControlCharacter(line)))
    throw malformed('a checkpoint line is empty or has a control character')
  return `${lines.join('\n')}\n`
}

/** Below U+0020, newline among them. */
export function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true
  return false
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
