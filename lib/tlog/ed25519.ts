/**
 * Ed25519, RFC 8032, read strictly: one encoding for each point and scalar, and no key under which a signature fits many messages.
 *
 *     secret key 32 random bytes     public key 32 bytes     signature 64 bytes: R || S
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { VerificationError } from './error.ts'

export const ED25519_SIGNATURE_LENGTH = 64

/**
 * Checks that these bytes are the canonical encoding of a point that is not of small order.
 *
 * @throws {VerificationError} `malformed` if they are not.
 */
export function checkEd25519PublicKey(publicKey: Uint8Array): void {
  let smallOrder: boolean
  try {
    smallOrder = ed25519.Point.fromBytes(publicKey, false).isSmallOrder()
  } catch (cause) {
    throw new VerificationError('malformed', 'not an Ed25519 public key', { cause })
  }
  if (smallOrder) throw new VerificationError('malformed', 'an Ed25519 public key of small order')
}

/**
 * RFC 8032, section 5.1.7, with the canonical encodings that section demands; the other rule in use, ZIP 215, would accept several.
 *
 * @throws {VerificationError} `bad-signature`
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  if (signature.length !== ED25519_SIGNATURE_LENGTH) throw new VerificationError('bad-signature', 'an Ed25519 signature has 64 bytes')
  if (!ed25519.verify(signature, message, publicKey, { zip215: false })) throw new VerificationError('bad-signature', 'Ed25519')
}

export function ed25519PublicKey(secretKey: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(secretKey)
}
