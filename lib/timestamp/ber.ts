/**
 * Reading ASN.1: X.690, as much of it as certificates and time-stamp tokens need.
 *
 *     30 06                  SEQUENCE of 6 bytes
 *        02 01 03            INTEGER 3
 *        04 01 ff            OCTET STRING ff
 *
 * Tokens come from strangers: every length has to fit into what holds it, nothing is nested deeper than tokens are, and nothing follows.
 * CMS (RFC 5652) may be BER, and some authorities send lengths that are indefinite, so DER is not asked for: what is signed is signed over
 * its bytes, and those are kept. A structure is read field by field, in its specification's order, with `Fields`, and has to end with its
 * last field.
 */
import { concat } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'

/** Identifier octets: class, constructed bit and number in one byte. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

export type Element = {
  readonly tag: number
  /** The element as it came, and what is in it. */
  readonly bytes: Uint8Array
  readonly content: Uint8Array
  /** Of a constructed element. */
  readonly children: readonly Element[]
}

const MAX_DEPTH = 32
const CONSTRUCTED = 0x20
const INDEFINITE = 0x80
const LONGEST_TIME = 26

/** `[n]`, constructed: what a specification writes as `[0] EXPLICIT` or, of a structure, `[0] IMPLICIT`. */
export function context(n: number): number {
  return 0xa0 + n
}

/** @throws {VerificationError} `malformed` unless these bytes are one element, of at most 32 levels. */
export function parseBer(bytes: Uint8Array): Element {
  const { element, end } = readElement(bytes, 0, bytes.length, 0)
  if (end !== bytes.length) throw malformed('bytes follow the ASN.1 element')
  return element
}

/** The fields of a structure, each taken in its turn. */
export class Fields {
  readonly #fields: readonly Element[]
  #at = 0

  /** @throws {VerificationError} `malformed` unless it is of this tag. */
  constructor(structure: Element, tag: number = TAG.sequence) {
    if (structure.tag !== tag) throw malformed('another structure than was expected')
    this.#fields = structure.children
  }

  any(): Element {
    const field = this.#fields[this.#at]
    if (!field) throw malformed('a field is missing')
    this.#at += 1
    return field
  }

  take(tag: number): Element {
    return this.optional(tag) ?? fail('another field than was expected')
  }

  optional(tag: number): Element | undefined {
    return this.#fields[this.#at]?.tag === tag ? this.any() : undefined
  }

  end(): void {
    if (this.#at !== this.#fields.length) throw malformed('a structure that goes on')
  }
}

/** `1.2.840.113549.1.7.2`. */
export function oidOf({ tag, content }: Element): string {
  if (tag !== TAG.oid || content.length === 0 || (content.at(-1) ?? 0) >= 0x80) throw malformed('not an object identifier')
  const numbers: number[] = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte % 128)
    if (!Number.isSafeInteger(value)) throw malformed('an object identifier that is too large')
    if (byte >= 0x80) continue
    numbers.push(value)
    value = 0
  }
  const [first = 0, ...rest] = numbers
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - 40 * root, ...rest].join('.')
}

/** The algorithm of an AlgorithmIdentifier, and its parameters. */
export function algorithmOf(element: Element): { readonly oid: string; readonly parameters: Element | undefined } {
  const fields = new Fields(element)
  const oid = oidOf(fields.take(TAG.oid))
  const parameters = element.children.length > 1 ? fields.any() : undefined
  fields.end()
  return { oid, parameters }
}

/** An integer from 0 to 2^31, as versions, status and lengths are; what it is tagged with says who asks. */
export function smallInteger({ content }: Element): number {
  if (content.length > 4 || (content[0] ?? INDEFINITE) >= 0x80) throw malformed('not a small integer')
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

/** The bytes of an OCTET STRING; in BER it may come in pieces. */
export function octetsOf({ tag, content, children }: Element): Uint8Array {
  if (tag === TAG.octetString) return content
  if (tag !== TAG.octetString + CONSTRUCTED) throw malformed('not an octet string')
  return concat(...children.map(octetsOf))
}

/** The bytes of a BIT STRING that is whole bytes. */
export function bitsOf({ tag, content }: Element): Uint8Array {
  if (tag !== TAG.bitString || content[0] !== 0) throw malformed('not a bit string of whole bytes')
  return content.subarray(1)
}

/** Milliseconds of a UTCTime or a GeneralizedTime in UTC, with or without a fraction. @throws {VerificationError} `malformed`. */
export function timeOf({ tag, content }: Element): number {
  const text = String.fromCharCode(...content.subarray(0, LONGEST_TIME))
  const [, digits = '', fraction = ''] = /^([0-9]+)(?:\.([0-9]{1,9}))?Z$/.exec(text) ?? []
  const short = tag === TAG.utcTime && digits.length === 12 && fraction === ''
  // RFC 5280, section 4.1.2.5.1: two digits of a year are those of 1950 to 2049.
  const full = short ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits}` : digits
  if (!short && (tag !== TAG.generalizedTime || digits.length !== 14)) throw malformed('not a time in UTC')
  const iso = full.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6.000Z')
  const time = Date.parse(iso)
  if (Number.isNaN(time) || new Date(time).toISOString() !== iso) throw malformed('a time that does not exist')
  return time + Number(`0.${fraction || 0}`) * 1000
}

function readElement(bytes: Uint8Array, offset: number, limit: number, depth: number): { element: Element; end: number } {
  if (depth > MAX_DEPTH) throw malformed('ASN.1 nested too deep')
  const tag = byteAt(bytes, offset, limit)
  if (tag % 32 === 31) throw malformed('an ASN.1 tag above 30')
  const constructed = Math.floor(tag / CONSTRUCTED) % 2 === 1
  const first = byteAt(bytes, offset + 1, limit)
  const children: Element[] = []
  const more = (at: number, end: number) => {
    const child = readElement(bytes, at, end, depth + 1)
    children.push(child.element)
    return child.end
  }
  let [start, at] = [offset + 2, offset + 2]
  if (first === INDEFINITE && constructed) {
    while (byteAt(bytes, at, limit) !== 0) at = more(at, limit)
    if (byteAt(bytes, at + 1, limit) !== 0) throw malformed('an ASN.1 end that is none')
    return { element: { tag, bytes: bytes.subarray(offset, at + 2), content: bytes.subarray(start, at), children }, end: at + 2 }
  }
  const length = definite(bytes, offset + 1, limit)
  start = length.start
  if (constructed) for (at = start; at < length.end; ) at = more(at, length.end)
  return {
    element: { tag, bytes: bytes.subarray(offset, length.end), content: bytes.subarray(start, length.end), children },
    end: length.end,
  }
}

function definite(bytes: Uint8Array, offset: number, limit: number): { start: number; end: number } {
  const first = byteAt(bytes, offset, limit)
  const more = first < INDEFINITE ? 0 : first - INDEFINITE
  if (first === INDEFINITE || more > 4) throw malformed('an ASN.1 length that nobody needs')
  let length = more === 0 ? first : 0
  for (let i = 1; i <= more; i++) length = length * 256 + byteAt(bytes, offset + i, limit)
  const start = offset + 1 + more
  if (start + length > limit) throw malformed('ASN.1 is cut short')
  return { start, end: start + length }
}

function byteAt(bytes: Uint8Array, offset: number, limit: number): number {
  const byte = offset < limit ? bytes[offset] : undefined
  return byte ?? fail('ASN.1 is cut short')
}

function fail(message: string): never {
  throw malformed(message)
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
