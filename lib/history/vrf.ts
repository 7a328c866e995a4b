/**
 * RFC 9381, ECVRF-EDWARDS25519-SHA512-TAI (suite 0x03): a keyed hash whose owner can prove, for one input, that the output is the right one.
 *
 * It turns a person's identifier into the label under which the map files that person's history. Nobody without the secret key can
 * compute a label, so the public log shows no pseudonym; and there is exactly one label per person and key, so the log cannot keep two
 * histories for one person and show now this one, now that.
 *
 *     alpha   the input: section 3 of docs/protocol.md, see `alpha` of entry.ts
 *     proof   Gamma[32] || c[16] || s[32]                                                 80 bytes
 *     beta    SHA-512(03 || 03 || cofactor·Gamma || 00)                                   64 bytes: label[32] || blind[32]
 *
 * RFC 9381, appendix B.3, example 16, has an empty alpha and the beta 90cf1df3…e3fd d8ae. Names and section numbers below are the RFC's.
 *
 * Not constant-time. JavaScript's integers cannot be, so we do not pretend: the secret key stays in the sequencer, which makes a
 * label once per person, in the background, and where nobody can time it.
 */

import { normalizeZ } from '@noble/curves/abstract/curve.js'
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concat, equalBytes } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { multiplyBoth, multiplySum } from './vrf-multiply.ts'

export const PROOF_LENGTH = 80

export type VrfOutput = { readonly proof: Uint8Array; readonly beta: Uint8Array }

const { Point } = ed25519
const q = Point.Fn.ORDER
const SUITE = 0x03
/** Bits of a step through the table of a key's multiples. */
const KEY_WINDOW = 6

/** The public key that belongs to a secret key of 32 bytes (RFC 8032, section 5.1.5). */
export function vrfPublicKey(secret: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secret)
}

/**
 * Section 5.1. The proof is deterministic; `beta` is what it proves.
 *
 * @throws {Error} if `secret` is not 32 bytes long: a mistake of ours, not of a log.
 */
export function vrfProve(secret: Uint8Array, alpha: Uint8Array): VrfOutput {
  return vrfProver(secret)(alpha)
}

/** `vrfProve` for many inputs under one key, which is expanded once. */
export function vrfProver(secret: Uint8Array): (alpha: Uint8Array) => VrfOutput {
  const { scalar: x, prefix, pointBytes: Y } = ed25519.utils.getExtendedPublicKey(secret)
  return (alpha) => {
    const H = encodeToCurve(Y, alpha)
    const h = H.toBytes()
    const k = bytesToNumberLE(sha512(concat(prefix, h))) % q
    const [Gamma, kH] = multiplyBoth(H, x, k)
    // One inversion for all four, where `toBytes` makes one for each.
    const points = normalizeZ(Point, [Gamma, Point.BASE.multiplyUnsafe(k), kH, Gamma.clearCofactor()]).map((point) => point.toBytes())
    const [gamma, U, V, cleared] = points as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    const c = challenge(Y, h, gamma, U, V)
    const s = (k + c * x) % q
    return { proof: concat(gamma, numberToBytesLE(c, 16), numberToBytesLE(s, 32)), beta: hashOfCleared(cleared) }
  }
}

/**
 * Section 5.3 with ECVRF_validate_key: afterwards `beta` is the only output of `publicKey` for `alpha`, whoever made key and proof.
 *
 * @throws {VerificationError} `wrong-label` for a proof that does not hold, a point that is not canonical or a key of small order.
 */
export function vrfVerify(publicKey: Uint8Array, alpha: Uint8Array, proof: Uint8Array): Uint8Array {
  return verifyUnder(publicKey, decodeKey(publicKey).negate(), alpha, proof)
}

