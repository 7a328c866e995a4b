import type { Client } from 'pg'
import { accessEntry, releaseEntry } from '#lib/history/entry.ts'
import { NO_LABEL } from '#lib/history/labels.ts'
import type { Appended, Replay } from '#lib/history/replay.ts'
import { asHash, equalBytes, HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { uuid } from './batch.ts'
import { type CopiedRow, copiedRows } from './copied-rows.ts'
import type { FiledEntry } from './fsck-files.ts'
import type { Report } from './fsck-report.ts'
import { nameOf } from './fsck-rows.ts'

/** Where the row of an event stands. What it holds is looked at elsewhere. */
type EventRow = {
  readonly patient: string
  readonly history_index: number
  readonly log_index: number
  readonly commitment: Buffer
  readonly nodes: Buffer
}

const ROWS = 'SELECT patient, history_index, log_index, commitment, nodes FROM event ORDER BY log_index, patient, history_index'

/** The walk along the log: its entries from the files beside the rows of the database, and both through the replay. */
export class EventWalk {
  readonly #client: Client
  /** Label || blind by patient. */
  readonly #labels: ReadonlyMap<string, Uint8Array>
  readonly #replay: Replay
  readonly #report: Report
  /** Release entries by log index, as the rows have them. */
  readonly #releases = new Map<number, Uint8Array>()
  #complete = true
  #events = 0

  constructor(client: Client, labels: ReadonlyMap<string, Uint8Array>, replay: Replay, report: Report) {
    this.#client = client
    this.#labels = labels
    this.#replay = replay
    this.#report = report
  }

  async run(bundles: AsyncIterable<readonly FiledEntry[]>): Promise<{ events: number; complete: boolean }> {
    await this.#readReleases()
    const batches = copiedRows(this.#client, ROWS)
    let rows: readonly EventRow[] = []
    let at = 0
    const peek = async () => {
      if (at >= rows.length) {
        const next = await batches.next()
        ;[rows, at] = [next.done ? [] : next.value.map(readRow), 0]
      }
      return rows[at]
    }
    for await (const bundle of bundles)
      for (const filed of bundle) {
        const here: EventRow[] = []
        for (let row = rows[at] ?? (await peek()); row && row.log_index <= filed.index; row = rows[++at] ?? (await peek())) here.push(row)
        this.#check(filed, here)
      }
    for (let row = await peek(); row; row = rows[++at] ?? (await peek()))
      this.#report(`${nameOf(row)}: its log index is beyond the published size`)
    for (const index of this.#releases.keys()) this.#report(`release of log index ${index}: the log has no such release entry there`)
    return { events: this.#events, complete: this.#complete }
  }

  async #readReleases(): Promise<void> {
    const { rows } = await this.#client.query<{ log_index: number; manifest: Buffer }>(
      'SELECT log_index, manifest FROM release WHERE log_index IS NOT NULL',
    )
    for (const { log_index, manifest } of rows) this.#releases.set(log_index, releaseEntry(asHash(manifest)))
  }

  /** Leaves those that have no entry. */
  #checkRelease({ index, entry }: FiledEntry): void {
    const row = this.#releases.get(index)
    if (row && entry && equalBytes(row, entry)) this.#releases.delete(index)
    if (!row && entry?.[0] === 0x03) this.#report(`the row of the release at log index ${index} is gone`)
  }

  #check(filed: FiledEntry, rows: readonly EventRow[]): void {
    const { index, entry } = filed
    const access = entry ? entry[0] === 0x01 : rows.length > 0
    const [row, ...others] = rows
    for (const other of others) this.#report(`${nameOf(other)}: another row has its log index`)
    if (access && !row) this.#report(`the row of the event at log index ${index} is gone`)
    if (!access && row) this.#report(`${nameOf(row)}: the log has no access entry there`)
    if (access && row) {
      this.#events++
      if (entry && !equalBytes(row.commitment, entry.subarray(1))) this.#report(`${nameOf(row)}: the log has another commitment there`)
    }
    this.#checkRelease(filed)
    this.#append(filed, access ? row : undefined)
  }

  #append({ index, entry, label }: FiledEntry, row: EventRow | undefined): void {
    if (!this.#complete) return
    const own = row && this.#labels.get(row.patient)
    if (own && label && !equalBytes(own, label)) this.#report(`${row && nameOf(row)}: the label bundle has another label or blind`)
    const bytes = entry ?? (row && accessEntry(asHash(row.commitment)))
    const labelAndBlind = label ?? own ?? (entry?.[0] === 0x01 ? undefined : NO_LABEL)
    if (!bytes || !labelAndBlind) {
      this.#stop(`entry ${index} cannot be read from the files`)
      return
    }
    try {
      const appended = this.#replay.append(bytes, labelAndBlind)
      if (row && appended) this.#checkPlace(row, appended)
    } catch (cause) {
      if (!(cause instanceof VerificationError)) throw cause
      this.#stop(cause.message)
    }
  }

  #checkPlace(row: EventRow, { historyIndex, nodes }: Appended): void {
    if (row.history_index !== historyIndex) this.#report(`${nameOf(row)}: it is entry ${historyIndex} of its history`)
    if (!isConcat(row.nodes, nodes)) this.#report(`${nameOf(row)}: its subtree hashes are not those of its history`)
  }

  #stop(reason: string): void {
    this.#complete = false
    this.#report(`the replay ends early: ${reason}`)
  }
}

/** Whether these bytes are those hashes, one after the other. */
function isConcat(bytes: Uint8Array, hashes: readonly Hash[]): boolean {
  const at = (index: number) => bytes.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH)
  return bytes.length === hashes.length * HASH_LENGTH && hashes.every((hash, index) => equalBytes(hash, at(index)))
}

/** In the order of the columns above, copied: a row of one batch may be looked at beside one of the next. */
function readRow([patient, historyIndex, logIndex, commitment, nodes]: CopiedRow): EventRow {
  return {
    patient: uuid(patient ?? NOTHING),
    history_index: Number(historyIndex?.readBigInt64BE()),
    log_index: Number(logIndex?.readBigInt64BE()),
    commitment: Buffer.from(commitment ?? NOTHING),
    nodes: Buffer.from(nodes ?? NOTHING),
  }
}

const NOTHING = Buffer.alloc(0)
