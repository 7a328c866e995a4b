/**
 * Signed notes and the keys that verify them: C2SP signed-note.
 *
 *     This is an example message.
 *
 *     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
 *
 * is text, an empty line, then lines of em dash, key name and base64 of key ID[4] || signature. It is verified by the vkey
 *
 *     example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
 *
 * which is key name, hex of SHA-256(name || "\n" || type || public key)[0:4], base64 of type[1] || public key. The text may hold anything;
 * until a known key's signature verifies it says nothing. Of many lines those of unknown keys are passed over, not errors.
 */

import { signEd25519 } from '#ed25519-sign'
import { ML_DSA_44_PUBLIC_KEY_LENGTH } from '#mldsa44'
import { sha256 } from '#sha256'
import { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts'
import { hasControlCharacter } from './checkpoint.ts'
import { COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44, verifyCosignature } from './cosignature.ts'
import { checkEd25519PublicKey, ed25519PublicKey, verifyEd25519 } from './ed25519.ts'
import { VerificationError } from './error.ts'

/** Ed25519 over the note text. */
export const NOTE_ED25519 = 0x01

export type SignatureType = typeof NOTE_ED25519 | typeof COSIGNATURE_ED25519 | typeof COSIGNATURE_ML_DSA_44

/** Longest note and most signature lines that we read; the specification asks for at least 16 lines. */
export const MAX_NOTE_LENGTH = 64 * 1024
export const MAX_SIGNATURES = 32

/** A public key with the name it signs under. Name and key ID together say which key made a line. */
export type Vkey = { name: string; keyId: string; type: SignatureType; publicKey: Uint8Array }

/** One signature line; nobody has verified it. */
export type SignatureLine = { name: string; keyId: string; signature: Uint8Array }

export type Note = { text: string; signatures: readonly SignatureLine[] }

/** A line that verified. Cosignatures have a timestamp, in seconds: the word of who signed. */
export type VerifiedSignature = { vkey: Vkey; timestamp?: number; line: SignatureLine }

export type OpenedNote = { text: string; signatures: readonly VerifiedSignature[]; ignored: readonly SignatureLine[] }

/** Something that can sign a note text: what follows the key ID in its line. */
export type Signer = { vkey: Vkey; sign: (text: string) => Uint8Array }

/** 8 hexadecimal digits. */
export function keyId(name: string, type: number, publicKey: Uint8Array): string {
  return toHex(sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).subarray(0, 4))
}

/** @throws {VerificationError} `malformed` if nobody can have such a key name or public key. */
export function makeVkey(name: string, type: SignatureType, publicKey: Uint8Array): Vkey {
  checkName(name)
  if (type === COSIGNATURE_ML_DSA_44) {
    if (publicKey.length !== ML_DSA_44_PUBLIC_KEY_LENGTH) throw malformed('an ML-DSA-44 public key has 1312 bytes')
  } else {
    checkEd25519PublicKey(publicKey)
  }
  return { name, keyId: keyId(name, type, publicKey), type, publicKey }
}

/**
 * Reads a verifier key of type 0x01, 0x04 or 0x06.
 *
 * @throws {VerificationError} `malformed` if it is of another type, its key ID is not its own, or it would be printed otherwise.
 */
export function parseVkey(text: string): Vkey {
  const [name = '', , ...material] = text.split('+')
  const [type, ...publicKey] = fromBase64(material.join('+'))
  if (type !== NOTE_ED25519 && type !== COSIGNATURE_ED25519 && type !== COSIGNATURE_ML_DSA_44) throw malformed('a vkey of an unknown type')
  const vkey = makeVkey(name, type, Uint8Array.from(publicKey))
  if (printVkey(vkey) !== text) throw malformed('a vkey that would be printed otherwise')
  return vkey
}

export function printVkey({ name, keyId, type, publicKey }: Vkey): string {
  return `${name}+${keyId}+${toBase64(concat(Uint8Array.of(type), publicKey))}`
}

