import type { Pool } from '#lib/db/pool.ts'
import { transaction } from '#lib/db/pool.ts'
import type { ExportedEntry } from '#lib/event/to-fhir.ts'
import type { Identifier } from '#lib/history/entry.ts'
import { patientKey } from './patient.ts'
import { type EventBytes, shownEvent } from './shown-event.ts'

/** What is stored at this place of the log is no event, so that it cannot be what was sealed. */
export type Unreadable = { readonly withheld: 'unreadable'; readonly logIndex: number }
export type OwnEntry = { readonly historyIndex: number; readonly entry: ExportedEntry | Unreadable }

type Row = EventBytes & { readonly history_index: number; readonly log_index: number }

type Query = { readonly identifier: Identifier /** Milliseconds: whether a delayed name may be shown. */; readonly now: number }

const COLUMNS = 'history_index, log_index, event, concealed, withheld'

/**
 * Sealed entries of one person, newest first, at most `limit` of those before history index `before`; of all where it is undefined. They
 * are what the database says: who wants proof asks for pages. Who asks has been checked by the caller; the database log-in of `pool` sees
 * the rows of no other person in this transaction.
 */
export function ownEntries(pool: Pool, { identifier, now }: Query, before: number | undefined, limit: number): Promise<OwnEntry[]> {
  return read(pool, identifier, now, 'history_index < $2 ORDER BY history_index DESC LIMIT $3', [before ?? Number.MAX_SAFE_INTEGER, limit])
}

/** The entry with this event id; nothing where this person has none. */
export async function ownEntry(pool: Pool, { identifier, now }: Query, id: string): Promise<OwnEntry['entry'] | undefined> {
  const [found] = await read(pool, identifier, now, 'id = $2', [id])
  return found?.entry
}

/** The entry at this log index. */
export async function ownEntryAt(pool: Pool, { identifier, now }: Query, logIndex: number): Promise<OwnEntry['entry'] | undefined> {
  const [found] = await read(pool, identifier, now, 'log_index = $2', [logIndex])
  return found?.entry
}

function read(pool: Pool, identifier: Identifier, now: number, where: string, values: readonly unknown[]): Promise<OwnEntry[]> {
  const patient = patientKey(identifier)
  const work = async (client: Parameters<Parameters<typeof transaction>[1]>[0]) => {
    await client.query(`SELECT set_config('sightline.patient', $1, true)`, [patient])
    const sql = `SELECT ${COLUMNS} FROM event WHERE patient = $1 AND ${where}`
    return (await client.query<Row>(sql, [patient, ...values])).rows.map((row) => ownEntryOf(row, now))
  }
  return transaction(pool, work, 'BEGIN READ ONLY')
}

function ownEntryOf({ history_index, log_index: logIndex, ...bytes }: Row, now: number): OwnEntry {
  const shown = shownEvent(bytes, now)
  if ('event' in shown) return { historyIndex: history_index, entry: { ...shown, logIndex } }
  const { withheld } = shown
  return { historyIndex: history_index, entry: withheld === 'unreadable' ? { withheld, logIndex } : { withheld, logIndex } }
}
