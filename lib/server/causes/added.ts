import { type Snapshot, sql } from '#lib/db/prisma.ts'
import { ADDS } from '#lib/dispute/added.ts'
import type { AddedToCause, CauseEventName, CauseState } from '#lib/dispute/cause.ts'

type Row = { id: string | null; reference: string | null; added: bigint }

/** Questions of which a page names one by one. */
const NAMED = 100
const SINCE: Readonly<Partial<Record<CauseState, CauseEventName>>> = { proposed: 'propose', answering: 'answer' }

/** Rows of (dispute, added), of questions that wait for its answer. */
export const addedSince = (cause: string, step: CauseEventName) => sql`added_to_cause(${cause}::uuid, ${step}, ${[...ADDS]}::text[])`

/** Nothing where no second person confirms, or nobody has proposed yet. */
export async function addedToCause(
  tx: Snapshot,
  { id, state, proposedBy }: { readonly id: string; readonly state: CauseState; readonly proposedBy?: string },
): Promise<AddedToCause> {
  const since = proposedBy === undefined ? undefined : SINCE[state]
  if (since === undefined) return { questions: 0, things: 0, named: [] }
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id::text, d.reference, a.added FROM ${addedSince(id, since)} a LEFT JOIN dispute d ON d.id = a.dispute ORDER BY d.submitted_at, d.id`
  return {
    questions: rows.length,
    things: rows.reduce((sum, { added }) => sum + Number(added), 0),
    named: rows
      .flatMap((row) => (row.id !== null && row.reference !== null ? { id: row.id, reference: row.reference } : []))
      .slice(0, NAMED),
  }
}
