import { Certificate, ContentInfo, SignedData } from 'pkijs'
import { VerificationError } from '#lib/tlog/error.ts'

/**
 * Has a token that verified checked once more, by `pkijs`, which others wrote: its imprint is that of `text` and its signature verifies. A
 * fault of one of the two readers is so found when a stamp is made, and not years later by whom it matters to.
 *
 * @throws {VerificationError} `bad-signature`.
 */
export async function confirmToken(token: Uint8Array, text: Uint8Array, pinned: readonly Uint8Array[]): Promise<void> {
  try {
    const signed = new SignedData({ schema: ContentInfo.fromBER(token.slice().buffer).content })
    // Who leaves out a certificate that is pinned need not send it.
    signed.certificates = [...(signed.certificates ?? []), ...pinned.map((der) => Certificate.fromBER(der.slice().buffer))]
    if (await signed.verify({ signer: 0, data: text.slice().buffer })) return
  } catch (cause) {
    throw new VerificationError('bad-signature', 'pkijs does not confirm the token', { cause })
  }
  throw new VerificationError('bad-signature', 'pkijs does not confirm the token')
}