/** `vrfVerify` for many inputs under one key, of whose multiples a table is made. @throws as that does, also at once for the key. */
export function vrfVerifier(publicKey: Uint8Array): (alpha: Uint8Array, proof: Uint8Array) => Uint8Array {
  const minusY = decodeKey(publicKey).negate().precompute(KEY_WINDOW)
  return (alpha, proof) => verifyUnder(publicKey, minusY, alpha, proof)
}

function verifyUnder(publicKey: Uint8Array, minusY: EdwardsPoint, alpha: Uint8Array, proof: Uint8Array): Uint8Array {
  if (proof.length !== PROOF_LENGTH) throw wrong('a VRF proof is 80 bytes long')
  const gamma = proof.subarray(0, 32)
  const Gamma = decodePoint(gamma)
  const c = bytesToNumberLE(proof.subarray(32, 48))
  const s = bytesToNumberLE(proof.subarray(48))
  if (s >= q) throw wrong('s of the VRF proof is not below the order')
  const H = encodeToCurve(publicKey, alpha)
  const sBminuscY = Point.BASE.multiplyUnsafe(s).add(minusY.multiplyUnsafe(c))
  const sHminuscGamma = multiplySum(H, s, Gamma.negate(), c)
  // One inversion for all four, where `toBytes` makes one for each.
  const points = normalizeZ(Point, [H, sBminuscY, sHminuscGamma, Gamma.clearCofactor()]).map((point) => point.toBytes())
  const [h, U, V, cleared] = points as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  if (challenge(publicKey, h, gamma, U, V) !== c) throw wrong('the VRF proof does not hold for this identifier')
  return hashOfCleared(cleared)
}

/** Section 5.4.5: under a key of small order every Gamma of small order verifies, and the output is no longer unique. */
function decodeKey(publicKey: Uint8Array): EdwardsPoint {
  const Y = decodePoint(publicKey)
  if (Y.isSmallOrder()) throw wrong('the VRF key has a small order')
  return Y
}

/** Section 5.4.1.1, try and increment: the first counter whose hash is a point. One in two is; 256 failures do not happen. */
function encodeToCurve(salt: Uint8Array, alpha: Uint8Array): EdwardsPoint {
  for (let counter = 0; counter < 256; counter++) {
    const hash = sha512(concat(Uint8Array.of(SUITE, 0x01), salt, alpha, Uint8Array.of(counter, 0x00))).subarray(0, 32)
    const point = tryPoint(hash)?.clearCofactor()
    if (point && !point.is0()) return point
  }
  throw wrong('no point for this identifier')
}

/** Section 5.4.3. */
function challenge(...points: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]): bigint {
  return bytesToNumberLE(sha512(concat(Uint8Array.of(SUITE, 0x02), ...points, Uint8Array.of(0x00))).subarray(0, 16))
}

/** Section 5.2, given cofactor·Gamma. */
function hashOfCleared(point: Uint8Array): Uint8Array {
  return sha512(concat(Uint8Array.of(SUITE, 0x03), point, Uint8Array.of(0x00)))
}

/** RFC 8032, section 5.1.3: y below the field's order, and no negative zero. Parse, print, compare says both. */
function tryPoint(bytes: Uint8Array): EdwardsPoint | undefined {
  try {
    const point = Point.fromBytes(bytes, true)
    return equalBytes(printRead(point), bytes) ? point : undefined
  } catch {
    return undefined
  }
}

/** `toBytes` of a point that was just read: its Z is 1, so no inversion is needed. */
function printRead({ X, Y }: EdwardsPoint): Uint8Array {
  const bytes = numberToBytesLE(Point.Fp.create(Y), 32)
  if (X % 2n === 1n) bytes[31] = (bytes[31] ?? 0) | 0x80
  return bytes
}

function decodePoint(bytes: Uint8Array): EdwardsPoint {
  const point = tryPoint(bytes)
  if (!point) throw wrong('not a canonical point of edwards25519')
  return point
}

function wrong(message: string): VerificationError {
  return new VerificationError('wrong-label', message)
}
