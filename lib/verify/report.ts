import type { Cover } from '#lib/history/cover.ts'
import type { Trust } from '#lib/history/trust.ts'
import type { VerifiedCheckpoint } from '#lib/history/verify-checkpoint.ts'
import type { VerifiedHead } from '#lib/history/verify-head.ts'
import { toBase64 } from '#lib/tlog/bytes.ts'
import type { CheckpointSummary, Level, Report, Verdict } from './types.ts'

/** Seconds for which a checkpoint may wait to be sealed: section 6 of docs/protocol.md. */
const SEALING_LIMIT = 24 * 60 * 60

/** Before anything was checked. */
export function emptyReport(trust?: Trust): Report {
  return {
    verdict: 'checking',
    level: 'sealed',
    size: 0,
    covered: 0,
    complete: false,
    withheld: { 'by-law': 0, retention: 0, erased: 0 },
    unexplainedErasures: [],
    spotChecks: { state: 'running', checked: 0 },
    trustFingerprint: trust?.fingerprint ?? '',
    operator: trust?.origin ?? '',
    checkedAt: 0,
    timings: { fetchMs: 0, verifyMs: 0, entries: 0 },
    hasEvidence: false,
  }
}

/** What a checkpoint that must wait comes to: after a day nobody would call that waiting. */
export function waitingVerdict({ time }: VerifiedCheckpoint, { fresh }: Trust, now: number): Verdict {
  return now - time > fresh + SEALING_LIMIT ? 'unchecked' : 'waiting'
}

export function coverOf(cover: Cover, { head, checkpoint, mapEntry }: VerifiedHead, trust: Trust) {
  const { covered, complete, linked, withheld, unexplainedErasures } = cover
  return {
    size: head.size,
    covered,
    complete,
    withheld,
    unexplainedErasures,
    checkpoint: { ...summaryOf(checkpoint), epoch: mapEntry.epoch },
    level: levelOf(checkpoint, complete && !linked, trust),
  }
}

export function summaryOf({ origin, size, root, time, timeIs, witnesses, auditors }: VerifiedCheckpoint): CheckpointSummary {
  return { origin, size, root: toBase64(root), time, timeIs, witnesses, auditors }
}

/** How much may be said; `everything`: all entries are covered, and no link leads to another history. */
export function levelOf({ auditors }: VerifiedCheckpoint, everything: boolean, { keys }: Trust): Level {
  if (keys.quorum === 'none') return 'sealed'
  return auditors.length > 0 && everything ? 'replayed' : 'witnessed'
}
