/**
 * Time stamps by Bitcoin: OpenTimestamps proofs, the detached `.ots` file of python-opentimestamps 0.4.
 *
 *     00 "OpenTimestamps" 00 00 "Proof" 00 bf89e2e884e89294     magic
 *     01                                                        version
 *     08 a3e2…1bdf                                              what was hashed with SHA-256, and its digest
 *     f0 10 2e12050a…                                           append 16 bytes to it
 *     08                                                        SHA-256 of that
 *     ff 00 83dfe30d2ef90c8e 2d 2c https://alice.btc…           either: pending at a calendar, attestation with its payload
 *     08 00 0588960d73d71901 03 f7ef15                          or: SHA-256 once more is the Merkle root of Bitcoin's block 358391
 *
 * A proof is a tree of operations: `ff` says that another branch follows this one, `00` begins an attestation, which is a leaf. Nothing in
 * it is signed. That a pending one is ever kept, and that block 358391 has that Merkle root, it only claims; `bitcoin.ts` checks the
 * second. Attestations of other kinds (another chain, some notary) are kept, and say nothing to us.
 */
import { ripemd160, sha1 } from '@noble/hashes/legacy.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { checkInteger, concat, equalBytes, fromHex, fromUtf8, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'

/** An operation; append and prepend have an argument. */
export type Op = { readonly tag: number; readonly argument?: Uint8Array }
export type Attestation =
  | { readonly kind: 'pending'; readonly uri: string }
  | { readonly kind: 'bitcoin'; readonly height: number }
  | { readonly kind: 'unknown'; readonly tag: Uint8Array; readonly payload: Uint8Array }
export type Branch = { readonly attestation: Attestation } | { readonly op: Op; readonly next: Timestamp }
/** What is known of a message; there is at least one branch. */
export type Timestamp = { readonly message: Uint8Array; readonly branches: readonly Branch[] }
/** `hash` is the tag of the operation that made the digest, which is the first message. */
export type Proof = { readonly hash: number; readonly timestamp: Timestamp }

export const OP_SHA_256 = 0x08
export const MAX_PROOF_LENGTH = 64 * 1024
const MAX_DEPTH = 256
const MAX_MESSAGE = 4096
const MAX_PAYLOAD = 8192
const MAX_URI = 1000
const [APPEND, PREPEND, REVERSE, HEXLIFY] = [0xf0, 0xf1, 0xf2, 0xf3] as const
const [ATTESTATION, FORK] = [0x00, 0xff] as const
const DIGEST_LENGTHS: Readonly<Record<number, number>> = { 2: 20, 3: 20, [OP_SHA_256]: 32, 103: 32 }
const MAGIC = concat(utf8('\0OpenTimestamps\0\0Proof\0'), fromHex('bf89e2e884e89294'))
const VERSION = Uint8Array.of(1)
const [PENDING, BITCOIN] = [fromHex('83dfe30d2ef90c8e'), fromHex('0588960d73d71901')] as const

/** Reads an `.ots` file. @throws {VerificationError} `malformed` unless `printProof` gives these bytes back. */
export function parseProof(bytes: Uint8Array): Proof {
  const reader = new Reader(bytes)
  if (!equalBytes(reader.take(MAGIC.length), MAGIC)) throw malformed('not an OpenTimestamps proof')
  if (!equalBytes(reader.take(1), VERSION)) throw malformed('an OpenTimestamps proof of another version')
  const hash = reader.byte()
  const length = DIGEST_LENGTHS[hash]
  if (length === undefined) throw malformed('a digest of an unknown algorithm')
  const proof = { hash, timestamp: readTimestamp(reader, reader.take(length), 0) }
  if (!equalBytes(printProof(proof), bytes)) throw malformed('an OpenTimestamps proof that would be printed otherwise')
  return proof
}

export function printProof({ hash, timestamp }: Proof): Uint8Array {
  return concat(MAGIC, VERSION, Uint8Array.of(hash), timestamp.message, printTimestamp(timestamp))
}

/** Reads what a calendar answers: the branches of `message`. @throws {VerificationError} `malformed`. */
export function parseTimestamp(bytes: Uint8Array, message: Uint8Array): Timestamp {
  const timestamp = readTimestamp(new Reader(bytes), message, 0)
  if (!equalBytes(printTimestamp(timestamp), bytes)) throw malformed('a timestamp that would be printed otherwise')
  return timestamp
}

export function printTimestamp({ branches }: Timestamp): Uint8Array {
  return concat(...branches.flatMap((branch, i) => [...(i < branches.length - 1 ? [Uint8Array.of(FORK)] : []), printBranch(branch)]))
}

/** Each attestation with the message that it is about. */
export function attestationsOf({ message, branches }: Timestamp): { message: Uint8Array; attestation: Attestation }[] {
  return branches.flatMap((branch) => ('attestation' in branch ? [{ message, ...branch }] : attestationsOf(branch.next)))
}

