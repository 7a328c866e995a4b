import type { AccessEvent } from '#lib/event/access-event.ts'
import type { VerificationCode } from '#lib/tlog/error.ts'

/** The four verdicts; on screen: Verified · Waiting to be sealed · Could not check · Does not match. */
export type Verdict = 'verified' | 'waiting' | 'unchecked' | 'mismatch'

/** How much may be said when the verdict is `verified`; only `replayed` (which needs full cover) may say that none is missing. */
export type Level = 'sealed' | 'witnessed' | 'replayed'

export type Withheld = 'by-law' | 'retention' | 'erased'

export type Identifier = { readonly system: string; readonly value: string }

export type SessionOptions = {
  /** The canonical identifier of the person on the screen: every claim is about this one. */
  readonly identifier: Identifier
  /** Same-origin address of the pages, such as `/api/me/history`. */
  readonly historyUrl: string
  /** Address of the log's public files, such as `http://127.0.0.1:4000/log`. */
  readonly logUrl: string
}

export type VisitOptions = SessionOptions & {
  /** The text of `trust.json`, a build input. */
  readonly trust: string
}

/** One entry whose commitment is in the history. A withheld one counts, and is counted aloud, but has no event to show. */
export type HistoryEntry = ShownEntry | WithheldEntry

export type ShownEntry = {
  readonly historyIndex: number
  readonly logIndex: number
  readonly verdict: Verdict
  /** What was hashed, with the concealed members (names) merged in where they were opened. */
  readonly event: AccessEvent
  /** Whether the concealed bytes came and open: without them no name of `event` is hidden by us, it is withheld. */
  readonly concealed: 'opened' | 'withheld'
}

export type WithheldEntry = {
  readonly historyIndex: number
  readonly logIndex: number
  readonly verdict: Verdict
  /** `unreadable`: bytes that are no event, with verdict `mismatch` alone. */
  readonly withheld: Withheld | 'unreadable'
}

/** Received but in no tree yet: shown apart, never counted, always *waiting*. */
export type PendingEntry = { readonly verdict: 'waiting'; readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }

export type LoadedPage = {
  /** The range that this page covers: history indexes from … to−1. `from` 0 is the end of the list. */
  readonly from: number
  readonly to: number
  /** The size of the history; the same on every page of a session. */
  readonly size: number
  /** Newest first. With verdict `mismatch` these are what the server said, in so far as it can be read. */
  readonly entries: readonly HistoryEntry[]
  /** Only the first page has them. */
  readonly pending: readonly PendingEntry[]
  /** How many others were received that cannot be read, or do not open: what is stored of them is not what was received. */
  readonly unreadable: number
  readonly verdict: Verdict
  readonly code?: VerificationCode
}

export type CheckpointSummary = {
  readonly origin: string
  readonly size: number
  /** Root hash, base64 as in the checkpoint. */
  readonly root: string
  /** Seconds since 1970: the newest time that the quorum vouches for; with `quorum none` the operator's word. */
  readonly time: number
  readonly timeIs: 'witnessed' | 'operator'
  /** Witnesses whose cosignatures verified, each once; auditors stand apart. */
  readonly witnesses: readonly string[]
  readonly auditors: readonly string[]
}

export type SpotChecks = {
  /** `agreed`: every drawn entry of every loaded page is in the public log's files. `unchecked`: some could not be reached. */
  readonly state: 'running' | 'agreed' | 'unchecked' | 'mismatch'
  readonly checked: number
}

export type Report = {
  /** `checking` until the first page and its spot checks are done; more pages keep the verdict until they fail. */
  readonly verdict: Verdict | 'checking'
  /** Why, when the verdict is `waiting` or `mismatch`; absent when the network failed. */
  readonly code?: VerificationCode
  readonly level: Level
  /** Present as soon as the checkpoint verified. */
  readonly checkpoint?: CheckpointSummary & { /** That of the map entry that ends it. */ readonly epoch: number }
  /** Entries in the history; 0 is a proven *nobody has looked* when the verdict is `verified`. */
  readonly size: number
  /** How many of them were loaded and checked. */
  readonly covered: number
  /** `covered === size`: position and count are proven, not only membership. */
  readonly complete: boolean
  readonly withheld: { readonly [kind in Withheld]: number }
  /** Erased log indexes that no later *erasure* event names (known only with full cover). */
  readonly unexplainedErasures: readonly number[]
  readonly spotChecks: SpotChecks
  /** The earlier visit that this one continues; absent on a first visit of this device. */
  readonly returning?: { readonly logSize: number; readonly size: number; readonly time: number }
  /** Hex SHA-256 of the trust file. */
  readonly trustFingerprint: string
  /** The operator's name in the promise: the log's origin. */
  readonly operator: string
  /** Milliseconds since 1970 at which the newest check ended. */
  readonly checkedAt: number
  readonly timings: { readonly fetchMs: number; readonly verifyMs: number; readonly entries: number }
  /** Both signed checkpoints exist for `forked` and `inconsistent`, the answer for other failures: offer `evidence()`. */
  readonly hasEvidence: boolean
}

export type Progress = {
  readonly phase: 'fetching' | 'verifying' | 'spot-checks' | 'proof' | 'idle'
  readonly done: number
  readonly total: number
}

