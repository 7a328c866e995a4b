/**
 * Certificates of time-stamping authorities: RFC 5280 as far as RFC 3161, section 2.3, needs it.
 *
 *     a pinned certificate, of the authority itself or of who issues for it
 *       └ … issued, at most five steps: basicConstraints CA, keyUsage keyCertSign
 *           └ the signer: extendedKeyUsage critical, timeStamping and nothing else
 *
 * Anybody can make an authority, the log's operator first of all: only what is pinned in the trust file, or was issued below it, counts.
 * All certificates of the way are valid at the time that the token states. Names are equal if their bytes are. **Not checked**: revocation,
 * which only the network knows; name constraints and policy mappings, so a certificate with any critical extension that is not read here is
 * refused.
 */
import { equalBytes } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { bitsOf, context, type Element, Fields, octetsOf, oidOf, parseBer, smallInteger, TAG, timeOf } from './ber.ts'
import { verifySigned } from './signature.ts'

/** A certificate that was read; nobody has verified it. Names, serial number and key are bytes as they came. */
export type Certificate = {
  readonly der: Uint8Array
  /** What is signed, how, and the signature. */
  readonly signed: { readonly data: Uint8Array; readonly algorithm: Element; readonly signature: Uint8Array }
  readonly serial: Uint8Array
  readonly issuer: Uint8Array
  readonly subject: Element
  /** Milliseconds. */
  readonly notBefore: number
  readonly notAfter: number
  /** SubjectPublicKeyInfo. */
  readonly key: Uint8Array
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Element }>
}

const MAX_STEPS = 5
const MAX_LENGTH = 16 * 1024
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const KEY_USAGE = '2.5.29.15'
const BASIC_CONSTRAINTS = '2.5.29.19'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const SUBJECT_ALT_NAME = '2.5.29.17'
const CERTIFICATE_POLICIES = '2.5.29.32'
const UNDERSTOOD = [KEY_USAGE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, SUBJECT_ALT_NAME, CERTIFICATE_POLICIES]
/** Common name, organisational unit, organisation. */
const NAMES = ['2.5.4.3', '2.5.4.11', '2.5.4.10']
const LONGEST_NAME = 100
const BMP_STRING = 0x1e
/** Bits of keyUsage, from the first. */
const [DIGITAL_SIGNATURE, NON_REPUDIATION, KEY_CERT_SIGN] = [0x80, 0x40, 0x04] as const

/** @throws {VerificationError} `malformed` for what is no X.509 certificate of version 3. */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_LENGTH) throw new VerificationError('malformed', 'a certificate of more than 16 KiB')
  const whole = new Fields(parseBer(der))
  const [body, algorithm, signature] = [whole.take(TAG.sequence), whole.take(TAG.sequence), bitsOf(whole.take(TAG.bitString))]
  whole.end()
  const fields = new Fields(body)
  if (fields.take(context(0)).children.map(smallInteger).join() !== '2') throw new VerificationError('malformed', 'not X.509 version 3')
  const serial = fields.take(TAG.integer).bytes
  if (!equalBytes(fields.take(TAG.sequence).bytes, algorithm.bytes)) throw new VerificationError('malformed', 'two signature algorithms')
  const issuer = fields.take(TAG.sequence).bytes
  const validity = new Fields(fields.take(TAG.sequence))
  const [notBefore, notAfter] = [timeOf(validity.any()), timeOf(validity.any())]
  validity.end()
  const subject = fields.take(TAG.sequence)
  const key = fields.take(TAG.sequence).bytes
  const extensions = extensionsOf(fields.optional(context(3)))
  fields.end()
  const signed = { data: body.bytes, algorithm, signature }
  return { der, signed, serial, issuer, subject, notBefore, notAfter, key, extensions }
}

/**
 * Afterwards this certificate was one for time stamps at `time` (milliseconds), and is pinned or was issued below a pinned one. `others`
 * came with the token and are believed only as far as they lead there.
 *
 * @throws {VerificationError} `unknown-authority`.
 */
export async function verifyAuthority(
  signer: Certificate,
  { others, pinned, time }: { others: readonly Certificate[]; pinned: readonly Certificate[]; time: number },
): Promise<void> {
  checkPurpose(signer)
  let current = signer
  for (let step = 0; step <= MAX_STEPS; step++) {
    checkCertificate(current, time)
    if (pinned.some((one) => same(one, current))) return
    current = await issuerOf(current, [...pinned, ...others], step)
  }
  throw unknown('the way to a pinned certificate is too long')
}

