/**
 * Ed25519 signatures, RFC 8032, section 5.1.6, by OpenSSL. The twin of `ed25519-sign.ts`, chosen by `#ed25519-sign`: the same bytes, twenty
 * times as fast.
 *
 *     302e020100300506032b657004220420 || secret key     PrivateKeyInfo, RFC 8410, section 7
 */
import { createPrivateKey, sign } from 'node:crypto'
import { concat, fromHex } from './bytes.ts'

const PRIVATE = fromHex('302e020100300506032b657004220420')

/** Deterministic, so that the same text has the same signature. `secretKey` is 32 random bytes. */
export function signEd25519(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  if (secretKey.length !== 32) throw new TypeError('an Ed25519 secret key is 32 bytes')
  const key = createPrivateKey({ key: Buffer.from(concat(PRIVATE, secretKey)), format: 'der', type: 'pkcs8' })
  return new Uint8Array(sign(null, message, key))
}
