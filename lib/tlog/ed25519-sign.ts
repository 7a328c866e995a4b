/**
 * Ed25519 signatures, RFC 8032, section 5.1.6. In Node `#ed25519-sign` is `ed25519-sign.node.ts`; both give the same bytes. Verifying is in
 * `ed25519.ts`, the same for all: OpenSSL is less strict than we are.
 */
import { ed25519 } from '@noble/curves/ed25519.js'

/** Deterministic, so that the same text has the same signature. `secretKey` is 32 random bytes. */
export function signEd25519(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, secretKey)
}