/** A sibling on a path; `side` is where the sibling stands. Hashes are base64. */
export type PathStep = { readonly side: 'left' | 'right'; readonly hash: string }

/** What *How this was checked* draws: each path was recomputed here, from the entry up to the signed root. */
export type EntryProof = {
  readonly logIndex: number
  readonly historyIndex: number
  readonly commitment: string
  readonly history: { readonly leaf: string; readonly path: readonly PathStep[]; readonly root: string; readonly size: number }
  readonly map: { readonly label: string; readonly headValue: string; readonly path: readonly PathStep[]; readonly root: string }
  readonly log: { readonly mapEntryIndex: number; readonly path: readonly PathStep[]; readonly root: string; readonly size: number }
  readonly signatures: readonly DrawnSignature[]
}

export type DrawnSignature = {
  readonly name: string
  /** Hex key ID as in the note. */
  readonly keyId: string
  readonly algorithm: 'Ed25519' | 'ML-DSA-44'
  readonly role: 'log' | 'witness' | 'auditor'
  /** Seconds since 1970; absent for the plain Ed25519 signature. */
  readonly time?: number
}

/** What the log's index says of an entry's time; nobody has checked it. */
export type ClaimedStamp =
  | { readonly says: 'existed-before'; readonly time: number }
  | { readonly says: 'compare-blocks' | 'waiting-for-bitcoin' | 'nothing' }
  | { readonly says: 'unknown'; readonly verdict: 'unchecked' | 'mismatch' }

/** What this browser found of a time stamp. A *mismatch* accuses the time stamp, not the list. */
export type CheckedStamp =
  | VerifiedStamp
  | { readonly verdict: 'none' }
  | { readonly verdict: 'unchecked' }
  | { readonly verdict: 'mismatch'; readonly code: VerificationCode }

export type VerifiedStamp = {
  readonly verdict: 'verified'
  /** Only with `existed-before` is there a time. */
  readonly says: 'existed-before' | 'compare-blocks' | 'waiting-for-bitcoin'
  /** Seconds since 1970. */
  readonly time?: number
  readonly by: string
  readonly kind: 'rfc3161' | 'opentimestamps'
  readonly blocks: readonly { readonly height: number; readonly merkleRoot: string }[]
  /** Entries of the tree that was stamped. */
  readonly size: number
}

export type SavedFile = { readonly name: string; readonly type: string; readonly text: string }

/** Evidence that was found on this device; `at` in seconds. */
export type KeptEvidence = { readonly at: number; readonly code: VerificationCode; readonly file: SavedFile }

export type PinImport = 'imported' | 'older' | 'not-ours' | 'malformed'

/**
 * A visit: one worker, one checkpoint. Nothing rejects except after `close()`; what went wrong is a verdict.
 * Made by `openSession(options)` of `session.ts`.
 */
export type HistorySession = {
  /** The newest 50; calling it again gives the same page. */
  open(): Promise<LoadedPage>
  /** The entries from … to−1 of the same head, at most 1000; the next page ends where the last one began. */
  more(range: { readonly from: number; readonly to: number }): Promise<LoadedPage>
  /** For `useSyncExternalStore`: same object until something changed. */
  report(): Report
  progress(): Progress
  subscribe(listener: () => void): () => void
  /** The drawn proof of a loaded entry; no network. Undefined unless its page verified. */
  proofOf(logIndex: number): Promise<EntryProof | undefined>
  /** The `.tlog-proof` of a loaded, shown entry, made from the log's files. Undefined when they cannot be reached or disagree. */
  proofFile(logIndex: number): Promise<SavedFile | undefined>
  /** What is said of the time of a loaded entry, from the log's index. Undefined unless its page verified. */
  timeStampOf(logIndex: number): Promise<ClaimedStamp | undefined>
  /** Checks it. This loads the code that reads time stamps, which nothing else needs. */
  checkTimeStamp(logIndex: number): Promise<CheckedStamp | undefined>
  /**
   * The `.sightline` file of the whole history, after loading what is missing; or of those loaded entries alone whose log indexes are
   * given. Undefined when something cannot be reached, did not match, or is not sealed yet. Time stamps are
   * fetched and put in where there are any.
   */
  historyFile(logIndexes?: readonly number[]): Promise<SavedFile | undefined>
  /**
   * All entries, newest first, after loading what is missing, with the verdict of this visit when their spot checks were done; or those
   * loaded entries alone whose log indexes are given. Undefined when something cannot be reached, did not match, or is not sealed yet.
   */
  entries(logIndexes?: readonly number[]): Promise<readonly HistoryEntry[] | undefined>
  /** Both signed checkpoints and what contradicts, for `forked` and `inconsistent`; else the answer as it was. */
  evidence(): Promise<SavedFile | undefined>
  /** Contradictions of the log that this device has found, also on earlier visits. */
  keptEvidence(): Promise<readonly KeptEvidence[]>
  /** Deletes this device's pins and evidence, all of them. */
  forget(): Promise<void>
  /** Holds no entry and no identifier. Undefined before the first page verified. */
  exportPin(): Promise<SavedFile | undefined>
  importPin(text: string): Promise<PinImport>
  close(): void
}
