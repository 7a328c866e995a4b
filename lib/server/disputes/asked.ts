import type { Snapshot } from '#lib/db/prisma.ts'
import type { Outcome, State } from '#lib/dispute/kinds.ts'
import type { Author } from './drafts.ts'
import { known } from './followed.ts'

/** A question that somebody asked about entries of a list, for that list. `by` is who else asked it. */
export type Asked = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly outcome?: Outcome
  readonly at: Date
  readonly by?: string
  /** History indexes. */
  readonly entries: readonly number[]
}

/** Most questions that a list says anything of: the newest. */
const MOST = 500

type Row = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly outcome: Outcome | null
  readonly at: Date
  readonly by: string | null
  readonly entries: readonly bigint[]
}

/** The questions about a list that this reader may know of, newest first. */
export async function readAsked(tx: Snapshot, by: Author): Promise<readonly Asked[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.reference, d.state, d.outcome, d.submitted_at AS at,
           CASE WHEN d.asker_key <> ${by.author}::uuid THEN d.asker_name END AS by,
           (SELECT array_agg(e.history_index) FROM dispute_entry e WHERE e.patient = d.patient AND e.dispute = d.id) AS entries
    FROM dispute d
    WHERE ${known(by)}
    ORDER BY d.submitted_at DESC, d.id LIMIT ${MOST}`
  return rows.map(({ outcome, by: asker, entries, ...row }) => ({
    ...row,
    ...(outcome !== null && { outcome }),
    ...(asker !== null && { by: asker }),
    entries: entries.map(Number),
  }))
}
