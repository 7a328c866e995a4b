import { type Database, patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import type { SealedEvent } from '#lib/event/access-event.ts'
import { historyEntry, type Identifier } from '#lib/history/entry.ts'
import { consistencyHashes, type HistoryRow, rangeHashes, rowsForProofs } from '#lib/history/history-tree.ts'
import { headsNeeded, mapProofFromTiles } from '#lib/history/map-tile.ts'
import {
  FIRST_PAGE,
  MAX_ENTRIES,
  type PageEntry,
  type PageRange,
  type PendingEvent,
  printFirstPage,
  printLaterPage,
  WITHHELD,
} from '#lib/history/page.ts'
import { asHash, fromUtf8, HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { patientKey } from './patient.ts'
import type { TileFiles } from './tile-files.ts'

/** What a browser may ask for: the newest page, or a range; a later page against a head that it has proven; proofs from what it has pinned. */
export type PageQuery = {
  readonly from?: number
  readonly to?: number
  readonly head?: number
  readonly pin?: { readonly log: number; readonly history: number }
}

/** The range or head that was asked for does not exist. A pin that we have not reached gets no proof: the browser says what that means. */
export class NoSuchPage extends RangeError {}
/** This person's label is being made: ask again in a second. */
export class Preparing extends Error {}

/** Most pending events that a first page shows. */
const MAX_PENDING = 100

export type HistorySource = {
  readonly database: Database
  readonly files: TileFiles
  readonly origin: string
  /** Milliseconds since 1970: whether a delayed name may be shown. */
  readonly now: () => number
}

/**
 * One page of a person's history with its proofs, in the bytes of docs/protocol.md, section 5, all from one snapshot of the published state.
 * Who asks has been checked by the caller. An unknown person gets a row, and a label from the sequencer soon after.
 *
 * @throws {NoSuchPage | Preparing}
 */
export async function readHistoryPage(source: HistorySource, identifier: Identifier, query: PageQuery): Promise<Uint8Array> {
  const patient = patientKey(identifier)
  const read = (snapshot: Snapshot) =>
    query.head === undefined ? firstPage(source, snapshot, patient, query) : laterPage(source, snapshot, patient, query.head, query)
  try {
    return await patientSnapshot(source.database, patient, read)
  } catch (cause) {
    if (cause instanceof Preparing) await addPatient(source.database, patient, identifier)
    throw cause
  }
}

async function addPatient(database: Database, patient: string, { system, value }: Identifier): Promise<void> {
  await patientSnapshot(
    database,
    patient,
    (snapshot) =>
      snapshot.$executeRaw`INSERT INTO patient (patient, system, value) VALUES (${patient}::uuid, ${system}, ${value}) ON CONFLICT DO NOTHING`,
    'ReadCommitted',
  )
}

type Heads = {
  readonly label: Uint8Array | null
  readonly vrf_proof: Uint8Array | null
  readonly note: string | null
  readonly log_size: bigint | null
  readonly map_entry: Uint8Array
  readonly map_entry_proof: Uint8Array
  readonly size: bigint | null
  readonly root: Uint8Array
}

async function firstPage(source: HistorySource, snapshot: Snapshot, patient: string, { from, to, pin }: PageQuery): Promise<Uint8Array> {
  const [found] = await snapshot.$queryRaw<Heads[]>`
    SELECT p.label, p.vrf_proof, l.note, l.size AS log_size, l.map_entry, l.map_entry_proof, h.size, h.root
    FROM patient p LEFT JOIN log_head l ON l.origin = ${source.origin} LEFT JOIN history_head h USING (patient) WHERE patient = ${patient}::uuid`
  if (!found?.label || !found.vrf_proof || !found.note) throw new Preparing()
  const size = Number(found.size ?? 0)
  const logSize = Number(found.log_size)
  const end = to ?? size
  const range = size > 0 ? { from: from ?? Math.max(0, end - FIRST_PAGE), to: end } : undefined
  const entries = await readEntries(source, snapshot, patient, size, range, pin && pin.history < size ? pin.history : undefined)
  return printFirstPage({
    proof: {
      checkpoint: found.note,
      mapEntry: found.map_entry,
      mapEntryProof: hashes(found.map_entry_proof),
      vrfProof: found.vrf_proof,
      mapProof: await mapProof(snapshot, asHash(found.label)),
      ...(size > 0 && { head: { size, root: asHash(found.root) } }),
    },
    ...(entries.range && { range: entries.range }),
    ...(pin && {
      consistency: {
        log: pin.log > 0 && pin.log < logSize ? await source.files.reader(logSize).consistency(pin.log) : [],
        history: pin.history > 0 && pin.history < size ? consistencyHashes(pin.history, size, entries.rows) : [],
      },
    }),
    pending: await readPending(source, snapshot, patient),
    entries: entries.entries,
  })
}

async function laterPage(
  source: HistorySource,
  snapshot: Snapshot,
  patient: string,
  head: number,
  { from, to }: PageQuery,
): Promise<Uint8Array> {
  if (from === undefined || to === undefined) throw new NoSuchPage('A later page needs from and to.')
  const { range, entries } = await readEntries(source, snapshot, patient, head, { from, to })
  if (!range) throw new NoSuchPage('An empty range.')
  return printLaterPage({ range, entries })
}

type Read = { readonly range?: PageRange; readonly entries: readonly PageEntry[]; readonly rows: ReadonlyMap<number, HistoryRow> }

/** The entries of a range, and the rows that its proofs need, in one query. */
async function readEntries(
  source: HistorySource,
  snapshot: Snapshot,
  patient: string,
  size: number,
  range: { from: number; to: number } | undefined,
  pinned?: number,
): Promise<Read> {
  if (!range) return { entries: [], rows: new Map() }
  const { from, to } = range
  if (!(from >= 0 && from < to && to <= size)) throw new NoSuchPage(`This history has ${size} entries: from ${from} to ${to} is not in it.`)
  if (to - from > MAX_ENTRIES) throw new NoSuchPage(`A page has at most ${MAX_ENTRIES} entries.`)
  const proofRows = rowsForProofs(size, range, pinned)
  const found = await snapshot.$queryRaw<EventRow[]>`
    SELECT history_index, log_index, commitment, nodes, event_nonce, event, concealed_nonce, concealed, withheld FROM event
    WHERE patient = ${patient}::uuid AND (history_index >= ${from} AND history_index < ${to} OR history_index = ANY (${proofRows}::bigint[]))
    ORDER BY history_index`
  const byIndex = new Map(found.map((row) => [Number(row.history_index), row]))
  const rows = new Map<number, HistoryRow>()
  for (const index of proofRows) {
    const row = byIndex.get(index)
    // The last row of a history of `size` entries is among these or in the range: a head that was never reached is found here.
    if (!row) throw new NoSuchPage(`This history has no ${size} entries.`)
    rows.set(index, { leafHash: leafHash(historyEntry(asHash(row.commitment), Number(row.log_index))), nodes: row.nodes })
  }
  const events = found.filter(({ history_index }) => history_index >= from && history_index < to)
  if (events.length < to - from) throw new NoSuchPage(`This history has no ${size} entries.`)
  const now = source.now()
  return { rows, range: { from, to, hashes: rangeHashes(size, range, rows) }, entries: events.map((row) => pageEntry(row, now)) }
}

type EventRow = {
  readonly history_index: bigint
  readonly log_index: bigint
  readonly commitment: Uint8Array
  readonly nodes: Uint8Array
  readonly event_nonce: Uint8Array | null
  readonly event: Uint8Array | null
  readonly concealed_nonce: Uint8Array | null
  readonly concealed: Uint8Array | null
  readonly withheld: string | null
}

function pageEntry({ log_index, commitment, event_nonce, event, concealed_nonce, concealed, withheld }: EventRow, now: number): PageEntry {
  const logIndex = Number(log_index)
  if (withheld !== null || !event || !event_nonce || !concealed || !concealed_nonce)
    return { logIndex, commitment: asHash(commitment), withheld: WITHHELD.find((why) => why === withheld) ?? 'erased' }
  const shown = nameIsShown(event, now)
  return {
    logIndex,
    nonce: event_nonce,
    event: asField(event),
    ...(shown && { concealed: { nonce: concealed_nonce, bytes: asField(concealed) } }),
  }
}

const TAB = 0x09
const NEWLINE = 0x0a
/** In no UTF-8. */
const NO_TEXT = 0xff

/** Nothing that was sealed has a tab or newline. Bytes that do stay what they are, none that match, and do not break the page around them. */
function asField(bytes: Uint8Array): Uint8Array {
  const breaks = (byte: number) => byte === TAB || byte === NEWLINE
  return bytes.some(breaks) ? Uint8Array.from(bytes, (byte) => (breaks(byte) ? NO_TEXT : byte)) : bytes
}

async function readPending({ now }: HistorySource, snapshot: Snapshot, patient: string): Promise<PendingEvent[]> {
  const rows = await snapshot.pending.findMany({
    where: { patient },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: MAX_PENDING,
    select: { event: true, concealed: true, concealedNonce: true },
  })
  return rows.map(({ event, concealed, concealedNonce }) => ({
    event: asText(event),
    ...(nameIsShown(event, now()) && { concealed: { bytes: asText(concealed), nonce: concealedNonce } }),
  }))
}

/** Nothing that was received is empty: who reads it finds that it is no event. */
function asText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    return ''
  }
}

