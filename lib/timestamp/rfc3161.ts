/**
 * Time stamps by an authority: RFC 3161.
 *
 *     request   SEQUENCE { 1, SEQUENCE { sha256, imprint }, nonce, TRUE }               POST, application/timestamp-query
 *     response  SEQUENCE { SEQUENCE { 0 }, token }                                      application/timestamp-reply
 *
 * The imprint is the SHA-256 of what is to be stamped. A token that verifies says: this existed before `genTime`, in the word of somebody
 * whose certificate is pinned. It says nothing of who asked, and nothing of what the authority was not shown.
 */
import { concat, equalBytes, fromHex } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { Fields, parseBer, smallInteger, TAG } from './ber.ts'
import { nameOf, readCertificate, verifyAuthority } from './certificate.ts'
import { MAX_TOKEN_LENGTH, openToken, signingCertificate, type Token, verifyToken } from './token.ts'

const SHA_256 = '2.16.840.1.101.3.4.2.1'
const GRANTED = [0, 1]
/** A token says for itself how far its clock may be off; one that is off by more than a day says nothing. */
const MAX_ACCURACY = 86_400
const VERSION_1 = fromHex('020101')
/** AlgorithmIdentifier of SHA-256, without parameters. */
const WITH_SHA_256 = fromHex('300b0609608648016503040201')
const TRUE = fromHex('0101ff')

export type VerifiedTimeStamp = {
  /** Seconds, rounded up and with the accuracy that the token states: it existed before. */
  readonly time: number
  /** The name in the certificate of who stamped it. */
  readonly by: string
}

/** A request for a time stamp with the authority's certificate; `nonce` is 8 random bytes, which the answer has to repeat. */
export function timeStampRequest(imprint: Uint8Array, nonce: Uint8Array): Uint8Array {
  const digits = significant(nonce)
  const positive = (digits[0] ?? 0x80) >= 0x80 ? concat(Uint8Array.of(0), digits) : digits
  const messageImprint = der(TAG.sequence, WITH_SHA_256, der(TAG.octetString, imprint))
  return der(TAG.sequence, VERSION_1, messageImprint, der(TAG.integer, positive), TRUE)
}

/**
 * The bytes of the token in a response.
 *
 * @throws {VerificationError} `malformed`, with what the authority says, if it has granted none.
 */
export function tokenOfResponse(response: Uint8Array): Uint8Array {
  if (response.length > MAX_TOKEN_LENGTH) throw new VerificationError('malformed', 'a response of more than 64 KiB')
  const fields = new Fields(parseBer(response))
  const info = new Fields(fields.take(TAG.sequence))
  const status = smallInteger(info.take(TAG.integer))
  const said = info.optional(TAG.sequence)?.children.map(({ content }) => new TextDecoder().decode(content)) ?? []
  const token = fields.optional(TAG.sequence)
  fields.end()
  if (!GRANTED.includes(status) || !token) {
    const message = `the authority grants no time stamp: status ${status} ${said.join(' ')}`
    throw new VerificationError('malformed', message.slice(0, 200).trim())
  }
  return token.bytes.slice()
}

/**
 * Checks that somebody whose certificate is pinned, or was issued below a pinned one, has stamped `imprint`.
 *
 * @throws {VerificationError} `malformed`; `wrong-imprint` if something else was stamped, or the answer is to another request;
 *   `bad-signature`; `unknown-authority`.
 */
export async function verifyTimeStamp(
  bytes: Uint8Array,
  { imprint, nonce, pinned }: { imprint: Uint8Array; nonce?: Uint8Array; pinned: readonly Uint8Array[] },
): Promise<VerifiedTimeStamp> {
  const token = openToken(bytes)
  const { info, certificates } = token
  checkImprint(token, imprint)
  if (nonce && !(info.nonce && equalBytes(significant(info.nonce), significant(nonce))))
    throw new VerificationError('wrong-imprint', 'the answer to another request')
  const trusted = pinned.map(readCertificate)
  const signer = await signingCertificate(token, [...trusted, ...certificates])
  await verifyToken(token, signer.key)
  await verifyAuthority(signer, { others: certificates, pinned: trusted, time: info.genTime })
  if (info.accuracy > MAX_ACCURACY) throw new VerificationError('malformed', 'a time that says nothing')
  return { time: Math.ceil(info.genTime / 1000 + info.accuracy), by: nameOf(signer) }
}

/** @throws {VerificationError} `wrong-imprint` unless the token is over this SHA-256. */
export function checkImprint({ info }: Token, imprint: Uint8Array): void {
  if (info.imprint.algorithm !== SHA_256 || !equalBytes(info.imprint.hash, imprint))
    throw new VerificationError('wrong-imprint', 'a time stamp of something else')
}

/** An element of less than 128 bytes. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts)
  if (content.length >= 128) throw new RangeError('an element of 128 bytes or more')
  return concat(Uint8Array.of(tag, content.length), content)
}

function significant(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? new Uint8Array() : bytes.subarray(first)
}
