import type { Snapshot } from '#lib/db/prisma.ts'
import type { CaseEntry, EntryView } from '#lib/dispute/view.ts'
import { readCaseEntries } from './entries.ts'

/** What the entries of a case say, with what staff need of it: who looked, when, why, and at what kind of data. No document, and not the record system's own words, which may name one. */
export async function readStaffEntries(
  tx: Snapshot,
  patient: string,
  entries: readonly EntryView[],
  now: number,
): Promise<readonly CaseEntry[]> {
  const read = await readCaseEntries(tx, patient, entries, now)
  return read.map((entry): CaseEntry => {
    if (!('event' in entry)) return entry
    const { sourceText, ...event } = entry.event
    return { ...entry, event: { ...event, data: event.data.map(({ category }) => ({ category })) } }
  })
}