/** Whether the concealed part of these event bytes may be opened at `now`, in milliseconds; not where they are none. */
export function nameIsShown(event: Uint8Array, now: number): boolean {
  // The queue has checked these bytes, and the browser will: here they are only asked one thing.
  const nameVisibility = visibilityOf(event)
  return nameVisibility?.policy === 'shown' || (nameVisibility?.policy === 'delayed' && Date.parse(nameVisibility.until) <= now)
}

function visibilityOf(event: Uint8Array): SealedEvent['nameVisibility'] | undefined {
  try {
    return (JSON.parse(fromUtf8(event)) as Partial<SealedEvent> | null)?.nameVisibility
  } catch {
    return undefined
  }
}

async function mapProof(snapshot: Snapshot, label: Hash) {
  const prefixes = [new Uint8Array(), label.slice(0, 1)]
  const found = await snapshot.mapTile.findMany({ where: { prefix: { in: prefixes } } })
  const tile = (length: number) => found.find(({ prefix }) => prefix.length === length)?.slots
  const tiles = { upper: tile(0), lower: tile(1) }
  const { first, last } = headsNeeded(label, tiles)
  const heads = await snapshot.$queryRaw<{ label: Uint8Array; value: Uint8Array }[]>`
    SELECT label, value FROM map_head WHERE label BETWEEN ${Buffer.from(first)} AND ${Buffer.from(last)}`
  return mapProofFromTiles({ label, tiles, heads: heads.map((head) => ({ label: asHash(head.label), value: asHash(head.value) })) })
}

function hashes(bytes: Uint8Array): Hash[] {
  return Array.from({ length: bytes.length / HASH_LENGTH }, (_, i) => asHash(bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH)))
}
