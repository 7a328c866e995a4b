/**
 * Time-stamp tokens: RFC 3161, section 2.4.2, which is CMS (RFC 5652) SignedData over a TSTInfo.
 *
 *     SEQUENCE { 1.2.840.113549.1.7.2 signedData, [0] SEQUENCE {
 *       3, SET { sha256 }, SEQUENCE { 1.2.840.113549.1.9.16.1.4 TSTInfo, [0] OCTET STRING
 *         SEQUENCE { 1, policy, SEQUENCE { sha256, imprint }, serial, 20260806143000Z, accuracy, ordering, nonce, … } },
 *       [0] certificates, [1] …, SET { SEQUENCE { 1, SEQUENCE { issuer, serial }, sha256, [0] attributes, ecdsa, signature, [1] … } } } }
 *
 * What a token says means nothing before `rfc3161.ts` has asked who signed it.
 */
import { equalBytes } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { algorithmOf, context, type Element, Fields, octetsOf, oidOf, parseBer, smallInteger, TAG, timeOf } from './ber.ts'
import { type Certificate, isTrue, readCertificate } from './certificate.ts'
import { DIGESTS, verifySigned } from './signature.ts'

export const MAX_TOKEN_LENGTH = 64 * 1024
const MAX_CERTIFICATES = 10
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

export type TstInfo = {
  readonly imprint: { readonly algorithm: string; readonly hash: Uint8Array }
  /** Milliseconds. */
  readonly genTime: number
  /** Seconds, 0 where the token states none. */
  readonly accuracy: number
  readonly nonce: Uint8Array | undefined
}

export type SignerInfo = {
  /** IssuerAndSerialNumber, or a key identifier. */
  readonly id: Element
  readonly digest: string
  /** SignedAttributes as they are signed (RFC 5652, section 5.4), and each by its type. */
  readonly signed: Uint8Array
  readonly attributes: ReadonlyMap<string, Element>
  readonly algorithm: Element
  readonly signature: Uint8Array
}

export type Token = {
  readonly info: TstInfo
  /** The bytes of `info`: what is signed. */
  readonly content: Uint8Array
  readonly signer: SignerInfo
  /** Those that came with it, of which the signer's may be one. */
  readonly certificates: readonly Certificate[]
}

/** Takes a token apart without believing it. @throws {VerificationError} `malformed`. */
export function openToken(bytes: Uint8Array): Token {
  if (bytes.length > MAX_TOKEN_LENGTH) throw malformed('a token of more than 64 KiB')
  const contentInfo = new Fields(parseBer(bytes))
  if (oidOf(contentInfo.take(TAG.oid)) !== SIGNED_DATA) throw malformed('a token is SignedData')
  const [signedData] = contentInfo.take(context(0)).children
  contentInfo.end()
  if (!signedData) throw malformed('a token is SignedData')
  const fields = new Fields(signedData)
  fields.take(TAG.integer)
  fields.take(TAG.set)
  const content = encapsulated(fields.take(TAG.sequence))
  const certificates = certificatesOf(fields.optional(context(0)))
  fields.optional(context(1))
  const [signer, ...more] = fields.take(TAG.set).children
  fields.end()
  if (!signer || more.length > 0) throw malformed('a token has one signature')
  return { info: readInfo(content), content, signer: readSigner(signer), certificates }
}

/**
 * Afterwards the owner of `key` (a SubjectPublicKeyInfo) has signed this token: its digest is that of the TSTInfo, and the signature is over
 * the attributes that say so (RFC 5652, section 5.4).
 *
 * @throws {VerificationError} `bad-signature`.
 */
export async function verifyToken({ signer, content }: Token, key: Uint8Array): Promise<void> {
  const { attributes, digest, signed, signature, algorithm } = signer
  const [type, claimed] = [attributes.get(CONTENT_TYPE), attributes.get(MESSAGE_DIGEST)]
  if (type?.tag !== TAG.oid || oidOf(type) !== TST_INFO) throw new VerificationError('bad-signature', 'other content was signed')
  if (claimed?.tag !== TAG.octetString || !equalBytes(claimed.content, await digestOf(digest, content)))
    throw new VerificationError('bad-signature', 'another TSTInfo was signed')
  await verifySigned(key, { data: signed, signature, algorithm, digest })
}

/**
 * The certificate that the token says it was signed with: by issuer and serial number or key identifier, and by the hash among its signed
 * attributes (RFC 3161, section 2.4.2), which no other certificate has.
 *
 * @throws {VerificationError} `unknown-authority` if none of `candidates` is that certificate.
 */
export async function signingCertificate({ signer }: Token, candidates: readonly Certificate[]): Promise<Certificate> {
  const { hash, digest } = certificateHash(signer)
  for (const candidate of candidates)
    if (isMeant(signer, candidate) && equalBytes(await digestOf(digest, candidate.der), hash)) return candidate
  throw new VerificationError('unknown-authority', 'the certificate of the signer is neither in the token nor pinned')
}

