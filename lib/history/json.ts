/**
 * Reading JSON that is ours: RFC 8785 (JCS) text with known members and no others.
 *
 *     {"fresh":600,"skew":60,"v":1}          members sorted, no white space, integers only
 *
 * The readers here only give values their types. That nothing else stood there, in no other order and in no other spelling, shows
 * the comparison afterwards: what was read is printed again, and one byte of difference is `malformed`. An object is printed with its
 * members in the order of their names; with strings, integers, arrays and objects only, `JSON.stringify` then writes JCS.
 */
import { asHash, checkInteger, fromBase64, type Hash, toBase64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'

export type Members = Readonly<Record<string, unknown>>

/**
 * What `read` makes of a JSON text, if `print` gives the text back.
 *
 * @throws {VerificationError} `malformed` otherwise.
 */
export function parseJson<T>(text: string, read: (members: Members) => T, print: (value: T) => string): T {
  const value = read(asMembers(parsed(text)))
  if (print(value) !== text) throw malformed('JSON that would be printed otherwise')
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new VerificationError('malformed', 'not JSON', { cause })
  }
}

export function asMembers(value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('not an object')
  return value as Members
}

export function asText(value: unknown): string {
  if (typeof value !== 'string' || !value.isWellFormed()) throw malformed('not a text')
  return value
}

export function asInteger(value: unknown): number {
  if (typeof value !== 'number') throw malformed('not a number')
  return checkInteger(value, 'a number')
}

export function asBytes(value: unknown): Uint8Array {
  return fromBase64(asText(value))
}

export function asHashText(value: unknown): Hash {
  return asHash(asBytes(value))
}

export function asList<T>(value: unknown, read: (item: unknown) => T): T[] {
  if (!Array.isArray(value)) throw malformed('not a list')
  return value.map(read)
}

/** A member that may be absent: an object with it, to be spread, or without. */
export function optional<K extends string, T>(members: Members, key: K, read: (value: unknown) => T): { [k in K]?: T } {
  return members[key] === undefined ? {} : ({ [key]: read(members[key]) } as { [k in K]?: T })
}

export function printHashes(hashes: readonly Hash[]): string[] {
  return hashes.map(toBase64)
}

export function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
