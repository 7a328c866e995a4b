/**
 * Cosignatures: C2SP tlog-cosignature, a dated statement that a checkpoint extends all that its cosigner saw of the log before.
 *
 *     signature     u64 timestamp || Ed25519 signature[64]                       type 0x04
 *                   u64 timestamp || ML-DSA-44 signature[2420]                   type 0x06
 *
 *     0x04 signs    cosignature/v1
 *                   time 1679315147
 *                   example.com/behind-the-sofa
 *                   20852163
 *                   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 *     0x06 signs    "subtree/v1\n\0" || u8 length || cosigner name || u64 timestamp || u8 length || origin || u64 0 || u64 size || root
 *
 * A log signs its own checkpoints with type 0x06 too, its name being the origin. Type 0x04 signs extension lines and no name, 0x06 a name
 * and no extension lines. The time is the cosigner's word; how old is too old is for a policy to say.
 */

import { signEd25519 } from '#ed25519-sign'
import { signMlDsa44, verifyMlDsa44 } from '#mldsa44'
import { concat, readU64, u64, utf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { verifyEd25519 } from './ed25519.ts'
import { VerificationError } from './error.ts'

/** Ed25519, type 0x04. */
export const COSIGNATURE_ED25519 = 0x04
/** ML-DSA-44, type 0x06. */
export const COSIGNATURE_ML_DSA_44 = 0x06

export type CosignatureType = typeof COSIGNATURE_ED25519 | typeof COSIGNATURE_ML_DSA_44

/**
 * Checks one cosignature of a checkpoint, `signature` being what follows the key ID in its line, and returns its timestamp in seconds.
 *
 * A timestamp of 0 is allowed by type 0x06 and states that the tree was consistent, but not when, nor that it was the largest.
 *
 * @throws {VerificationError} `bad-signature` if it does not verify; `malformed` if `text` is no checkpoint or the timestamp is beyond
 *   2^53−1.
 */
export function verifyCosignature(
  cosigner: { name: string; type: CosignatureType; publicKey: Uint8Array },
  text: string,
  signature: Uint8Array,
): number {
  if (signature.length < 8) throw new VerificationError('bad-signature', 'a cosignature begins with 8 bytes of timestamp')
  const timestamp = readU64(signature)
  const message = cosignedMessage(cosigner, text, timestamp)
  const verify = cosigner.type === COSIGNATURE_ED25519 ? verifyEd25519 : verifyMlDsa44
  verify(cosigner.publicKey, message, signature.subarray(8))
  return timestamp
}

/**
 * What follows the key ID in the line of a cosigner who, at `timestamp` in seconds, has seen this checkpoint to extend all others.
 *
 * That it does is the caller's affair, as is that no cosigner's timestamps decrease.
 *
 * @throws {VerificationError} `malformed` if `text` is no checkpoint, or the timestamp is 0.
 */
export function cosign(
  cosigner: { name: string; type: CosignatureType; secretKey: Uint8Array },
  text: string,
  timestamp: number,
): Uint8Array {
  if (timestamp === 0) throw new VerificationError('malformed', 'a cosignature without its time')
  const message = cosignedMessage(cosigner, text, timestamp)
  const sign = cosigner.type === COSIGNATURE_ED25519 ? signEd25519 : signMlDsa44
  return concat(u64(timestamp), sign(cosigner.secretKey, message))
}

function cosignedMessage({ name, type }: { name: string; type: CosignatureType }, text: string, timestamp: number): Uint8Array {
  const { origin, size, root } = parseCheckpoint(text)
  if (type === COSIGNATURE_ED25519) return utf8(`cosignature/v1\ntime ${timestamp}\n${text}`)
  return concat(utf8('subtree/v1\n\0'), opaque(name), u64(timestamp), opaque(origin), u64(0), u64(size), root)
}

/** `opaque<1..2^8-1>` of RFC 8446, section 3.4. */
function opaque(text: string): Uint8Array {
  const bytes = utf8(text)
  if (bytes.length < 1 || bytes.length > 255) throw new VerificationError('malformed', 'a cosigned name has 1 … 255 bytes')
  return concat(Uint8Array.of(bytes.length), bytes)
}