/** With a key identifier the hash decides. */
function isMeant({ id }: SignerInfo, { issuer, serial }: Certificate): boolean {
  const [itsIssuer, itsSerial] = id.children
  return id.tag !== TAG.sequence || (equalBytes(itsIssuer?.bytes ?? issuer, issuer) && equalBytes(itsSerial?.bytes ?? serial, serial))
}

/** The first ESSCertID (RFC 2634) or ESSCertIDv2 (RFC 5035): SEQUENCE { SEQUENCE { SEQUENCE { [algorithm,] hash … } … } … }. */
function certificateHash({ attributes }: SignerInfo): { hash: Uint8Array; digest: string } {
  const v2 = attributes.get(SIGNING_CERTIFICATE_V2)
  const first = (v2 ?? attributes.get(SIGNING_CERTIFICATE))?.children[0]?.children[0]
  if (!first) throw malformed('a token names its certificate')
  const fields = new Fields(first)
  const algorithm = v2 && fields.optional(TAG.sequence)
  const hash = octetsOf(fields.take(TAG.octetString))
  // SHA-1 stands for nothing here but which certificate is meant, whose key then has to verify.
  return { hash, digest: v2 ? (algorithm ? digestName(algorithm) : 'SHA-256') : 'SHA-1' }
}

async function digestOf(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(name, bytes.slice()))
}

function encapsulated(element: Element): Uint8Array {
  const fields = new Fields(element)
  if (oidOf(fields.take(TAG.oid)) !== TST_INFO) throw malformed('a token holds a TSTInfo')
  const [content] = fields.take(context(0)).children
  fields.end()
  if (!content) throw malformed('a token holds a TSTInfo')
  return octetsOf(content)
}

function readInfo(bytes: Uint8Array): TstInfo {
  const fields = new Fields(parseBer(bytes))
  if (smallInteger(fields.take(TAG.integer)) !== 1) throw malformed('a TSTInfo has version 1')
  fields.take(TAG.oid)
  const imprint = new Fields(fields.take(TAG.sequence))
  const [algorithm, hash] = [algorithmOf(imprint.any()).oid, octetsOf(imprint.any())]
  imprint.end()
  fields.take(TAG.integer)
  const genTime = timeOf(fields.take(TAG.generalizedTime))
  const accuracy = accuracyOf(fields.optional(TAG.sequence))
  fields.optional(TAG.boolean)
  const nonce = fields.optional(TAG.integer)?.content
  fields.optional(context(0))
  for (const extension of fields.optional(context(1))?.children ?? [])
    if (isTrue(extension.children.find(({ tag }) => tag === TAG.boolean)))
      throw malformed('a critical extension that nobody here understands')
  fields.end()
  return { imprint: { algorithm, hash }, genTime, accuracy, nonce }
}

/** SEQUENCE { seconds INTEGER, millis [0], micros [1] }, each optional. */
function accuracyOf(element: Element | undefined): number {
  if (!element) return 0
  const fields = new Fields(element)
  const [seconds, millis, micros] = [TAG.integer, 0x80, 0x81].map((tag) => {
    const part = fields.optional(tag)
    return part ? smallInteger(part) : 0
  })
  fields.end()
  return (seconds ?? 0) + (millis ?? 0) / 1000 + (micros ?? 0) / 1_000_000
}

function readSigner(element: Element): SignerInfo {
  const fields = new Fields(element)
  fields.take(TAG.integer)
  const id = fields.any()
  const digest = digestName(fields.take(TAG.sequence))
  const signedAttributes = fields.take(context(0))
  const algorithm = fields.take(TAG.sequence)
  const signature = octetsOf(fields.any())
  fields.optional(context(1))
  fields.end()
  const attributes = new Map<string, Element>()
  for (const attribute of signedAttributes.children) {
    const [type, values] = attribute.children
    const [value, ...more] = values?.children ?? []
    if (!type || !value || more.length > 0 || attributes.has(oidOf(type))) throw malformed('a signed attribute stands once')
    attributes.set(oidOf(type), value)
  }
  const signed = signedAttributes.bytes.slice()
  signed[0] = TAG.set // what is signed is the SET OF, not the field
  return { id, digest, signed, attributes, algorithm, signature }
}

/** What cannot be read there, such as an attribute certificate or one of version 1, is passed over: it could vouch for nobody. */
function certificatesOf(field: Element | undefined): Certificate[] {
  const found = field?.children ?? []
  if (found.length > MAX_CERTIFICATES) throw malformed('a token with more than 10 certificates')
  return found.flatMap(({ bytes }) => {
    try {
      return readCertificate(bytes)
    } catch (error) {
      if (error instanceof VerificationError) return []
      throw error
    }
  })
}

/** SHA-1, which some authorities still use, is none that a signature may rest on. */
function digestName(algorithm: Element): string {
  const name = DIGESTS[algorithmOf(algorithm).oid]
  if (!name) throw new VerificationError('bad-signature', 'a digest that is not accepted')
  return name
}

function malformed(message: string): VerificationError {
  return new VerificationError('malformed', message)
}
