import type { Client } from 'pg'
import { connect } from '#lib/db/pool.ts'
import { headValue, parseLogEntry } from '#lib/history/entry.ts'
import { frontierBytes, historyRoot } from '#lib/history/history-tree.ts'
import { printLabel } from '#lib/history/labels.ts'
import { mapTile } from '#lib/history/map-tile.ts'
import { Replay } from '#lib/history/replay.ts'
import type { Trust } from '#lib/history/trust.ts'
import { asHash, equalBytes, HASH_LENGTH, type Hash, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { openNote } from '#lib/tlog/note.ts'
import { leafHash, verifyInclusion } from '#lib/tlog/proof.ts'
import { parseTile } from '#lib/tlog/tile.ts'
import { filedEntries } from './fsck-files.ts'
import { checkParts, inThread } from './fsck-parts.ts'
import { attempt, type Report } from './fsck-report.ts'
import { rowsOf } from './fsck-rows.ts'
import { EventWalk } from './fsck-walk.ts'
import type { LogFiles } from './log-files.ts'

export type FsckOptions = {
  /** The owner's, or that of `fsck`: they see every row. */
  readonly databaseUrl: string
  readonly trust: Trust
  readonly files: LogFiles
  readonly audit: LogFiles
}

export type Checked = { readonly size: number; readonly events: number; readonly histories: number }

type HeadRow = { size: number; root: Buffer; epoch: number; map_root: Buffer; note: string; map_entry: Buffer; map_entry_proof: Buffer }

/**
 * Checks all that is stored of a log, in one snapshot and beside a running sequencer, and reports each difference by name: rows against
 * their commitments, against the log and against the replay of docs/protocol.md, section 7; tiles and bundles against each other and
 * against the signed checkpoint. It changes nothing and needs no secret.
 */
export async function fsck({ databaseUrl, trust, files, audit }: FsckOptions, report: Report): Promise<Checked> {
  const client = await connect(databaseUrl)
  client.on('error', () => {}) // the next query reports it
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const head = await readHead(client, trust.origin)
    if (!head || head.size === 0) {
      report(`nothing has been published under the origin ${trust.origin}`)
      return { size: 0, events: 0, histories: 0 }
    }
    const [checked] = await Promise.all([
      checkLog(client, { trust, files, audit }, head, report),
      checkParts(client, databaseUrl, trust.vrf, report),
    ])
    return checked
  } finally {
    await client.end()
  }
}

export async function readHead(client: Client, origin: string): Promise<HeadRow | undefined> {
  const { rows } = await client.query<HeadRow>('SELECT * FROM log_head WHERE origin = $1', [origin])
  return rows[0]
}

/** The third of it that follows the log: files, places of the rows, and heads, by the replay. */
export async function checkLog(
  client: Client,
  { trust, files, audit }: Omit<FsckOptions, 'databaseUrl'>,
  head: HeadRow,
  report: Report,
): Promise<Checked> {
  const checkpoint = attempt('log_head', report, () => checkHead(head, trust))
  await checkPublished(files, trust, head, report)
  const labels = await readLabels(client)
  const replay = new Replay(trust.vrf)
  const walking = new EventWalk(client, labels, replay, report).run(filedEntries(files, audit, head.size, report))
  const filesChecked = inThread({ part: 'files', folder: files.folder, size: head.size, root: asHash(head.root) }, report)
  await Promise.allSettled([walking, filesChecked]) // nothing reads on in the background after a fault
  await filesChecked
  const { events, complete } = await walking
  if (complete) {
    attempt('the replayed log', report, () => replay.verifyCheckpoint(checkpoint ?? { size: head.size, root: asHash(head.root) }))
    await checkHeads(client, labels, replay, head, report)
  }
  return { size: head.size, events, histories: replay.histories.length }
}

/** Label || blind of each person. */
async function readLabels(client: Client): Promise<Map<string, Uint8Array>> {
  const labels = new Map<string, Uint8Array>()
  type Row = { patient: string; label: Buffer; blind: Buffer }
  const query = 'SELECT patient, label, blind FROM patient WHERE label IS NOT NULL AND blind IS NOT NULL'
  for await (const { patient, label, blind } of rowsOf<Row>(client, 'labels', query))
    labels.set(patient, printLabel({ label: asHash(label), blind: asHash(blind) }))
  return labels
}

