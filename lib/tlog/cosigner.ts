/**
 * Who makes cosignatures: a key, its vkey, and a line for a checkpoint at a time. C2SP tlog-cosignature.
 *
 *     const witness = mlDsa44Cosigner('witness.example/w1', secretKey)
 *     signatureLine(witness.at(1679315147), text)
 *
 * The log's own ML-DSA-44 line is one of these, its name being the origin.
 */

import { mlDsa44PublicKey } from '#mldsa44'
import { COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44, type CosignatureType, cosign } from './cosignature.ts'
import { ed25519PublicKey } from './ed25519.ts'
import { makeVkey, type Signer, type Vkey } from './note.ts'

/** `at` takes seconds since the epoch, above 0. Never go back: that a cosigner's times rise is for its keeper to see to. */
export type Cosigner = { vkey: Vkey; at: (timestamp: number) => Signer }

/** Type 0x04; `secretKey` is 32 random bytes and is used under no other name. */
export function ed25519Cosigner(name: string, secretKey: Uint8Array): Cosigner {
  return cosigner(name, COSIGNATURE_ED25519, secretKey, ed25519PublicKey(secretKey))
}

/** Type 0x06; `secretKey` is 32 random bytes. */
export function mlDsa44Cosigner(name: string, secretKey: Uint8Array): Cosigner {
  return cosigner(name, COSIGNATURE_ML_DSA_44, secretKey, mlDsa44PublicKey(secretKey))
}

function cosigner(name: string, type: CosignatureType, secretKey: Uint8Array, publicKey: Uint8Array): Cosigner {
  const vkey = makeVkey(name, type, publicKey)
  return { vkey, at: (timestamp) => ({ vkey, sign: (text) => cosign({ name, type, secretKey }, text, timestamp) }) }
}
