/**
 * A page of a history, as the server answers it: docs/protocol.md, section 5, "Page". Content type `application/vnd.sightline.history`.
 *
 * One line of JSON (JCS), then one line an entry, oldest first, its fields between tabs; each line ends with a newline.
 *
 *     {"pending":[],"proof":{"checkpoint":"sightline.example/demo\n4711\n…",…},"range":{"from":10,"hashes":["gSKy…"],"to":60},"v":1}
 *     17 ⇥ <event nonce> ⇥ {"accessedAt":…} ⇥ <concealed nonce> ⇥ {"actor":{"name":"Anna Berg"}}
 *     23 ⇥ <event nonce> ⇥ {"accessedAt":…}                                     a name that is withheld
 *     42 ⇥ <commitment> ⇥ !by-law                                               an event that is withheld
 *
 * `proof` is that of proof-part.ts. Without entries there is no `range`. A returning visitor, who sent the sizes of its pin, also gets
 * `consistency`: {"history":["…"],"log":["…"]}, RFC 9162 proofs from the pinned sizes, each empty where there is nothing to prove.
 * A later page, of a head that is proven already, is {"range":…,"v":1}. JCS holds neither tab nor newline, so an entry's bytes stand in
 * the line as they were hashed. Nothing is verified here; the texts are what can be printed, and nothing else.
 */
import { asHash, concat, equalBytes, fromBase64, fromUtf8, type Hash, parseDecimal, toBase64, utf8 } from '#lib/tlog/bytes.ts'
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
import { type ProofPart, proofMembers, readProofPart } from './proof-part.ts'

/** What tells an answer of ours, which must be right, from a proxy's or a log-in page's, which only is no answer. */
export const CONTENT_TYPE = 'application/vnd.sightline.history'
export const FIRST_PAGE = 50
export const MAX_ENTRIES = 1000

/** Why an event is not shown. Its entry counts all the same, and the reason is the server's word: no proof holds it. */
export const WITHHELD = ['by-law', 'retention', 'erased'] as const
export type Withheld = (typeof WITHHELD)[number]

export type PageRange = { readonly from: number; readonly to: number; readonly hashes: readonly Hash[] }
export type Consistency = { readonly log: readonly Hash[]; readonly history: readonly Hash[] }
/** Texts that nobody hashed yet, empty where what is stored is no text. The nonce opens the event's `concealed`. */
export type PendingEvent = { readonly event: string; readonly concealed?: { readonly nonce: Uint8Array; readonly bytes: string } }

/** `nonce` and `event` give the commitment. Without `concealed` the names in it are withheld, which the proof does not depend on. */
export type OpenEntry = {
  readonly logIndex: number
  readonly nonce: Uint8Array
  readonly event: Uint8Array
  readonly concealed?: { readonly nonce: Uint8Array; readonly bytes: Uint8Array }
}
export type WithheldEntry = { readonly logIndex: number; readonly commitment: Hash; readonly withheld: Withheld }
export type PageEntry = OpenEntry | WithheldEntry

/** Entries number `range.from` … `range.to − 1`, oldest first. */
export type LaterPage = { readonly range: PageRange; readonly entries: readonly PageEntry[] }
export type FirstPage = {
  readonly proof: ProofPart
  readonly range?: PageRange
  readonly consistency?: Consistency
  readonly pending: readonly PendingEvent[]
  readonly entries: readonly PageEntry[]
}

/** The one text of a page. Whoever prints it answers for what stands in it: bytes with a tab or newline would be read as others. */
export function printFirstPage(page: FirstPage): Uint8Array {
  return concat(utf8(`${printFirst(page)}\n`), ...page.entries.flatMap(printEntry))
}

export function printLaterPage(page: LaterPage): Uint8Array {
  return concat(utf8(`${printLater(page.range)}\n`), ...page.entries.flatMap(printEntry))
}

/** @throws {VerificationError} `malformed` unless `printFirstPage` gives these bytes back, or for more than 1000 entries. */
export function parseFirstPage(bytes: Uint8Array): FirstPage {
  const { json, entries } = parseLines(bytes)
  return { ...parseJson(json, readFirst, printFirst), entries }
}

/** @throws {VerificationError} `malformed` unless `printLaterPage` gives these bytes back, or for more than 1000 entries. */
export function parseLaterPage(bytes: Uint8Array): LaterPage {
  const { json, entries } = parseLines(bytes)
  return { range: parseJson(json, readLater, printLater), entries }
}

