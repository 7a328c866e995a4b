/**
 * Bytes, and the few texts that stand for bytes: RFC 4648 base64 and base16, UTF-8, decimal sizes, big-endian integers.
 *
 *     base64   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=     section 4, padded, canonical
 *     hex      530d903a                                         lower case
 *     decimal  20852163                                         0 … 2^53−1, no leading zero, no sign
 *     u64      00 00 00 00 01 3e 2d c3                          the same number
 *
 * One value has one text: each parser prints what it parsed and compares, so that no two texts verify as one. Integers are numbers,
 * divided and never shifted, because `>>` truncates to 32 bits.
 */
import { VerificationError } from './error.ts'

declare const hash: unique symbol

/** 32 bytes that a SHA-256 made, or that claim to be what one made. */
export type Hash = Uint8Array & { readonly [hash]: true }

export const HASH_LENGTH = 32

/** @throws {VerificationError} `malformed` if there are not 32 of them. */
export function asHash(bytes: Uint8Array): Hash {
  if (bytes.length !== HASH_LENGTH) throw new VerificationError('malformed', `a hash has 32 bytes, not ${bytes.length}`)
  return bytes as Hash
}

/** All parts one after the other, copied. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

/** Not constant-time: nothing that is compared here is a secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Negative, zero or positive as `a` sorts before, with or after `b`, byte for byte; a prefix sorts first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Padded, of RFC 4648, section 4. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** @throws {VerificationError} `malformed` unless this is the one padded base64 text of some bytes. */
export function fromBase64(text: string): Uint8Array {
  let binary: string
  try {
    binary = atob(text)
  } catch (cause) {
    throw new VerificationError('malformed', 'not base64', { cause })
  }
  // `atob` forgives white space, missing padding and stray bits in the last character.
  if (btoa(binary) !== text) throw new VerificationError('malformed', 'base64 is not canonical')
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Two lower-case digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/** @throws {VerificationError} `malformed` unless these are pairs of lower-case digits. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new VerificationError('malformed', 'not lower-case hexadecimal')
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16))
}

const encoder = new TextEncoder()
// Without `ignoreBOM` a leading byte order mark would vanish, and the text would not print back to its bytes.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws {VerificationError} `malformed` if half a surrogate pair stands alone: no bytes would give that text back. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new VerificationError('malformed', 'text is not well-formed Unicode')
  return encoder.encode(text)
}

/** @throws {VerificationError} `malformed` if these bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new VerificationError('malformed', 'not UTF-8', { cause })
  }
}

/**
 * Reads a size, index or time. `Number` alone would take `0x10`, `1e3`, ` 7` and the empty text for numbers as well.
 *
 * @throws {VerificationError} `malformed` unless `text` is how an integer in 0 … 2^53−1 is printed.
 */
export function parseDecimal(text: string): number {
  const value = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new VerificationError('malformed', `not a decimal number up to 2^53−1: ${text.slice(0, 40)}`)
  return value
}

/**
 * Sizes, indexes and times that other people hand us as numbers; returns the number. `name` is for the message.
 *
 * @throws {VerificationError} `malformed` unless an integer in 0 … 2^53−1.
 */
export function checkInteger(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new VerificationError('malformed', `${name} is not an integer in 0 … 2^53−1`)
  return value
}

/** @throws {VerificationError} `malformed` if `value` is not an integer in 0 … 65535. */
export function u16(value: number): Uint8Array {
  if (checkInteger(value, 'u16') > 0xffff) throw new VerificationError('malformed', 'u16 is above 65535')
  return Uint8Array.of(Math.floor(value / 256), value % 256)
}

/** @throws {VerificationError} `malformed` if `value` is not an integer in 0 … 2^53−1. */
export function u64(value: number): Uint8Array {
  let rest = checkInteger(value, 'u64')
  const bytes = new Uint8Array(8)
  for (let i = 7; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/** The specifications count to 2^64 and we to 2^53−1. @throws {VerificationError} `malformed` if fewer than 8 bytes follow `offset` or they stand for more than 2^53−1. */
export function readU64(bytes: Uint8Array, offset = 0): number {
  const eight = bytes.subarray(offset, offset + 8)
  if (eight.length !== 8) throw new VerificationError('malformed', 'u64 is cut short')
  let value = 0
  for (const byte of eight) value = value * 256 + byte
  return checkInteger(value, 'u64')
}
