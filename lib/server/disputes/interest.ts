import type { Snapshot } from '#lib/db/prisma.ts'
import { sameName, shareSurname } from '#lib/dispute/surname.ts'
import { readConcealed } from '../unreadable.ts'
import type { CaseId } from './cases.ts'

/** Why somebody must not work on a case: who asks, or who looked, may be of their family; or it was they who looked. */
type Interest = 'surname' | 'actor'

const SHORTEST_ID = 6

/**
 * Whether this staff member is too near to the people of a case that they may open; of names it says no more than that. It compares also names
 * that are withheld from the patient. One's own questions nobody sees: the database leaves them out.
 */
export async function interestIn(tx: Snapshot, staff: string, { patient, id }: CaseId): Promise<Interest | undefined> {
  const me = await tx.staff.findUniqueOrThrow({ where: { id: staff }, select: { name: true, subject: true } })
  const asked = await tx.dispute.findUnique({ where: { patient_id: { patient, id } }, select: { askerName: true } })
  if (asked && shareSurname(asked.askerName, me.name)) return 'surname'
  for (const { name, identifier } of await actors(tx, { patient, id })) {
    const value = identifier?.value ?? ''
    if ((name !== undefined && sameName(name, me.name)) || (value.length >= SHORTEST_ID && me.subject.endsWith(value))) return 'actor'
    if (name !== undefined && shareSurname(name, me.name)) return 'surname'
  }
  return undefined
}

/** A hint for whoever opens a case: whether somebody of the asker's family name was among those who looked. */
export async function looksLikeFamily(tx: Snapshot, at: CaseId, askerName: string): Promise<boolean> {
  return (await actors(tx, at)).some(({ name }) => name !== undefined && shareSurname(name, askerName))
}

async function actors(tx: Snapshot, { patient, id }: CaseId) {
  const entries = await tx.disputeEntry.findMany({ where: { patient, dispute: id }, select: { historyIndex: true } })
  const rows = await tx.event.findMany({
    where: { patient, historyIndex: { in: entries.map(({ historyIndex }) => historyIndex) } },
    select: { logIndex: true, concealed: true },
  })
  return rows.flatMap(({ logIndex, concealed }) => {
    const { actor, onBehalfOf } = (concealed && readConcealed(Number(logIndex), concealed)) ?? {}
    return [actor, onBehalfOf].filter((one) => one !== undefined)
  })
}
