/**
 * Signatures of certificates and tokens, checked by the platform's own cryptography (WebCrypto): RFC 5480, 8017, 5754, 4055.
 *
 *     1.2.840.10045.4.3.2 … .4            ECDSA on P-256, P-384 or P-521, with SHA-256, SHA-384, SHA-512
 *     1.2.840.113549.1.1.11 … .13         RSA, PKCS #1 v1.5, with the same
 *     1.2.840.113549.1.1.10               RSA, PSS, with the same
 *     1.2.840.113549.1.1.1                in tokens: RSA, PKCS #1 v1.5, with the digest that stands beside it
 *
 * Anything else, SHA-1 first of all, is not accepted.
 */
import { concat } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { algorithmOf, context, type Element, Fields, oidOf, parseBer, smallInteger, TAG } from './ber.ts'

export const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}
const ECDSA: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
}
const RSA: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
}
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
const MGF_1 = '1.2.840.113549.1.1.8'
const CURVES: Readonly<Record<string, { readonly name: string; readonly length: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', length: 32 },
  '1.3.132.0.34': { name: 'P-384', length: 48 },
  '1.3.132.0.35': { name: 'P-521', length: 66 },
}

export type Signed = {
  readonly data: Uint8Array
  readonly signature: Uint8Array
  /** The AlgorithmIdentifier of the signature. */
  readonly algorithm: Element
  /** The digest that stands beside it, for a token whose algorithm does not name one. */
  readonly digest?: string
}

type Check = { readonly key: RsaHashedImportParams | EcKeyImportParams; readonly verify: AlgorithmIdentifier | RsaPssParams | EcdsaParams }

/** @throws {VerificationError} `bad-signature` unless the owner of the key (a SubjectPublicKeyInfo) has signed this. */
export async function verifySigned(key: Uint8Array, signed: Signed): Promise<void> {
  let verified: boolean
  try {
    const curve = curveOf(key)
    const { key: parameters, verify } = checkOf(signed, curve?.name)
    const imported = await crypto.subtle.importKey('spki', key.slice(), parameters, false, ['verify'])
    const signature = curve ? bothHalves(signed.signature, curve.length) : signed.signature
    verified = await crypto.subtle.verify(verify, imported, signature.slice(), signed.data.slice())
  } catch (cause) {
    throw new VerificationError('bad-signature', 'the signature cannot be verified', { cause })
  }
  if (!verified) throw new VerificationError('bad-signature', 'the signature does not verify')
}

function checkOf({ algorithm, digest }: Signed, curve: string | undefined): Check {
  const { oid, parameters } = algorithmOf(algorithm)
  const ecdsa = ECDSA[oid]
  if (ecdsa && curve) return { key: { name: 'ECDSA', namedCurve: curve }, verify: { name: 'ECDSA', hash: ecdsa } }
  if (curve) throw new Error('a signature of another kind than its key')
  if (oid === RSA_PSS && parameters) {
    const { hash, saltLength } = pssOf(parameters)
    return { key: { name: 'RSA-PSS', hash }, verify: { name: 'RSA-PSS', saltLength } }
  }
  const hash = oid === RSA_ENCRYPTION ? digest : RSA[oid]
  if (!hash) throw new Error('an algorithm that is not accepted')
  return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, verify: 'RSASSA-PKCS1-v1_5' }
}

/** RSASSA-PSS-params, RFC 4055, section 3.1: what is absent there is SHA-1. */
function pssOf(parameters: Element): { hash: string; saltLength: number } {
  const fields = new Fields(parameters)
  const [hash, mask, salt] = [context(0), context(1), context(2)].map((tag) => fields.optional(tag)?.children[0])
  const name = hash && DIGESTS[algorithmOf(hash).oid]
  const masked = mask && algorithmOf(mask)
  const maskHash = masked?.oid === MGF_1 && masked.parameters && DIGESTS[algorithmOf(masked.parameters).oid]
  if (!name || maskHash !== name || !salt) throw new Error('PSS parameters that are not accepted')
  return { hash: name, saltLength: smallInteger(salt) }
}

/** Undefined for a key of another kind. */
function curveOf(key: Uint8Array): { readonly name: string; readonly length: number } | undefined {
  const { parameters } = algorithmOf(new Fields(parseBer(key)).any())
  return parameters?.tag === TAG.oid ? CURVES[oidOf(parameters)] : undefined
}

/** SEQUENCE { r, s } as WebCrypto wants it: both numbers at full length, one after the other. */
function bothHalves(signature: Uint8Array, length: number): Uint8Array {
  const fields = new Fields(parseBer(signature))
  const halves = [fields.take(TAG.integer), fields.take(TAG.integer)].map(({ content }) => {
    const digits = content.subarray(content.findIndex((byte) => byte !== 0))
    if ((content[0] ?? 0x80) >= 0x80 || digits.length > length) throw new Error('not the number of a signature')
    return concat(new Uint8Array(length - digits.length), digits)
  })
  fields.end()
  return concat(...halves)
}
