/**
 * Evidence of misbehaviour: docs/protocol.md, section 8. What a browser keeps when something does not match, in JCS.
 *
 *     {"at":1800000000,"code":"forked","pinned":"log.example\n60\n…","shown":"log.example\n60\n…","trustFingerprint":"b5bb…","v":1}
 *     {"at":…,"code":"inconsistent","log":["gSKy…"],"pinned":…,"shown":…}                        the log does not extend itself
 *     {"at":…,"code":"inconsistent","history":{"blind":…,"label":…,"pinned":{…},"shown":{…}},…}  nor does one history
 *     {"answer":"eyJw…","at":…,"code":"root-mismatch","trustFingerprint":"b5bb…","v":1}          accuses nobody
 *
 * `pinned` and `shown` are signed checkpoints of two visits, as they were. The first two kinds prove, to anyone who has the log's keys, that
 * whoever holds them signed what cannot both be true. They hold no entry, no identifier, and no VRF proof: with one, somebody could try
 * everybody's identifier until it verifies. A history stands under its label and blind, which say nothing without the VRF's secret key.
 * Every other code comes with the answer as it was, which is health data, and which whoever shows it may have broken: it proves nothing.
 */
import { asHash, fromBase64, fromHex, type Hash, toBase64, toHex } from '#lib/tlog/bytes.ts'
import type { VerificationCode } from '#lib/tlog/error.ts'
import {
  asBytes,
  asHashText,
  asInteger,
  asList,
  asMembers,
  asText,
  type Members,
  malformed,
  optional,
  parseJson,
  printHashes,
} from './json.ts'
import type { MapProof } from './map.ts'
import { type Head, mapProofMembers, readHead, readMapProof } from './proof-part.ts'

/** Longest evidence that we read: an answer of 1000 entries, in base64, is shorter. */
const MAX_EVIDENCE = 16 * 1024 * 1024

/** One person's head under one checkpoint; `head` is absent where the map holds nothing for the label. */
export type ShownHead = {
  readonly head?: Head
  readonly mapEntry: Uint8Array
  readonly mapEntryProof: readonly Hash[]
  readonly mapProof: MapProof
}

/** Two heads of one label. `split` is the split list of the larger one, where there is no shorter way to show the contradiction. */
export type HistoryEvidence = {
  readonly label: Hash
  readonly blind: Hash
  readonly pinned: ShownHead
  readonly shown: ShownHead
  readonly split?: readonly Hash[]
}

type Noted = { readonly at: number; readonly trustFingerprint: string }

/** Two signed checkpoints that contradict each other, by themselves or by what they hold. */
export type Contradiction = Noted & {
  readonly code: 'forked' | 'inconsistent'
  readonly pinned: string
  readonly shown: string
  /** The split list of the log. */
  readonly log?: readonly Hash[]
  readonly history?: HistoryEvidence
}

export type Complaint = Noted & { readonly code: Exclude<VerificationCode, 'forked' | 'inconsistent'>; readonly answer: Uint8Array }

export type Evidence = Contradiction | Complaint

const COMPLAINTS = [
  'malformed',
  'unknown-log',
  'bad-signature',
  'quorum-not-met',
  'stale',
  'not-included',
  'wrong-label',
  'not-in-map',
  'wrong-patient',
  'root-mismatch',
] as const satisfies readonly Complaint['code'][]

/** The one text of a piece of evidence. */
export function printEvidence(evidence: Evidence): string {
  const { at, trustFingerprint } = evidence
  if ('answer' in evidence) return JSON.stringify({ answer: toBase64(evidence.answer), at, code: evidence.code, trustFingerprint, v: 1 })
  const { code, history, log, pinned, shown } = evidence
  return JSON.stringify({
    at,
    code,
    ...(history && { history: historyMembers(history) }),
    ...(log && { log: printHashes(log) }),
    pinned,
    shown,
    trustFingerprint,
    v: 1,
  })
}

/** @throws {VerificationError} `malformed` unless `printEvidence` gives the text back. Nothing is verified: see verify-evidence.ts. */
export function parseEvidence(text: string): Evidence {
  if (text.length > MAX_EVIDENCE) throw malformed('evidence of more than 16 MiB')
  return parseJson(text, readEvidence, printEvidence)
}

function historyMembers({ label, blind, pinned, shown, split }: HistoryEvidence) {
  return {
    blind: toBase64(blind),
    label: toBase64(label),
    pinned: headMembers(pinned),
    shown: headMembers(shown),
    ...(split && { split: printHashes(split) }),
  }
}

function headMembers({ head, mapEntry, mapEntryProof, mapProof }: ShownHead) {
  return {
    ...(head && { head: { root: toBase64(head.root), size: head.size } }),
    mapEntry: toBase64(mapEntry),
    mapEntryProof: printHashes(mapEntryProof),
    mapProof: mapProofMembers(mapProof),
  }
}

function readEvidence(members: Members): Evidence {
  const noted = { at: asInteger(members.at), trustFingerprint: toHex(asHash(fromHex(asText(members.trustFingerprint)))) }
  const code = asText(members.code)
  if (code === 'forked' || code === 'inconsistent')
    return {
      ...noted,
      code,
      ...optional(members, 'history', readHistory),
      ...optional(members, 'log', (list) => asList(list, asHashText)),
      pinned: asText(members.pinned),
      shown: asText(members.shown),
    }
  const complaint = COMPLAINTS.find((known) => known === code)
  if (!complaint) throw malformed('evidence of nothing that we know')
  return { ...noted, code: complaint, answer: fromBase64(asText(members.answer)) }
}

function readHistory(value: unknown): HistoryEvidence {
  const members = asMembers(value)
  return {
    blind: asHash(asBytes(members.blind)),
    label: asHash(asBytes(members.label)),
    pinned: readShownHead(members.pinned),
    shown: readShownHead(members.shown),
    ...optional(members, 'split', (list) => asList(list, asHashText)),
  }
}

function readShownHead(value: unknown): ShownHead {
  const members = asMembers(value)
  return {
    ...optional(members, 'head', readHead),
    mapEntry: asBytes(members.mapEntry),
    mapEntryProof: asList(members.mapEntryProof, asHashText),
    mapProof: readMapProof(asMembers(members.mapProof)),
  }
}
