import type { Snapshot } from '#lib/db/prisma.ts'
import type { CheckedProof } from '#lib/dispute/staff-view.ts'
import type { CaseEntry } from '#lib/dispute/view.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { verifyFile } from '#lib/verify/verify-file.ts'
import { trustFile } from '../trust.ts'
import type { CaseId } from './cases.ts'

type Handed = { readonly id: string; readonly name: string; readonly bytes: Uint8Array }

/** The proofs that an asker attached. They say which documents were looked at, so that they are checked here and not sent to staff. */
export function readProofs(tx: Snapshot, { patient, id }: CaseId): Promise<readonly Handed[]> {
  return tx.disputeFile.findMany({
    where: { patient, dispute: id, kind: 'proof' },
    orderBy: { at: 'asc' },
    select: { id: true, name: true, bytes: true },
  })
}

/** What each proof comes to by what this installation trusts, and which entries of the case say the same in it; one that says another thing is no proof of them. */
export async function checkProofs(handed: readonly Handed[], entries: readonly CaseEntry[]): Promise<readonly CheckedProof[]> {
  if (handed.length === 0) return []
  const { trust } = await trustFile()
  return Promise.all(
    handed.map(async ({ id, name, bytes }) => {
      const report = await verifyFile(bytes, trust)
      const proven = new Map(report.entries.flatMap((entry) => ('event' in entry ? [[entry.logIndex, words(entry.event)] as const] : [])))
      const compared = entries.flatMap((entry) => {
        const said = proven.get(entry.logIndex)
        return said === undefined || !('event' in entry) ? [] : [{ entry, same: said === words(entry.event) }]
      })
      const same = compared.flatMap((one) => (one.same ? [one.entry.historyIndex] : []))
      const verdict = compared.length > same.length ? 'mismatch' : report.verdict
      return { id, name, verdict, same }
    }),
  )
}

/** All that an event says but the names, which one of the two may not show. */
const words = ({ actor: _, onBehalfOf: __, ...event }: AccessEvent): string => JSON.stringify(event)
