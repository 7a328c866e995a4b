import type { Snapshot } from '#lib/db/prisma.ts'
import type { CaseEntry, EntryView } from '#lib/dispute/view.ts'
import { shownEvent } from '#lib/ledger/shown-event.ts'
import { noteUnreadable } from '../unreadable.ts'

/**
 * What the entries of a case say, as the log-in of this transaction may see them, in the order given. Sending any of it to somebody is a
 * look at the patient's list, which the caller has recorded before.
 */
export async function readCaseEntries(
  tx: Snapshot,
  patient: string,
  entries: readonly EntryView[],
  now = Date.now(),
): Promise<readonly CaseEntry[]> {
  const rows = await tx.event.findMany({
    where: { patient, historyIndex: { in: entries.map(({ historyIndex }) => BigInt(historyIndex)) } },
    select: { historyIndex: true, event: true, concealed: true, withheld: true },
  })
  const byIndex = new Map(rows.map((row) => [Number(row.historyIndex), row]))
  return noteUnreadable(entries.map((entry) => ({ ...entry, ...shownEvent(byIndex.get(entry.historyIndex) ?? GONE, now) })))
}

const GONE = { event: null, concealed: null, withheld: null }
