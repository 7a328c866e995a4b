import type { Snapshot } from '#lib/db/prisma.ts'
import type { CaseEntry, EntryView } from '#lib/dispute/view.ts'
import { bindingOf } from '#lib/ledger/binding.ts'
import { shownEvent } from '#lib/ledger/shown-event.ts'
import { noteChanged } from '../unreadable.ts'

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
    select: { historyIndex: true, commitment: true, event: true, eventNonce: true, concealed: true, concealedNonce: true, withheld: true },
  })
  const byIndex = new Map(rows.map((row) => [Number(row.historyIndex), row]))
  return entries.map((entry): CaseEntry => {
    const row = byIndex.get(entry.historyIndex)
    if (!row) return { ...entry, withheld: 'erased' }
    const changed = bindingOf(row) === 'changed'
    if (changed) noteChanged(entry.logIndex)
    return { ...entry, ...shownEvent(row, now), ...(changed && { changed }) }
  })
}
