/**
 * Checks a file that somebody saved: docs/protocol.md, section 8. The one verifier behind the verify page, the single HTML file and the command.
 *
 *     {"anchors":…            a `.sightline`: a history, or some of its entries
 *     c2sp.org/tlog-proof@v1  a `.tlog-proof`: that the log holds one entry
 *     {"answer":… {"at":…     evidence that something did not match
 *
 * Pure: no clock, no network, and the trust file comes from the caller, never from the file. A file is never stale: its time is shown.
 * Spot checks need the network and are not made.
 */
import { withNames } from '#lib/event/access-event.ts'
import { Cover } from '#lib/history/cover.ts'
import { accessEntry, commitEvent, type Identifier } from '#lib/history/entry.ts'
import { parseEvidence } from '#lib/history/evidence.ts'
import { parseFirstPage, parseLaterPage } from '#lib/history/page.ts'
import { type Trust, trustFingerprint } from '#lib/history/trust.ts'
import { ANY_TIME, type VerifiedCheckpoint, verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { verifyContradiction } from '#lib/history/verify-evidence.ts'
import { verifyHead } from '#lib/history/verify-head.ts'
import { verifyAnyPage } from '#lib/history/verify-page.ts'
import { equalBytes, fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import { leafHash, verifyInclusion } from '#lib/tlog/proof.ts'
import { parseTlogProof } from '#lib/tlog/tlog-proof.ts'
import { parseExtra } from './entry-extra.ts'
import { type FileStamp, verifyFileAnchors } from './file-anchors.ts'
import { claimedPage, loadedPage, READER } from './loaded-page.ts'
import { levelOf, summaryOf } from './report.ts'
import { entriesOn, MAX_FILE, parseSightlineFile, SIGHTLINE_PREFIX } from './sightline-file.ts'
import type { CheckpointSummary, HistoryEntry, Level, Verdict, Withheld } from './types.ts'

/** What any report says, whatever the file is. */
type Common = {
  readonly verdict: Verdict
  /** Why, when the verdict is not `verified`; absent for what is no file of ours. */
  readonly code?: VerificationCode
  /** Hex SHA-256 of the verifier's own trust file. */
  readonly trustFingerprint: string
}

export type HistoryFileReport = Common & {
  readonly kind: 'history'
  readonly identifier?: Identifier
  readonly savedAt?: number
  /** That of the file, and whether the verifier would have believed the same. */
  readonly fileTrust?: { readonly fingerprint: string; readonly same: boolean }
  readonly checkpoint?: CheckpointSummary
  readonly level?: Level
  /** Entries in the history, and how many of them the file holds. */
  readonly size: number
  readonly covered: number
  readonly complete: boolean
  readonly linked: boolean
  readonly withheld: { readonly [kind in Withheld]: number }
  readonly unexplainedErasures: readonly number[]
  /** Its time stamps, in the file's order. */
  readonly anchors: readonly FileStamp[]
  /** Newest first; none where the verdict is not `verified` or `waiting`. */
  readonly entries: readonly HistoryEntry[]
}

export type EntryFileReport = Common & {
  readonly kind: 'entry'
  readonly checkpoint?: CheckpointSummary
  readonly level?: Level
  readonly logIndex?: number
  readonly entries: readonly HistoryEntry[]
}

export type EvidenceReport = Common & {
  readonly kind: 'evidence'
  /** What the browser reported that made the file, and when, by its own clock. */
  readonly found?: VerificationCode
  readonly at?: number
  readonly fileTrust?: { readonly fingerprint: string; readonly same: boolean }
  /** Present when it proves that the log's keys signed both. */
  readonly pinned?: CheckpointSummary
  readonly shown?: CheckpointSummary
  /** What the answer said that did not match, in so far as it can be read. */
  readonly entries: readonly HistoryEntry[]
}

export type UnknownFileReport = Common & { readonly kind: 'unknown'; readonly entries: readonly [] }

export type FileReport = HistoryFileReport | EntryFileReport | EvidenceReport | UnknownFileReport

/** Told how many of how many entries have been checked; what it returns is waited for, so that a page can draw. */
export type OnProgress = (done: number, total: number) => Promise<void> | void

/** What the bytes are and prove. Whatever is wrong with them is in the report; nothing is thrown. */
export async function verifyFile(bytes: Uint8Array, trust: Trust, onProgress: OnProgress = () => {}): Promise<FileReport> {
  const common = { trustFingerprint: trust.fingerprint }
  if (bytes.length <= MAX_FILE) {
    if (startsWith(bytes, SIGHTLINE_PREFIX)) return verifyHistory(bytes, trust, onProgress)
    if (startsWith(bytes, 'c2sp.org/tlog-proof@')) return verifyEntry(bytes, trust)
    if (startsWith(bytes, '{"answer":') || startsWith(bytes, '{"at":')) return verifyEvidence(bytes, trust)
  }
  return { kind: 'unknown', verdict: 'unchecked', entries: [], ...common }
}

async function verifyHistory(bytes: Uint8Array, trust: Trust, onProgress: OnProgress): Promise<HistoryFileReport> {
  let report: HistoryFileReport = { ...EMPTY_HISTORY, trustFingerprint: trust.fingerprint }
  try {
    const { identifier, savedAt, ...file } = parseSightlineFile(bytes)
    report = { ...report, identifier, savedAt, fileTrust: compared(trustFingerprint(utf8(file.trust)), trust) }
    const head = verifyHead(file.proof, trust, identifier, ANY_TIME)
    const { checkpoint } = head
    const { size } = head.head
    const verdict = verdictOf(checkpoint)
    const cover = new Cover(size)
    const total = file.pages.reduce((sum, page) => sum + entriesOn(page), 0)
    const entries: HistoryEntry[] = []
    let done = 0
    for (const page of file.pages) {
      const verified = verifyAnyPage(page, { head, identifier, read: READER })
      const { from, to } = verified.range
      if (from < done) throw new VerificationError('malformed', 'the pages of a file ascend')
      cover.add(verified.entries)
      entries.push(...loadedPage(verified, size, verdict.verdict).entries.toReversed())
      done = to
      await onProgress(entries.length, total)
    }
    const { covered, complete, linked, withheld, unexplainedErasures } = cover
    return {
      ...report,
      ...verdict,
      checkpoint: summaryOf(checkpoint),
      level: levelOf(checkpoint, complete && !linked, trust),
      ...{ size, covered, complete, linked, withheld, unexplainedErasures },
      anchors: await verifyFileAnchors(file.anchors, checkpoint, trust),
      entries: entries.reverse(),
    }
  } catch (error) {
    return { ...report, ...failed(error) }
  }
}

const EMPTY_HISTORY = {
  kind: 'history',
  verdict: 'mismatch',
  size: 0,
  covered: 0,
  complete: false,
  linked: false,
  withheld: { 'by-law': 0, retention: 0, erased: 0 },
  unexplainedErasures: [],
  anchors: [],
  entries: [],
} as const

/** A tlog-proof says that the log holds the entry; neither whose history it is in nor that there is no other. */
function verifyEntry(bytes: Uint8Array, trust: Trust): EntryFileReport {
  const common = { kind: 'entry', trustFingerprint: trust.fingerprint, entries: [] } as const
  try {
    const proof = parseTlogProof(fromUtf8(bytes))
    if (!proof.extra) return { ...common, verdict: 'unchecked', logIndex: proof.index }
    const { event, nonce } = parseExtra(proof.extra)
    const checkpoint = verifyCheckpoint(fromUtf8(proof.checkpoint), trust, ANY_TIME)
    const entry = leafHash(accessEntry(commitEvent(nonce, event)))
    try {
      verifyInclusion({ leafHash: entry, index: proof.index, size: checkpoint.size, proof: proof.hashes, root: checkpoint.root })
    } catch (cause) {
      throw new VerificationError('not-included', 'the log does not hold this entry', { cause })
    }
    const verdict = verdictOf(checkpoint)
    const shown = withNames(READER.event(event), {})
    return {
      ...common,
      ...verdict,
      checkpoint: summaryOf(checkpoint),
      level: levelOf(checkpoint, false, trust),
      logIndex: proof.index,
      entries: [{ historyIndex: 0, logIndex: proof.index, verdict: verdict.verdict, event: shown, concealed: 'withheld' }],
    }
  } catch (error) {
    return { ...common, ...failed(error) }
  }
}

/** *Verified* means that the contradiction is proven. An answer that did not match accuses nobody: whoever shows it may have broken it. */
function verifyEvidence(bytes: Uint8Array, trust: Trust): EvidenceReport {
  let report: EvidenceReport = { kind: 'evidence', verdict: 'mismatch', trustFingerprint: trust.fingerprint, entries: [] }
  try {
    const evidence = parseEvidence(fromUtf8(bytes))
    const { code: found, at } = evidence
    report = { ...report, found, at, fileTrust: compared(evidence.trustFingerprint, trust) }
    if ('answer' in evidence) {
      const { entries } = claimedPage(evidence.answer, (answer) => readAnswer(answer), evidence.code)
      return { ...report, verdict: 'unchecked', entries }
    }
    const { pinned, shown } = verifyContradiction(evidence, trust)
    return { ...report, verdict: 'verified', pinned: summaryOf(pinned), shown: summaryOf(shown) }
  } catch (error) {
    return { ...report, ...failed(error) }
  }
}

function readAnswer(answer: Uint8Array): ReturnType<typeof parseFirstPage> | ReturnType<typeof parseLaterPage> {
  try {
    return parseFirstPage(answer)
  } catch (error) {
    if (error instanceof VerificationError) return parseLaterPage(answer)
    throw error
  }
}

/** A log that we do not know may be another country's: it could not be checked, which accuses nobody. */
function failed(error: unknown): { verdict: Verdict; code: VerificationCode } {
  if (!(error instanceof VerificationError)) throw error
  return { verdict: error.code === 'unknown-log' ? 'unchecked' : 'mismatch', code: error.code }
}

function verdictOf({ waiting }: VerifiedCheckpoint): { verdict: Verdict; code?: VerificationCode } {
  return waiting === 'quorum-not-met' ? { verdict: 'waiting', code: waiting } : { verdict: 'verified' }
}

function compared(fingerprint: string, trust: Trust) {
  return { fingerprint, same: fingerprint === trust.fingerprint }
}

function startsWith(bytes: Uint8Array, prefix: string): boolean {
  return equalBytes(bytes.subarray(0, prefix.length), utf8(prefix))
}
