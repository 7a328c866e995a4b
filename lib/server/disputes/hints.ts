import type { Snapshot } from '#lib/db/prisma.ts'
import type { Hint } from '#lib/dispute/hints.ts'
import type { CaseView } from '#lib/dispute/view.ts'
import { fittingCauses } from '../causes/matching.ts'
import type { CaseId } from './cases.ts'
import { looksLikeFamily } from './interest.ts'

type Viewed = Pick<CaseView, 'entries' | 'askerName' | 'organisation' | 'automatic' | 'cause'>

/** What points to an answer, for staff who may open the case. Of other entries and of other people's cases the database says a number, or yes or no. */
export async function hintsOf(tx: Snapshot, at: CaseId, view: Viewed): Promise<readonly Hint[]> {
  const { patient, id } = at
  const [{ cases = 0n, visit = false } = {}] = await tx.$queryRaw<{ cases: bigint; visit: boolean }[]>`
    SELECT cases_about_same_person(${patient}::uuid, ${id}::uuid) AS cases, seems_known_visit(${patient}::uuid, ${id}::uuid) AS visit`
  return [
    ...(view.entries.length > 0 && view.entries.every(({ automatic }) => automatic) ? [{ hint: 'automatic' } as const] : []),
    ...(visit ? [{ hint: 'visit' } as const] : []),
    ...(await causeOf(tx, view)),
    ...(cases > 0n ? [{ hint: 'same-person', cases: Number(cases) } as const] : []),
    ...((await looksLikeFamily(tx, at, view.askerName)) ? [{ hint: 'family' } as const] : []),
  ]
}

/** The cause that fits best, of a question that is joined with none. */
async function causeOf(tx: Snapshot, { organisation, automatic, entries, cause }: Viewed): Promise<readonly Hint[]> {
  if (cause !== undefined) return []
  const recordSystem = entries[0]?.recordSystem
  const [known] = await fittingCauses(tx, { organisation, automatic, ...(recordSystem !== undefined && { recordSystem }) })
  return known ? [{ hint: 'cause', id: known.id, title: known.title }] : []
}
