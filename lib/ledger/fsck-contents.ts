import type { Client } from 'pg'
import { uuid } from './batch.ts'
import { type CopiedRow, copiedRows } from './copied-rows.ts'
import type { Report } from './fsck-report.ts'
import { checkContent, type EventContent, nameOf } from './fsck-rows.ts'

const ROWS = `SELECT patient, history_index, log_index, id, commitment, event_nonce, concealed_nonce, source_nonce, event, concealed, network, withheld
  FROM event`

/** Hashes every stored event anew. What is erased must be gone, and named by an erasure event; what one names must be erased. */
export async function checkContents(client: Client, report: Report): Promise<void> {
  /** Log indexes that erasure events name, by patient, and those that are erased. */
  const named = new Set<string>()
  const erased = new Set<string>()
  for await (const rows of copiedRows(client, ROWS))
    for (const copied of rows) {
      const row = readRow(copied)
      const event = checkContent(row, nameOf(row), report)
      for (const index of event?.erased ?? []) named.add(`${row.patient} at log index ${index}`)
      if (row.withheld !== 'erased') continue
      erased.add(`${row.patient} at log index ${row.log_index}`)
      const kept = [row.event, row.event_nonce, row.concealed, row.concealed_nonce, row.source_nonce, row.network]
      if (kept.some((value) => value !== null)) report(`${nameOf(row)}: still holds what was erased`)
    }
  for (const name of named) if (!erased.has(name)) report(`event ${name}: an erasure event names it, and it is not erased`)
  for (const name of erased) if (!named.has(name)) report(`event ${name}: is erased, and no erasure event names it`)
}

/** In the order of the columns above. */
function readRow([patient, historyIndex, logIndex, id, commitment, ...more]: CopiedRow): EventContent {
  const [event_nonce = null, concealed_nonce = null, source_nonce = null, event = null, concealed = null, network = null, withheld] = more
  return {
    patient: uuid(patient ?? NOTHING),
    history_index: Number(historyIndex?.readBigInt64BE()),
    log_index: Number(logIndex?.readBigInt64BE()),
    id: uuid(id ?? NOTHING),
    commitment: commitment ?? NOTHING,
    event_nonce,
    concealed_nonce,
    source_nonce,
    event,
    concealed,
    network,
    withheld: withheld?.toString() ?? null,
  }
}

const NOTHING = Buffer.alloc(0)
