import { toHex, utf8 } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'

/** The text of `trust.json` as it was when this program was built (docs/protocol.md, section 5): no answer of a server can change it. */
export const TRUST: string = process.env.SIGHTLINE_TRUST ?? ''

/**
 * Hex SHA-256 of that file, as `trustFingerprint` of lib/history gives it: computed from the text alone, so that a page that only shows it
 * need not carry the verifier.
 */
export function builtInFingerprint(): string {
  return toHex(sha256(utf8(TRUST)))
}
