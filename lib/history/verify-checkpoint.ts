/**
 * Check 1 of docs/protocol.md, section 5: a checkpoint's note under the trust file, at a time.
 *
 *     sightline.example/demo                                              three lines, and no extension
 *     4711
 *     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
 *
 *     — sightline.example/demo …                                          the log's Ed25519: must be there
 *     — sightline.example/demo …                                          the log's ML-DSA-44, with its time: must be there
 *     — witness.example/w1 …                                              cosignatures, each with its time: as many as the quorum asks
 *     — grease.invalid/3f9a01c7 …                                         a key of nobody: ignored, as every unknown one
 *
 * tlog-policy asks for any one of its `log` keys; we ask for both, so that breaking one algorithm is not enough. How old the quorum is, no
 * policy says: that is `fresh` and `skew` of the trust file. A checkpoint that is right but too old, or that too few witnesses have
 * seen so far, accuses nobody. It is returned, with why it must wait: whoever uses it looks at `waiting` first.
 */
import { utf8 } from '#lib/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { openNote, type VerifiedSignature, type Vkey } from '#lib/tlog/note.ts'
import { quorumMet } from '#lib/tlog/policy.ts'
import type { Trust } from './trust.ts'

/** A `now` after every time that a file can hold. Files are never stale: what is in them was true when they were made. */
export const ANY_TIME = 2 ** 53 - 1

export type Waiting = 'stale' | 'quorum-not-met'

export type VerifiedCheckpoint = Checkpoint & {
  /** The three lines: for one size there is one text. */
  readonly text: string
  readonly signatures: readonly VerifiedSignature[]
  /** Why this checkpoint cannot be relied on yet, or any more. */
  readonly waiting: Waiting | undefined
  /** Seconds: the newest time by which a quorum had cosigned; without a quorum in the policy, or before it is met, the log's own word. */
  readonly time: number
  readonly timeIs: 'witnessed' | 'operator'
  /** Who cosigned, by the name in their keys, each once however many keys it used; auditors stand apart. */
  readonly witnesses: readonly string[]
  readonly auditors: readonly string[]
}

/**
 * Afterwards both of the log's keys have signed this text for the trusted origin, and each line of a known key verified.
 *
 * @throws {VerificationError} `malformed`, `unknown-log`, `bad-signature`.
 */
export function verifyCheckpoint(note: string, trust: Trust, now: number): VerifiedCheckpoint {
  const { keys, origin, logEd25519, logMlDsa44, auditors } = trust
  const opened = openNote(
    utf8(note),
    [...keys.logs, ...keys.witnesses].map(({ vkey }) => vkey),
  )
  const checkpoint = parseCheckpoint(opened.text)
  if (checkpoint.origin !== origin) throw new VerificationError('unknown-log', 'a checkpoint of another log')
  if (checkpoint.extensions.length > 0) throw new VerificationError('malformed', 'a checkpoint of ours has three lines')
  if (checkpoint.size < 1) throw new VerificationError('malformed', 'size 0 is never signed')
  const by = (key: Vkey) => opened.signatures.filter(({ vkey }) => vkey === key)
  if (by(logEd25519).length === 0) throw new VerificationError('bad-signature', 'the Ed25519 signature of the log is missing')
  if (by(logMlDsa44).length === 0) throw new VerificationError('bad-signature', 'the ML-DSA-44 signature of the log is missing')
  const cosigned = keys.witnesses.filter(({ vkey }) => by(vkey).length > 0)
  const namesOf = (auditing: boolean) => [
    ...new Set(cosigned.filter(({ name }) => auditors.includes(name) === auditing).map(({ vkey }) => vkey.name)),
  ]
  return {
    ...checkpoint,
    text: opened.text,
    signatures: opened.signatures,
    ...sealedAt(opened.signatures, trust, now),
    witnesses: namesOf(false),
    auditors: namesOf(true),
  }
}

type SealedAt = Pick<VerifiedCheckpoint, 'waiting' | 'time' | 'timeIs'>

function sealedAt(signatures: readonly VerifiedSignature[], trust: Trust, now: number): SealedAt {
  const { keys, logMlDsa44, fresh, skew } = trust
  const inTime = signatures.filter(({ timestamp = 0 }) => timestamp <= now + skew).sort(newestFirst)
  const operator = inTime.find(({ vkey }) => vkey === logMlDsa44)?.timestamp ?? 0
  const waitingSince = (time: number) => (time < now - fresh ? 'stale' : undefined)
  if (keys.quorum === 'none') return { waiting: waitingSince(operator), time: operator, timeIs: 'operator' }
  const met = (lines: readonly VerifiedSignature[]) =>
    quorumMet(
      keys,
      lines.map(({ vkey }) => vkey),
    )
  if (!met(signatures)) return { waiting: 'quorum-not-met', time: operator, timeIs: 'operator' }
  const last = inTime.findIndex((_, index) => met(inTime.slice(0, index + 1)))
  const time = inTime[last]?.timestamp
  // A quorum only of cosigners whose clocks are ahead of ours says nothing about when.
  if (time === undefined) return { waiting: 'stale', time: operator, timeIs: 'operator' }
  return { waiting: waitingSince(time), time, timeIs: 'witnessed' }
}

function newestFirst(a: VerifiedSignature, b: VerifiedSignature): number {
  return (b.timestamp ?? 0) - (a.timestamp ?? 0)
}
