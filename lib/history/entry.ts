/**
 * The bytes of docs/protocol.md, sections 1 to 3: what is committed to, and what stands in the two kinds of tree.
 *
 *     access entry   01 || commitment                                                33 bytes, in the log
 *     map entry      02 || u64 epoch || u64 covers || map root || VRF public key     81 bytes, in the log
 *     release entry  03 || H(manifest)                                               33 bytes, in the log
 *     history entry  11 || commitment || u64 log index                               41 bytes, in one patient's history
 *
 * The map entry of a log's first tree, with a VRF key of 32 bytes `9d…`:
 *
 *     02 0000000000000001 0000000000000000 0000…0000 9d61…
 *
 * Everything here is a pure function of its arguments. The nonces are secrets of the one whose event it is: whoever holds an event and
 * its nonce can show to anyone that the log contains it, and whoever lacks the nonce learns nothing from the commitment, not even by guessing.
 */
import { asHash, concat, HASH_LENGTH, type Hash, readU64, u16, u64, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'

/** Who the history is about: a `system` of the trust file and a value in its canonical form. */
export type Identifier = { readonly system: string; readonly value: string }

export type MapEntry = { readonly epoch: number; readonly covers: number; readonly mapRoot: Hash; readonly vrfKey: Hash }

export type LogEntry =
  | { readonly type: 'access'; readonly commitment: Hash }
  | ({ readonly type: 'map' } & MapEntry)
  | { readonly type: 'release'; readonly manifest: Hash }

const EVENT = utf8('sightline/event/v1\n')
const CONCEALED = utf8('sightline/concealed/v1\n')
const SOURCE = utf8('sightline/source/v1\n')
const NETWORK = utf8('sightline/network/v1\n')
const LABEL = utf8('sightline/label/v1\n')

/** The commitment to an event (section 1). `eventBytes` are hashed as they are: that they are canonical, who parses them checks. */
export function commitEvent(nonce: Uint8Array, eventBytes: Uint8Array): Hash {
  return keyedDigest(nonce, EVENT, eventBytes)
}

/** The value of an event's `concealed` member (section 1): it can be opened later, or never, and the event proves all the same. */
export function commitConcealed(nonce: Uint8Array, concealedBytes: Uint8Array): Hash {
  return keyedDigest(nonce, CONCEALED, concealedBytes)
}

/** The value of an event's `sourceDigest` member (section 1): binds the submitted resource, which is not kept. */
export function commitSource(nonce: Uint8Array, resourceBytes: Uint8Array): Hash {
  return keyedDigest(nonce, SOURCE, resourceBytes)
}

/** The digest of network addresses that stands in the concealed bytes: keyed by the source nonce, which patients never get. */
export function commitNetwork(sourceNonce: Uint8Array, networkBytes: Uint8Array): Hash {
  return keyedDigest(sourceNonce, NETWORK, networkBytes)
}

/**
 * HMAC-SHA-256 (RFC 2104) of context and bytes. HMAC pads a short key with zeros and hashes a long one, so that several keys give one
 * value: with exactly 32 bytes there is one. Made of two plain hashes, which is six times as fast in Node as its own HMAC.
 *
 * @throws {VerificationError} `malformed` if the nonce has another length.
 */
function keyedDigest(nonce: Uint8Array, context: Uint8Array, bytes: Uint8Array): Hash {
  if (nonce.length !== 32) throw new VerificationError('malformed', 'a nonce is not 32 bytes long')
  const length = BLOCK + context.length + bytes.length
  // Thousands of buffers a page cost more than the hashes, so there is one, which grows.
  if (inner.length < length) inner = new Uint8Array(2 * length)
  pad(inner, nonce, 0x36)
  inner.set(context, BLOCK)
  inner.set(bytes, BLOCK + context.length)
  pad(outer, nonce, 0x5c)
  outer.set(sha256(inner.subarray(0, length)), BLOCK)
  return asHash(sha256(outer))
}

const BLOCK = 64
const outer = new Uint8Array(BLOCK + 32)
let inner = new Uint8Array(4096)

function pad(block: Uint8Array, nonce: Uint8Array, byte: number): void {
  for (let at = 0; at < nonce.length; at++) block[at] = (nonce[at] ?? 0) ^ byte
  block.fill(byte, nonce.length, BLOCK)
}

/** The log's entry for one event. */
export function accessEntry(commitment: Hash): Uint8Array {
  return concat(Uint8Array.of(0x01), commitment)
}

/** The log's entry that ends a batch: `covers` is its own index, and `mapRoot` the map of all entries before it. */
export function mapEntry({ epoch, covers, mapRoot, vrfKey }: MapEntry): Uint8Array {
  return concat(Uint8Array.of(0x02), u64(epoch), u64(covers), mapRoot, vrfKey)
}

/** The log's entry for a release of the web client. */
export function releaseEntry(manifest: Hash): Uint8Array {
  return concat(Uint8Array.of(0x03), manifest)
}

/**
 * Reads an entry of the log. It has one meaning or none: the first byte names the type, and each type has one length.
 * Whether a map entry's numbers are right for its place, the caller checks.
 *
 * @throws {VerificationError} `malformed` for another type or length, or a number above 2^53−1.
 */
export function parseLogEntry(bytes: Uint8Array): LogEntry {
  const type = bytes[0]
  // Each entry ends in a hash, which is what is left: another length is refused there.
  if (type === 0x01) return { type: 'access', commitment: asHash(bytes.slice(1)) }
  if (type === 0x03) return { type: 'release', manifest: asHash(bytes.slice(1)) }
  if (type === 0x02) {
    const epoch = readU64(bytes, 1)
    const covers = readU64(bytes, 9)
    return { type: 'map', epoch, covers, mapRoot: asHash(bytes.slice(17, 49)), vrfKey: asHash(bytes.slice(49)) }
  }
  throw new VerificationError('malformed', 'not an entry of this log')
}

const HISTORY_ENTRY = 1 + HASH_LENGTH + 8

/**
 * The entry of one patient's history for the event at `logIndex` of the log. The index ties the two trees together: an
 * auditor who replays the log meets each access entry once, so a history cannot leave one out or repeat it.
 */
export function historyEntry(commitment: Hash, logIndex: number): Uint8Array {
  const entry = new Uint8Array(HISTORY_ENTRY) // once an entry of every replay: three parts to join would cost as much as its hash
  entry[0] = 0x11
  entry.set(asHash(commitment), 1)
  entry.set(u64(logIndex), 1 + HASH_LENGTH)
  return entry
}

/**
 * The VRF's input for a person (section 3). Lengths are written out so that no two identifiers share one input.
 *
 * @throws {VerificationError} `malformed` unless both parts are printable ASCII of 1 … 65535 characters.
 */
export function alpha({ system, value }: Identifier): Uint8Array {
  return concat(LABEL, counted(system), counted(value))
}

function counted(text: string): Uint8Array {
  if (text.length > 0xffff || !/^[\x21-\x7e]+$/.test(text)) throw new VerificationError('malformed', 'an identifier is printable ASCII')
  return concat(u16(text.length), utf8(text))
}

/**
 * What the map holds for a label (section 3). `blind` comes from the same VRF output as the label, so that a reader who meets this
 * value in a neighbour's proof cannot find size and root by trying: he would have to guess 32 random bytes first.
 *
 * @throws {VerificationError} `malformed` for size 0: a history without entries has no leaf in the map.
 */
export function headValue({ blind, size, root }: { blind: Hash; size: number; root: Hash }): Hash {
  if (size < 1) throw new VerificationError('malformed', 'a head has at least one entry')
  return asHash(sha256(concat(Uint8Array.of(0x12), blind, u64(size), root)))
}
