import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { connect } from '#lib/db/pool.ts'
import { checkLog, fsck, readHead } from '#lib/ledger/fsck.ts'
import { batchesOf } from '#lib/ledger/fsck-rows.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { Auditor } from '#lib/monitor/auditor.ts'
import { fetchCheckpoint } from '#lib/monitor/log-source.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { parseNote } from '#lib/tlog/note.ts'
import { figure } from './figure.ts'
import { waitingLedger } from './waiting-ledger.ts'

const EVENTS = 120_000
/** 60 events each, as a typical patient has. */
const PATIENTS = 2000
const RUNS = 3
const TARGETS = { entries: 100_000, ofHashes: 0.2, events: 30_000, ofRead: 0.15 }

/**
 * The auditor from entry 0, over HTTP; and fsck of the same log: the part that follows the log alone, and all of it, every stored event hashed anew. References: as many hashes as a replay
 * cannot do without; and reading all rows of `event` without looking at them.
 */
const { ledger, sequencer } = await waitingLedger({ events: EVENTS, patients: PATIENTS, batch: 5000 })
try {
  while (await sequencer.tick());
  await sequencer.close()
  await ledger.owner.query('VACUUM ANALYZE')

  const { size, seconds } = await audit()
  figure('audit', size / seconds, 'entries/s', `≥ ${TARGETS.entries}`, size / seconds >= TARGETS.entries)
  const ofHashes = hashes(size) / seconds
  figure('audit-ratio', ofHashes, '×hashes', `≥ ${TARGETS.ofHashes}`, ofHashes >= TARGETS.ofHashes)

  const walked = await best(walk)
  figure('fsck-tree', size / walked, 'entries/s', `≥ ${TARGETS.entries}`, size / walked >= TARGETS.entries)
  const checked = await best(check)
  figure('fsck', EVENTS / checked, 'events/s', `≥ ${TARGETS.events}`, EVENTS / checked >= TARGETS.events)
  const ofRead = (await best(read)) / checked
  figure('fsck-ratio', ofRead, '×read', `≥ ${TARGETS.ofRead}`, ofRead >= TARGETS.ofRead)
  console.log(`fsck: ${availableParallelism()} cores`)
} finally {
  await ledger.close()
}

/** A whole audit of the log by somebody who has nothing of it yet. */
async function audit(): Promise<{ size: number; seconds: number }> {
  const server = new Worker(new URL('./log-server.ts', import.meta.url), { workerData: ledger.folder })
  const [base] = await once(server, 'message')
  const source = { logUrl: `${base}/log`, auditUrl: `${base}/audit`, token: async () => 'token' }
  const note = await fetchCheckpoint(source)
  const checkpoint = parseCheckpoint(parseNote(note).text)
  const seconds = await best(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-auditor-'))
    const auditor = await Auditor.open({ folder, trust: ledger.trust, source })
    await auditor.examine(note, checkpoint)
    await rm(folder, { recursive: true })
  })
  await server.terminate()
  return { size: checkpoint.size, seconds }
}

/** Seconds for five hashes an entry: leaf and node in the log, leaf and node in a history, and the entry’s share of heads and map. */
function hashes(size: number): number {
  const [leaf, node] = [new Uint8Array(33), new Uint8Array(65)]
  const begun = performance.now()
  for (let i = 0; i < size; i++) for (const bytes of [leaf, node, leaf, node, node]) createHash('sha256').update(bytes).digest()
  return (performance.now() - begun) / 1000
}

/** The part of fsck that follows the log. */
async function walk(): Promise<void> {
  const client = await connect(ledger.database.urls.fsck)
  const head = await readHead(client, ledger.trust.origin)
  if (!head) throw new Error('nothing was published')
  await client.query('BEGIN')
  const parts = { trust: ledger.trust, files: ledger.files, audit: new LogFiles(join(ledger.folder, 'audit')) }
  await checkLog(client, parts, head, fail)
  await client.end()
}

function fail(finding: string): never {
  throw new Error(finding)
}

async function check(): Promise<void> {
  const options = { databaseUrl: ledger.database.urls.fsck, trust: ledger.trust, files: ledger.files }
  const { events } = await fsck({ ...options, audit: new LogFiles(join(ledger.folder, 'audit')) }, fail)
  if (events !== EVENTS) throw new Error(`${events} events were checked`)
}

async function read(): Promise<void> {
  const client = await connect(ledger.database.urls.fsck)
  await client.query('BEGIN')
  for await (const _ of batchesOf(client, 'rows', 'SELECT * FROM event'));
  await client.end()
}

/** Seconds of the fastest of a few. */
async function best(work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now()
    await work()
    times.push((performance.now() - begun) / 1000)
  }
  return Math.min(...times)
}
