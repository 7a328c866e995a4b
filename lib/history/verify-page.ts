/**
 * Checks 5 and 6 of docs/protocol.md, section 5, and a page as a whole: bytes from the server in, entries that may be shown out.
 *
 *     17 ⇥ nonce ⇥ {"accessedAt":…} ⇥ nonce ⇥ {"actor":{"name":"Anna Berg"}}
 *
 *     commitment = HMAC(nonce, event bytes)      leaf = H(00 || 11 || commitment || u64 17)      leaves + range hashes = root of the head
 *
 * Pure: bytes, trust, identifier and time come as arguments, and so does the reader of events, which is another room's. Check 7 needs the
 * network and a pin needs storage: lib/verify. What several pages say together, `Cover` (cover.ts) adds up.
 */
import { equalBytes, fromBase64, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { verifyRange } from '#lib/tlog/range.ts'
import { commitConcealed, commitEvent, historyEntry, type Identifier } from './entry.ts'
import { malformed } from './json.ts'
import { type OpenEntry, type PageEntry, type PageRange, type PendingEvent, parseFirstPage, parseLaterPage, type Withheld } from './page.ts'
import type { Trust } from './trust.ts'
import type { Waiting } from './verify-checkpoint.ts'
import { type Pinned, type VerifiedHead, verifyHead, verifyReturn } from './verify-head.ts'

/** What the checks look at in an event; the rest of it is the reader's. */
export type EventFacts = {
  readonly id: string
  readonly kind: string
  readonly patient: Identifier
  readonly concealed: string
  readonly erased?: readonly number[]
}

/** Parses strictly: each throws unless the bytes are the canonical ones of what it returns. */
export type EventReader<E extends EventFacts, C> = {
  readonly event: (bytes: Uint8Array) => E
  readonly concealed: (bytes: Uint8Array) => C
}

/** `concealed` is undefined where names are withheld. A withheld event has no content here, and its reason is only said, not proven. */
export type VerifiedEntry<E, C> = { readonly historyIndex: number; readonly logIndex: number; readonly commitment: Hash } & (
  | { readonly event: E; readonly concealed: C | undefined; readonly source: OpenEntry }
  | { readonly withheld: Withheld }
)

export type VerifiedPage<E, C> = {
  /** Absent when the history has no entries. */
  readonly range: PageRange | undefined
  /** Oldest first, the first being number `range.from`; each in the history of the head. */
  readonly entries: readonly VerifiedEntry<E, C>[]
  readonly leafHashes: readonly Hash[]
}

export type VerifiedFirstPage<E, C> = VerifiedPage<E, C> & {
  readonly head: VerifiedHead
  /** Why this visit cannot be called verified yet, although nothing is wrong with it. */
  readonly waiting: Waiting | undefined
  /** Readable and about this person. In no tree: nothing vouches for them. */
  readonly pending: readonly PendingFound<E, C>[]
  /** How many others wait that are no events, or do not open: as nothing vouches for these, they accuse nothing. */
  readonly unreadable: number
}

type PendingFound<E, C> = { readonly event: E; readonly concealed: C | undefined }

type Visit<E extends EventFacts, C> = { readonly identifier: Identifier; readonly read: EventReader<E, C> }

/**
 * Checks 1 to 6, and 8 for a returning visitor, whose pin was sent along.
 *
 * @throws {VerificationError} with each code but `stale` and `quorum-not-met`, which come back as `waiting`.
 */
export function verifyFirstPage<E extends EventFacts, C>(
  bytes: Uint8Array,
  visit: Visit<E, C> & { readonly trust: Trust; readonly now: number; readonly pinned?: Pinned | undefined },
): VerifiedFirstPage<E, C> {
  const { proof, range, consistency, pending, entries } = parseFirstPage(bytes)
  const head = verifyHead(proof, visit.trust, visit.identifier, visit.now)
  if ((consistency !== undefined) !== (visit.pinned !== undefined)) throw malformed('consistency proofs come for a pin, and for a pin only')
  const behind = visit.pinned && consistency ? verifyReturn(visit.pinned, head, consistency) === 'stale' : false
  if (range && range.to !== head.head.size) throw malformed('the first page ends with the newest entry')
  const read = pending.flatMap((one) => readPending(one, visit) ?? [])
  return {
    head,
    waiting: behind ? 'stale' : head.checkpoint.waiting,
    pending: read,
    unreadable: pending.length - read.length,
    ...verifyEntries(range, entries, head, visit),
  }
}

/**
 * Checks 5 and 6 for the entries `from` … `to − 1` of a head that is proven already.
 *
 * @throws {VerificationError} `malformed`, `not-included`, `wrong-patient`, `root-mismatch`.
 */
export function verifyLaterPage<E extends EventFacts, C>(
  bytes: Uint8Array,
  visit: Visit<E, C> & { readonly head: VerifiedHead; readonly from: number; readonly to: number },
): VerifiedPage<E, C> {
  const page = verifyAnyPage(bytes, visit)
  if (page.range.from !== visit.from || page.range.to !== visit.to) throw malformed('another range than the one asked for')
  return page
}

/**
 * The same for whatever range the page has: nobody asked for one, because it stands in a file.
 *
 * @throws {VerificationError} as `verifyLaterPage`.
 */
export function verifyAnyPage<E extends EventFacts, C>(
  bytes: Uint8Array,
  visit: Visit<E, C> & { readonly head: VerifiedHead },
): VerifiedPage<E, C> & { readonly range: PageRange } {
  const { range, entries } = parseLaterPage(bytes)
  return { ...verifyEntries(range, entries, visit.head, visit), range }
}

function verifyEntries<E extends EventFacts, C>(
  range: PageRange | undefined,
  entries: readonly PageEntry[],
  { head, checkpoint }: VerifiedHead,
  visit: Visit<E, C>,
): VerifiedPage<E, C> {
  if (!range || head.root === undefined) {
    if (range || head.root || entries.length > 0) throw malformed('a range and entries come with a history, and with one only')
    return { range: undefined, entries: [], leafHashes: [] }
  }
  const verified = entries.map((entry, index) => verifyEntry(entry, range.from + index, visit))
  for (const [index, { logIndex }] of verified.entries()) {
    if (logIndex <= (verified[index - 1]?.logIndex ?? -1)) throw malformed('log indexes increase')
    if (logIndex >= checkpoint.size - 1) throw new VerificationError('not-included', 'a log index beyond the checkpoint')
  }
  const leafHashes = verified.map(({ commitment, logIndex }) => leafHash(historyEntry(commitment, logIndex)))
  verifyRange({ ...range, size: head.size, leafHashes, root: head.root })
  return { range, entries: verified, leafHashes }
}

/** One entry's own part of check 5. That its commitment is in the history, the range shows. */
function verifyEntry<E extends EventFacts, C>(entry: PageEntry, historyIndex: number, visit: Visit<E, C>): VerifiedEntry<E, C> {
  const { logIndex } = entry
  if ('withheld' in entry) return { historyIndex, logIndex, commitment: entry.commitment, withheld: entry.withheld }
  const event = readEvent(entry.event, visit)
  const concealed = entry.concealed && open(event, entry.concealed, visit.read.concealed)
  return { historyIndex, logIndex, commitment: commitEvent(entry.nonce, entry.event), event, concealed, source: entry }
}

/** @throws {VerificationError} `wrong-patient` for what somebody else is to read. */
function readPending<E extends EventFacts, C>(
  { event: text, concealed }: PendingEvent,
  visit: Visit<E, C>,
): PendingFound<E, C> | undefined {
  try {
    const event = readEvent(utf8(text), visit)
    return { event, concealed: concealed && open(event, { ...concealed, bytes: utf8(concealed.bytes) }, visit.read.concealed) }
  } catch (error) {
    if (error instanceof VerificationError && error.code !== 'wrong-patient') return undefined
    throw error
  }
}

function readEvent<E extends EventFacts, C>(bytes: Uint8Array, { read, identifier }: Visit<E, C>): E {
  const event = read.event(bytes)
  const { system, value } = event.patient
  if (system !== identifier.system || value !== identifier.value) throw new VerificationError('wrong-patient', 'an event of somebody else')
  return event
}

/** A name is shown only from bytes that open the event's `concealed`. */
function open<C>(event: EventFacts, { nonce, bytes }: { nonce: Uint8Array; bytes: Uint8Array }, read: (bytes: Uint8Array) => C): C {
  if (!equalBytes(commitConcealed(nonce, bytes), fromBase64(event.concealed))) {
    throw new VerificationError('root-mismatch', 'concealed bytes that do not open what the event commits to')
  }
  return read(bytes)
}
