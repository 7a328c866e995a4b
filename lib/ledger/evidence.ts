import { createHash } from 'node:crypto'
import { type Evidence, parseEvidence } from '#lib/history/evidence.ts'
import type { Trust } from '#lib/history/trust.ts'
import { ANY_TIME, verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { contradictionDigest, verifyContradiction } from '#lib/history/verify-evidence.ts'
import { fromUtf8, toBase64 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'

export type EvidenceCode = Evidence['code']

/** What a report amounts to: a proven contradiction of the log, or a text of the form of evidence that proves nothing. */
export type ReadEvidence = {
  readonly code: EvidenceCode
  readonly proved: boolean
  /** Of the contradiction; of what proves nothing, of its bytes. */
  readonly digest: Uint8Array
  /** What may be kept: of a complaint nothing, because its answer is health data. */
  readonly keep: Uint8Array | undefined
}

/** Reads what anybody may have made up; undefined for what has not the form of evidence. */
export function readEvidence(bytes: Uint8Array, trust: Trust): ReadEvidence | undefined {
  const evidence = unlessInvalid(() => parseEvidence(fromUtf8(bytes)))
  if (!evidence) return undefined
  const unproven = { code: evidence.code, proved: false, digest: createHash('sha256').update(bytes).digest() } as const
  if ('answer' in evidence) return { ...unproven, keep: undefined }
  const proven = unlessInvalid(() => verifyContradiction(evidence, trust))
  if (!proven) return { ...unproven, keep: bytes }
  return { code: evidence.code, proved: true, digest: Buffer.from(contradictionDigest(proven), 'hex'), keep: bytes }
}

function unlessInvalid<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

/** A checkpoint that evidence shows. Without `signed` it only claims to be one: not both keys of the log have signed it. */
export type ShownCheckpoint = {
  readonly note: string
  readonly signed?: { readonly size: number; readonly root: string; readonly time: number }
}

/** Kept evidence, for people to read. */
export type DescribedEvidence = {
  /** When it was found, by the clock of whoever reported it, in seconds. */
  readonly at: number
  readonly pinned: ShownCheckpoint
  readonly shown: ShownCheckpoint
  /** Whether the log as a whole or one person's list contradicts itself. */
  readonly about: 'log' | 'history'
}

/** What kept evidence says; undefined for what is none, or has no checkpoints. */
export function describeEvidence(bytes: Uint8Array, trust: Trust): DescribedEvidence | undefined {
  const evidence = parseEvidence(fromUtf8(bytes))
  if ('answer' in evidence) return undefined
  const { at, pinned, shown, history, log } = evidence
  return { at, pinned: shownCheckpoint(pinned, trust), shown: shownCheckpoint(shown, trust), about: history && !log ? 'history' : 'log' }
}

function shownCheckpoint(note: string, trust: Trust): ShownCheckpoint {
  const checkpoint = unlessInvalid(() => verifyCheckpoint(note, trust, ANY_TIME))
  return { note, ...(checkpoint && { signed: { size: checkpoint.size, root: toBase64(checkpoint.root), time: checkpoint.time } }) }
}