/** What people call it: its common name, or what else it has. */
export function nameOf({ subject }: Certificate): string {
  const parts = subject.children.flatMap(({ children }) => children).map(({ children: [type, value] }) => ({ type, value }))
  for (const oid of NAMES) {
    const value = parts.find(({ type }) => type && oidOf(type) === oid)?.value
    const text = value ? new TextDecoder(value.tag === BMP_STRING ? 'utf-16be' : 'utf-8').decode(value.content).trim() : ''
    if (text !== '') return text.slice(0, LONGEST_NAME)
  }
  return 'a certificate without a name'
}

export function same(one: Certificate, other: Certificate): boolean {
  return equalBytes(one.der, other.der)
}

/** Someone of `candidates` who may issue, `below` certificates above the signer, and did. */
async function issuerOf(subject: Certificate, candidates: readonly Certificate[], below: number): Promise<Certificate> {
  for (const candidate of candidates)
    if (
      !same(candidate, subject) &&
      equalBytes(candidate.subject.bytes, subject.issuer) &&
      mayIssue(candidate, below) &&
      (await hasSigned(candidate, subject))
    )
      return candidate
  throw unknown('it does not lead to a pinned certificate')
}

function hasSigned(issuer: Certificate, subject: Certificate): Promise<boolean> {
  return verifySigned(issuer.key, subject.signed).then(
    () => true,
    () => false,
  )
}

/** SEQUENCE { cA BOOLEAN, pathLenConstraint INTEGER OPTIONAL }. */
function mayIssue(candidate: Certificate, below: number): boolean {
  const constraints = candidate.extensions.get(BASIC_CONSTRAINTS)
  if (!constraints || !hasUsage(candidate, KEY_CERT_SIGN)) return false
  const fields = new Fields(constraints.value)
  if (!isTrue(fields.optional(TAG.boolean))) return false
  const longest = fields.optional(TAG.integer)
  return longest === undefined || below <= smallInteger(longest)
}

function checkPurpose(signer: Certificate): void {
  const purpose = signer.extensions.get(EXTENDED_KEY_USAGE)
  const purposes = purpose?.value.children.map(oidOf) ?? []
  if (!purpose?.critical || purposes.length !== 1 || purposes[0] !== TIME_STAMPING) throw unknown('it is not for time stamps alone')
  if (!hasUsage(signer, DIGITAL_SIGNATURE) && !hasUsage(signer, NON_REPUDIATION)) throw unknown('it is not for signatures')
}

function checkCertificate({ notBefore, notAfter, extensions }: Certificate, time: number): void {
  if (time < notBefore || time > notAfter) throw unknown('it was not valid at that time')
  if ([...extensions].some(([id, { critical }]) => critical && !UNDERSTOOD.includes(id))) throw unknown('a critical extension')
}

/** Also true where the certificate says nothing of its usage. */
function hasUsage({ extensions }: Certificate, bit: number): boolean {
  const usage = extensions.get(KEY_USAGE)?.value
  if (usage === undefined) return true
  return usage.tag === TAG.bitString && Math.floor((usage.content[1] ?? 0) / bit) % 2 === 1
}

/** [3] SEQUENCE OF SEQUENCE { id, critical BOOLEAN DEFAULT FALSE, OCTET STRING }, each id once. */
function extensionsOf(field: Element | undefined): Certificate['extensions'] {
  const extensions = new Map<string, { critical: boolean; value: Element }>()
  for (const extension of field?.children[0]?.children ?? []) {
    const fields = new Fields(extension)
    const id = oidOf(fields.take(TAG.oid))
    const critical = isTrue(fields.optional(TAG.boolean))
    const value = octetsOf(fields.any())
    fields.end()
    if (extensions.has(id)) throw new VerificationError('malformed', 'an extension stands twice')
    extensions.set(id, { critical, value: UNDERSTOOD.includes(id) ? parseBer(value) : extension })
  }
  return extensions
}

export function isTrue(flag: Element | undefined): boolean {
  return flag?.content.some((byte) => byte !== 0) ?? false
}

function unknown(message: string): VerificationError {
  return new VerificationError('unknown-authority', `the signer's certificate: ${message}`)
}