/**
 * Reads a note without believing it: for who relays or stores one. Everybody else wants `openNote`.
 *
 * @throws {VerificationError} `malformed` unless `printNote` gives these bytes back, or if it exceeds what we read.
 */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_LENGTH) throw malformed('a note of more than 64 KiB')
  const whole = fromUtf8(bytes)
  const end = whole.lastIndexOf('\n\n') + 1
  const lines = whole
    .slice(end + 1)
    .split('\n')
    .slice(0, -1)
  if (lines.length > MAX_SIGNATURES) throw malformed('a note with more than 32 signatures')
  const note = { text: whole.slice(0, end), signatures: lines.map(parseSignatureLine) }
  if (!equalBytes(printNote(note), bytes)) throw malformed('a note that would be printed otherwise')
  return note
}

/** @throws {VerificationError} `malformed` if the text cannot stand in a note, or there is no signature. */
export function printNote({ text, signatures }: Note): Uint8Array {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length === 0 || lines.some(hasControlCharacter)) throw malformed('a note text is lines of printable text')
  if (signatures.length === 0) throw malformed('a note without signatures')
  return utf8(`${text}\n${signatures.map(printSignatureLine).join('')}`)
}

/**
 * Verifies every line of a note that one of these keys claims to have made, and returns the text that they signed.
 *
 * That *some* key of yours signed is all this says: which ones a text of this kind needs, see `policy.ts`. A key that signed twice is
 * listed twice.
 *
 * @throws {VerificationError} `malformed`; `bad-signature` if a line of one of these keys does not verify; `unknown-log` if there is none.
 */
export function openNote(bytes: Uint8Array, vkeys: readonly Vkey[]): OpenedNote {
  const { text, signatures } = parseNote(bytes)
  const verified: VerifiedSignature[] = []
  const ignored: SignatureLine[] = []
  for (const line of signatures) {
    const vkey = vkeys.find(({ name, keyId }) => name === line.name && keyId === line.keyId)
    if (vkey === undefined) ignored.push(line)
    else verified.push(verifyLine(vkey, text, line))
  }
  if (verified.length === 0) throw new VerificationError('unknown-log', 'no known key signed this note')
  return { text, signatures: verified, ignored }
}

/** The note of a text with a line from each signer, in this order. @throws {VerificationError} `malformed` if `text` cannot stand in a note. */
export function signNote(text: string, signers: readonly Signer[]): Uint8Array {
  return printNote({ text, signatures: signers.map((signer) => signatureLine(signer, text)) })
}

export function signatureLine({ vkey: { name, keyId }, sign }: Signer, text: string): SignatureLine {
  return { name, keyId, signature: sign(text) }
}

/** Signs note texts by Ed25519, type 0x01; `secretKey` is 32 random bytes. */
export function ed25519Signer(name: string, secretKey: Uint8Array): Signer {
  return { vkey: makeVkey(name, NOTE_ED25519, ed25519PublicKey(secretKey)), sign: (text) => signEd25519(secretKey, utf8(text)) }
}

/** A line of no key at all, of 76 random bytes, so that no client learns to choke on a key that it does not know. */
export function greaseLine(random: Uint8Array): SignatureLine {
  if (random.length !== 76) throw malformed('a grease line is 76 random bytes')
  return { name: `grease.invalid/${toHex(random.subarray(0, 4))}`, keyId: toHex(random.subarray(4, 8)), signature: random.subarray(8) }
}

function verifyLine(vkey: Vkey, text: string, line: SignatureLine): VerifiedSignature {
  const { name, type, publicKey } = vkey
  if (type !== NOTE_ED25519) return { vkey, timestamp: verifyCosignature({ name, type, publicKey }, text, line.signature), line }
  verifyEd25519(publicKey, utf8(text), line.signature)
  return { vkey, line }
}

/** Takes the line apart; that it was one, shows printing the note again. */
function parseSignatureLine(line: string): SignatureLine {
  const [, name = '', base64 = ''] = line.split(' ')
  const bytes = fromBase64(base64)
  if (bytes.length < 5) throw malformed('a signature line holds a key ID and a signature')
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

function printSignatureLine({ name, keyId, signature }: SignatureLine): string {
  checkName(name)
  return `— ${name} ${toBase64(concat(fromHex(keyId), signature))}\n`
}

function checkName(name: string): void {
  if (!/^[^\p{White_Space}+]+$/u.test(name) || hasControlCharacter(name)) throw malformed('a key name is empty or has a space or plus')
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
