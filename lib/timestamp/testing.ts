import { BitString, type BmpString, Integer, ObjectIdentifier, OctetString, type PrintableString, Sequence, Utf8String } from 'asn1js'
import {
  type Accuracy,
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  getCrypto,
  IssuerAndSerialNumber,
  MessageImprint,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  Time,
  TSTInfo,
} from 'pkijs'
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'

/** An authority that can do wrong whatever `openssl ts` would refuse to: certificates and tokens made here, with keys drawn here. */
export type TestAuthority = { readonly der: Uint8Array; readonly certificate: Certificate; readonly keys: CryptoKeyPair }

type CertificateOptions = {
  readonly issuer?: TestAuthority
  readonly notBefore?: string
  readonly notAfter?: string
  readonly purposes?: readonly string[]
  readonly critical?: boolean
  /** Bits of keyUsage. */
  readonly usage?: number
  /** Makes it a CA, below which stand at most so many further ones. */
  readonly pathLength?: number
  readonly ca?: boolean
  readonly extra?: Extension
  readonly hash?: string
  readonly serial?: number
  readonly kind?: Kind
  readonly nameType?: string
  /** 0 is that of the first X.509. */
  readonly version?: number
}

type TokenOptions = {
  readonly imprint: Uint8Array
  readonly hash?: string
  readonly at?: string
  readonly nonce?: Uint8Array
  readonly accuracy?: Accuracy
  readonly certificates?: readonly TestAuthority[]
  /** Whose certificate the signature and its attribute name. */
  readonly named?: TestAuthority
  readonly attributed?: TestAuthority
  readonly contentType?: string
  readonly digest?: Uint8Array
  readonly digestAlgorithm?: string
  readonly attributes?: (usual: Attribute[]) => Attribute[]
  readonly signers?: number
  readonly version?: number
  readonly signatureAlgorithm?: AlgorithmIdentifier
  readonly extensions?: Extension[]
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const SHA_256 = '2.16.840.1.101.3.4.2.1'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const KEYS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521' },
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
  PSS: { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
} as const
type Kind = keyof typeof KEYS
let serials = 0

export async function testAuthority(name: string | BmpString | PrintableString, options: CertificateOptions = {}): Promise<TestAuthority> {
  const { issuer, notBefore = '2026-01-01T00:00:00Z', notAfter = '2036-01-01T00:00:00Z', purposes = [TIME_STAMPING] } = options
  const { critical = true, usage = 0xc6, ca = false, pathLength, extra, hash = 'SHA-256', serial = ++serials, kind = 'P-256' } = options
  const keys = await crypto.subtle.generateKey(KEYS[kind], true, ['sign', 'verify'])
  const certificate = new Certificate()
  certificate.version = options.version ?? 2
  certificate.serialNumber = new Integer({ value: serial })
  const value = typeof name === 'string' ? new Utf8String({ value: name }) : name
  certificate.subject.typesAndValues.push(new AttributeTypeAndValue({ type: options.nameType ?? '2.5.4.3', value }))
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject
  certificate.notBefore = new Time({ type: 0, value: new Date(notBefore) })
  certificate.notAfter = new Time({ type: 0, value: new Date(notAfter) })
  const constraints = new BasicConstraints({ cA: ca, ...(pathLength !== undefined && { pathLenConstraint: pathLength }) })
  certificate.extensions = [
    extensionOf('2.5.29.19', constraints.toSchema().toBER(), true),
    extensionOf('2.5.29.15', new BitString({ valueHex: Uint8Array.of(usage).buffer, unusedBits: 1 }).toBER(), true),
    ...(purposes.length > 0
      ? [extensionOf('2.5.29.37', new ExtKeyUsage({ keyPurposes: [...purposes] }).toSchema().toBER(), critical)]
      : []),
    ...(extra ? [extra] : []),
  ]
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign((issuer?.keys ?? keys).privateKey, hash)
  const der = new Uint8Array(certificate.toSchema().toBER())
  return { der, certificate: Certificate.fromBER(der.slice().buffer), keys }
}

export function extensionOf(extnID: string, extnValue: ArrayBuffer, critical: boolean): Extension {
  return new Extension({ extnID, critical, extnValue })
}

/** A token of `by`, right in everything that is not said otherwise. */
export async function testToken(by: TestAuthority, options: TokenOptions): Promise<Uint8Array> {
  const {
    imprint,
    hash = SHA_256,
    at = '2026-08-06T14:30:00.000Z',
    nonce,
    accuracy,
    certificates = [by],
    named = by,
    attributed = named,
  } = options
  const { contentType = TST_INFO, digest, digestAlgorithm = SHA_256, attributes = (usual) => usual, signers = 1, version = 1 } = options
  const info = new TSTInfo({
    version,
    policy: '1.2.3',
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: hash }),
      hashedMessage: new OctetString({ valueHex: imprint.slice().buffer }),
    }),
    serialNumber: new Integer({ value: 1 }),
    genTime: new Date(at),
    ...(accuracy && { accuracy }),
    ...(options.extensions && { extensions: options.extensions }),
    ...(nonce && { nonce: new Integer({ valueHex: nonce.slice().buffer }) }),
  })
  const content = new Uint8Array(info.toSchema().toBER())
  const certHash = new OctetString({ valueHex: sha256(attributed.der).slice().buffer })
  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: attributes([
      new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: contentType })] }),
      new Attribute({
        type: '1.2.840.113549.1.9.4',
        values: [new OctetString({ valueHex: (digest ?? sha256(content)).slice().buffer })],
      }),
      new Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [nested(nested(nested(certHash)))] }),
    ]),
  })
  const encoded = new Uint8Array(signedAttrs.toSchema().toBER())
  encoded[0] = 0x31
  const engine = getCrypto(true)
  const { signatureAlgorithm, parameters } = await engine.getSignatureParameters(by.keys.privateKey, 'SHA-256')
  const signature = await engine.signWithPrivateKey(
    encoded,
    by.keys.privateKey,
    parameters as Parameters<typeof engine.signWithPrivateKey>[2],
  )
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: named.certificate.issuer, serialNumber: named.certificate.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: digestAlgorithm }),
    signedAttrs,
    signatureAlgorithm: options.signatureAlgorithm ?? signatureAlgorithm,
    signature: new OctetString({ valueHex: signature }),
  })
  const signed = new SignedData({
    version: 3,
    digestAlgorithms: [signer.digestAlgorithm],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: contentType,
      eContent: new OctetString({ valueHex: content.slice().buffer }),
    }),
    certificates: certificates.map(({ certificate }) => certificate),
    signerInfos: Array.from({ length: signers }, () => signer),
  })
  return new Uint8Array(new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) }).toSchema().toBER())
}

/** A response that grants this token. */
export function testResponse(token: Uint8Array): Uint8Array {
  const status = Uint8Array.of(0x30, 3, 2, 1, 0)
  const length = status.length + token.length
  return Uint8Array.of(0x30, 0x82, Math.floor(length / 256), length % 256, ...status, ...token)
}

function nested(value: Sequence | OctetString): Sequence {
  return new Sequence({ value: [value] })
}

export const HELLO = asHash(sha256(utf8('hello')))
