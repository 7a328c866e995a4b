/**
 * ML-DSA-44, FIPS 204: the signature that a quantum computer does not forge. For browsers; in Node `#mldsa44` is `mldsa44.node.ts`.
 *
 *     secret key 32 random bytes, the ξ of ML-DSA.KeyGen     public key 1312 bytes     signature 2420 bytes
 *
 * Always the pure scheme (not HashML-DSA) with the empty context, as C2SP tlog-cosignature has it.
 */
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { VerificationError } from './error.ts'

export const ML_DSA_44_PUBLIC_KEY_LENGTH = 1312

/**
 * FIPS 204, algorithm 3.
 *
 * @throws {VerificationError} `bad-signature`, also for a key or signature of another length.
 */
export function verifyMlDsa44(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  const known = publicKey.length === ML_DSA_44_PUBLIC_KEY_LENGTH
  if (!known || !ml_dsa44.verify(signature, message, publicKey)) throw new VerificationError('bad-signature', 'ML-DSA-44')
}

export function mlDsa44PublicKey(secretKey: Uint8Array): Uint8Array {
  return ml_dsa44.keygen(secretKey).publicKey
}

/** Hedged, as FIPS 204 recommends: the same message has another signature each time, and each verifies. */
export function signMlDsa44(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return ml_dsa44.sign(message, ml_dsa44.keygen(secretKey).secretKey)
}