type FirstMembers = Omit<FirstPage, 'entries'>

function printFirst({ proof, range, consistency, pending }: FirstMembers): string {
  return JSON.stringify({
    ...(consistency && { consistency: { history: printHashes(consistency.history), log: printHashes(consistency.log) } }),
    pending: pending.map(pendingMembers),
    proof: proofMembers(proof),
    ...(range && { range: rangeMembers(range) }),
    v: 1,
  })
}

function readFirst(members: Members): FirstMembers {
  return {
    ...optional(members, 'consistency', readConsistency),
    pending: asList(members.pending, readPending),
    proof: readProofPart(members.proof),
    ...optional(members, 'range', readRange),
  }
}

function printLater(range: PageRange): string {
  return JSON.stringify({ range: rangeMembers(range), v: 1 })
}

function rangeMembers({ from, to, hashes }: PageRange) {
  return { from, hashes: printHashes(hashes), to }
}

function readLater(members: Members): PageRange {
  return readRange(members.range)
}

function readRange(value: unknown): PageRange {
  const members = asMembers(value)
  return { from: asInteger(members.from), to: asInteger(members.to), hashes: asList(members.hashes, asHashText) }
}

function readConsistency(value: unknown): Consistency {
  const members = asMembers(value)
  return { log: asList(members.log, asHashText), history: asList(members.history, asHashText) }
}

function pendingMembers({ event, concealed }: PendingEvent) {
  return { ...(concealed && { concealed: concealed.bytes, concealedNonce: toBase64(concealed.nonce) }), event }
}

function readPending(value: unknown): PendingEvent {
  const members = asMembers(value)
  const event = asText(members.event)
  if (members.concealed === undefined) return { event }
  return { event, concealed: { bytes: asText(members.concealed), nonce: asBytes(members.concealedNonce) } }
}

const TAB = 0x09
const NEWLINE = 0x0a
const EXCLAMATION = 0x21

function printEntry(entry: PageEntry): Uint8Array[] {
  if ('withheld' in entry) return [utf8(`${entry.logIndex}\t${toBase64(entry.commitment)}\t!${entry.withheld}\n`)]
  const opened = entry.concealed && [utf8(`\t${toBase64(entry.concealed.nonce)}\t`), entry.concealed.bytes]
  return [utf8(`${entry.logIndex}\t${toBase64(entry.nonce)}\t`), entry.event, ...(opened ?? []), utf8('\n')]
}

function parseLines(bytes: Uint8Array): { json: string; entries: PageEntry[] } {
  const end = bytes.indexOf(NEWLINE)
  if (end < 0 || bytes.at(-1) !== NEWLINE) throw malformed('a page is lines, each with its newline')
  const entries: PageEntry[] = []
  for (let start = end + 1; start < bytes.length; ) {
    if (entries.length === MAX_ENTRIES) throw malformed('a page has at most 1000 entries')
    const next = bytes.indexOf(NEWLINE, start)
    entries.push(parseEntry(bytes.subarray(start, next)))
    start = next + 1
  }
  return { json: fromUtf8(bytes.subarray(0, end)), entries }
}

function parseEntry(line: Uint8Array): PageEntry {
  const [index, second, third, fourth, fifth, sixth] = fields(line)
  if (!index || !second || !third || (fourth && !fifth) || sixth) throw malformed('an entry has 3 or 5 fields')
  const logIndex = parseDecimal(fromUtf8(index))
  if (!fourth && third[0] === EXCLAMATION) return { logIndex, commitment: asHash(base64(second)), withheld: asWithheld(third) }
  const entry = { logIndex, nonce: base64(second), event: third }
  return fourth && fifth ? { ...entry, concealed: { nonce: base64(fourth), bytes: fifth } } : entry
}

/** At most 6, which is too many. */
function fields(line: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = []
  for (let start = 0; start >= 0 && found.length < 6; ) {
    const tab = line.indexOf(TAB, start)
    found.push(line.subarray(start, tab < 0 ? line.length : tab))
    start = tab < 0 ? -1 : tab + 1
  }
  return found
}

function asWithheld(mark: Uint8Array): Withheld {
  const found = WITHHELD.find((why) => equalBytes(mark, utf8(`!${why}`)))
  if (!found) throw malformed('withheld for an unknown reason')
  return found
}

function base64(bytes: Uint8Array): Uint8Array {
  return fromBase64(fromUtf8(bytes))
}