/** The tree with everything that `found` knows of its message, wherever that message stands in it. */
export function mergeInto(tree: Timestamp, found: Timestamp): Timestamp {
  const branches = tree.branches.map((branch) => ('op' in branch ? { ...branch, next: mergeInto(branch.next, found) } : branch))
  if (!equalBytes(tree.message, found.message)) return { ...tree, branches }
  const known = new Set(branches.map((branch) => toHex(printBranch(branch))))
  return { ...tree, branches: [...branches, ...found.branches.filter((branch) => !known.has(toHex(printBranch(branch))))] }
}

/** What an operation makes of a message. @throws {VerificationError} `malformed` if the result is empty or has more than 4096 bytes. */
export function applyOp({ tag, argument = new Uint8Array() }: Op, message: Uint8Array): Uint8Array {
  const result = resultOf(tag, argument, message)
  if (result.length === 0 || result.length > MAX_MESSAGE) throw malformed('a message that is empty or too long')
  return result
}

function resultOf(tag: number, argument: Uint8Array, message: Uint8Array): Uint8Array {
  if (tag === APPEND) return concat(message, argument)
  if (tag === PREPEND) return concat(argument, message)
  if (tag === REVERSE) return message.toReversed()
  if (tag === HEXLIFY) return utf8(toHex(message))
  if (tag === OP_SHA_256) return sha256(message)
  if (tag === 0x02) return sha1(message)
  if (tag === 0x03) return ripemd160(message)
  if (tag === 0x67) return keccak_256(message)
  throw malformed('an unknown operation, after which nothing can be computed')
}

function readTimestamp(reader: Reader, message: Uint8Array, depth: number): Timestamp {
  if (depth > MAX_DEPTH) throw malformed('more than 256 operations in a row')
  const branches: Branch[] = []
  for (let tag = reader.byte(); ; tag = reader.byte()) {
    const more = tag === FORK
    branches.push(readBranch(reader, more ? reader.byte() : tag, message, depth))
    if (!more) return { message, branches }
  }
}

function readBranch(reader: Reader, tag: number, message: Uint8Array, depth: number): Branch {
  if (tag === ATTESTATION) return { attestation: readAttestation(reader.take(PENDING.length), reader.bytes(MAX_PAYLOAD)) }
  const op = tag === APPEND || tag === PREPEND ? { tag, argument: reader.bytes(MAX_MESSAGE) } : { tag }
  if (op.argument?.length === 0) throw malformed('an operation with an empty argument')
  return { op, next: readTimestamp(reader, applyOp(op, message), depth + 1) }
}

function readAttestation(tag: Uint8Array, payload: Uint8Array): Attestation {
  const reader = new Reader(payload)
  if (equalBytes(tag, PENDING)) {
    const uri = fromUtf8(reader.bytes(MAX_URI))
    if (!/^[a-zA-Z0-9._/:-]+$/.test(uri)) throw malformed('a calendar’s address with other characters than A–Z a–z 0–9 . _ / : -')
    return { kind: 'pending', uri }
  }
  return equalBytes(tag, BITCOIN) ? { kind: 'bitcoin', height: reader.number() } : { kind: 'unknown', tag, payload }
}

function printBranch(branch: Branch): Uint8Array {
  if ('op' in branch) {
    const { tag, argument } = branch.op
    return concat(Uint8Array.of(tag), argument ? lengthAnd(argument) : new Uint8Array(), printTimestamp(branch.next))
  }
  const { attestation } = branch
  const [tag, payload] =
    attestation.kind === 'pending'
      ? [PENDING, lengthAnd(utf8(attestation.uri))]
      : attestation.kind === 'bitcoin'
        ? [BITCOIN, printNumber(attestation.height)]
        : [attestation.tag, attestation.payload]
  return concat(Uint8Array.of(ATTESTATION), tag, lengthAnd(payload))
}

function lengthAnd(bytes: Uint8Array): Uint8Array {
  return concat(printNumber(bytes.length), bytes)
}

/** Seven bits a byte, the lowest first; all but the last with the eighth bit. */
function printNumber(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = checkInteger(value, 'a number'); ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.of(...bytes, rest)
    bytes.push(128 + (rest % 128))
  }
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    if (bytes.length > MAX_PROOF_LENGTH) throw malformed('an OpenTimestamps proof of more than 64 KiB')
    this.#bytes = bytes
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + length)
    if (taken.length !== length) throw malformed('an OpenTimestamps proof that is cut short')
    this.#at += length
    return taken
  }

  byte(): number {
    return this.take(1)[0] ?? 0
  }

  number(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte()
      value = checkInteger(value + (byte % 128) * factor, 'a number')
      if (byte < 128) return value
    }
  }

  bytes(longest: number): Uint8Array {
    const length = this.number()
    if (length > longest) throw malformed(`more than ${longest} bytes`)
    return this.take(length)
  }
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
