/**
 * The ways in which something that should prove a fact does not: protocol.md, section 5, as a closed union.
 *
 * A verifying function throws one of these or returns what it has verified; it never answers with a boolean that a caller could forget
 * to read. The code is for programs and picks the verdict on the screen; the message is for the person who reads a log of it.
 *
 *     malformed: base64 is not canonical
 */

export type VerificationCode =
  | 'malformed' // not in the form the specification gives, so it says nothing
  | 'unknown-log' // signed, but by no key of a log that we follow
  | 'bad-signature' // a known key's signature does not verify
  | 'quorum-not-met' // too few of the policy's witnesses
  | 'stale' // true once, but older than what we accept or already know
  | 'not-included' // the log does not hold it where it was said to be
  | 'wrong-label' // another key's or another person's label
  | 'not-in-map' // the map does not hold this head
  | 'wrong-patient' // the entry speaks of somebody else
  | 'root-mismatch' // a proof that leads to another root
  | 'inconsistent' // two roots of one log, and the newer does not extend the older
  | 'forked' // two texts for one size
  | 'wrong-imprint' // a time stamp of something else
  | 'unknown-authority' // a time stamp by nobody whom we trust with time

export class VerificationError extends Error {
  override readonly name = 'VerificationError'
  readonly code: VerificationCode

  constructor(code: VerificationCode, message?: string, options?: ErrorOptions) {
    super(message === undefined ? code : `${code}: ${message}`, options)
    this.code = code
  }
}