function checkHead(head: HeadRow, trust: Trust): Checkpoint {
  const checkpoint = readNote(head.note, trust)
  const { size, root, origin, extensions } = checkpoint
  if (origin !== trust.origin || size !== head.size || extensions.length > 0 || !equalBytes(root, head.root))
    throw new VerificationError('root-mismatch', 'the signed note is not that of the row')
  const entry = parseLogEntry(head.map_entry)
  if (entry.type !== 'map' || entry.epoch !== head.epoch || !equalBytes(entry.mapRoot, head.map_root))
    throw new VerificationError('root-mismatch', 'the map entry is not that of the row')
  const proof = parseTile(head.map_entry_proof, head.map_entry_proof.length / 32)
  verifyInclusion({ leafHash: leafHash(head.map_entry), index: size - 1, size, proof, root })
  return checkpoint
}

function readNote(note: string, trust: Trust): Checkpoint {
  const { text, signatures } = openNote(utf8(note), [trust.logEd25519, trust.logMlDsa44])
  if (new Set(signatures.map(({ vkey }) => vkey)).size !== 2)
    throw new VerificationError('bad-signature', 'the note lacks one of the log’s two signatures')
  return parseCheckpoint(text)
}

async function checkPublished(files: LogFiles, trust: Trust, head: HeadRow, report: Report): Promise<void> {
  const newest = await files.checkpoints.newest()
  if (!newest) return report('no checkpoint file is published')
  attempt(`checkpoint ${newest.name}`, report, () => {
    const { size, root } = readNote(newest.bytes.toString(), trust)
    if (size < head.size) throw new VerificationError('stale', `the database has published size ${head.size}`)
    if (size === head.size && !equalBytes(root, head.root)) throw new VerificationError('forked', 'another root hash than in the database')
  })
}

/** Heads, map and map tiles against those of the replay, both ways. */
async function checkHeads(
  client: Client,
  labels: ReadonlyMap<string, Uint8Array>,
  replay: Replay,
  head: HeadRow,
  report: Report,
): Promise<void> {
  const heads = new Map(
    replay.histories.map(({ label, frontier, blind }) => [toHex(label), { frontier, blind, root: historyRoot(frontier) }]),
  )
  if (replay.epoch !== head.epoch) report(`log_head: the epoch is ${replay.epoch}`)
  const unseen = new Set(heads.keys())
  type HistoryHead = { patient: string; size: number; root: Buffer; frontier: Buffer }
  for await (const row of rowsOf<HistoryHead>(client, 'history_heads', 'SELECT * FROM history_head')) {
    const label = toHex(labels.get(row.patient)?.subarray(0, HASH_LENGTH) ?? new Uint8Array())
    const replayed = heads.get(label)
    unseen.delete(label)
    const same =
      replayed?.frontier.size === row.size &&
      equalBytes(replayed.root, row.root) &&
      equalBytes(frontierBytes(replayed.frontier), row.frontier)
    if (!same) report(`history_head ${row.patient}: is not that of the history`)
  }
  for (const label of unseen) report(`the history_head of label ${label} is gone`)
  const values = new Map([...heads].map(([label, { blind, root, frontier }]) => [label, headValue({ blind, size: frontier.size, root })]))
  await checkTable(client, 'map_head', 'label, value', values, report)
  const prefixes = values.size === 0 ? [] : ['', ...new Set([...values.keys()].map((label) => label.slice(0, 2)))]
  const tiles = new Map(prefixes.map((prefix) => [prefix, mapTile(replay.map, Buffer.from(prefix, 'hex'))]))
  await checkTable(client, 'map_tile', 'prefix, slots', tiles, report)
}

async function checkTable(
  client: Client,
  table: string,
  columns: string,
  expected: Map<string, Uint8Array | Hash>,
  report: Report,
): Promise<void> {
  const unseen = new Set(expected.keys())
  for await (const row of rowsOf<Record<string, Buffer>>(client, table, `SELECT ${columns} FROM ${table}`)) {
    const [key, value] = Object.values(row)
    const name = key?.toString('hex') ?? ''
    const replayed = expected.get(name)
    unseen.delete(name)
    if (!replayed || !value || !equalBytes(replayed, value)) report(`${table} ${name}: is not that of the histories`)
  }
  for (const name of unseen) report(`${table} ${name}: is gone`)
}
