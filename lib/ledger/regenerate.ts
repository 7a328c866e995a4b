import { join } from 'node:path'
import { connect } from '#lib/db/pool.ts'
import { putFile } from '#lib/durable.ts'
import { accessEntry, mapEntry, releaseEntry } from '#lib/history/entry.ts'
import { NO_LABEL, printLabel } from '#lib/history/labels.ts'
import { Replay } from '#lib/history/replay.ts'
import type { Trust } from '#lib/history/trust.ts'
import { asHash } from '#lib/tlog/bytes.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { rowsOf } from './fsck-rows.ts'
import type { LogFiles } from './log-files.ts'
import { stageFiles } from './staging.ts'

/** An access entry; without a label, a release entry, whose manifest stands in the commitment's place. */
type Row = { readonly log_index: number; readonly commitment: Buffer; readonly label: Buffer | null; readonly blind: Buffer | null }
type Head = { readonly size: number; readonly root: Buffer }

const ROWS = `SELECT e.log_index, e.commitment, p.label, p.blind FROM event e JOIN patient p USING (patient)
  UNION ALL SELECT log_index, manifest, NULL, NULL FROM release WHERE log_index IS NOT NULL ORDER BY log_index`

/**
 * Writes the log's tiles and bundles and the auditors' label bundles anew, from the rows alone, for each size that was published:
 * the log index that neither an event nor a release has is that of a map entry, which follows from the entries before it. Files that are there stay.
 *
 * @returns the size of the log.
 * @throws {VerificationError} if the rows are not those of the published root hash. Then `fsck` says which.
 */
export async function regenerateFiles(databaseUrl: string, trust: Trust, files: LogFiles, audit: LogFiles): Promise<number> {
  const client = await connect(databaseUrl)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<Head>('SELECT size, root FROM log_head WHERE origin = $1', [trust.origin])
    const head = rows[0]
    if (!head) return 0
    const log = new Regeneration(trust, files, audit)
    for await (const row of rowsOf<Row>(client, 'entries', ROWS)) await log.add(row)
    await log.seal()
    log.replay.verifyCheckpoint({ size: head.size, root: asHash(head.root) })
    return head.size
  } finally {
    await client.end()
  }
}

class Regeneration {
  readonly replay: Replay
  readonly #files: LogFiles
  readonly #audit: LogFiles
  #entries: Uint8Array[] = []
  #labels: Uint8Array[] = []

  constructor(trust: Trust, files: LogFiles, audit: LogFiles) {
    this.replay = new Replay(trust.vrf)
    this.#files = files
    this.#audit = audit
  }

  async add({ log_index, commitment, label, blind }: Row): Promise<void> {
    if (log_index > this.replay.size) await this.seal()
    if (log_index !== this.replay.size) throw new Error(`No row has the log index ${this.replay.size}: run fsck.`)
    if (label && blind) this.#append(accessEntry(asHash(commitment)), printLabel({ label: asHash(label), blind: asHash(blind) }))
    else this.#append(releaseEntry(asHash(commitment)), NO_LABEL)
  }

  async seal(): Promise<void> {
    this.#append(mapEntry(this.replay.nextMapEntry()), NO_LABEL)
    const base = this.replay.size - this.#entries.length
    const batch = { entries: this.#entries, leafHashes: this.#entries.map(leafHash), labels: this.#labels }
    const staged = await stageFiles(this.#files, this.#audit, base, batch)
    for (const { path, bytes } of staged.files)
      await putFile(join(path.startsWith('labels/') ? this.#audit.folder : this.#files.folder, path), bytes)
    this.#entries = []
    this.#labels = []
  }

  #append(entry: Uint8Array, label: Uint8Array): void {
    this.replay.append(entry, label)
    this.#entries.push(entry)
    this.#labels.push(label)
  }
}
