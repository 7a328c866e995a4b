import { readAccess } from '#lib/alerts/who.ts'
import type { Snapshot } from '#lib/db/prisma.ts'
import type { CaseEntry, EntryView } from '#lib/dispute/view.ts'
import { nameIsShown } from '#lib/ledger/history-page.ts'

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
  return entries.map((entry): CaseEntry => {
    const row = byIndex.get(entry.historyIndex)
    const event = row && readAccess(row, now)
    if (!row?.event || !event) return { ...entry, withheld: WITHHELD.find((why) => why === row?.withheld) ?? 'erased' }
    return { ...entry, event, concealed: nameIsShown(row.event, now) ? 'opened' : 'withheld' }
  })
}

const WITHHELD = ['by-law', 'retention', 'erased'] as const
