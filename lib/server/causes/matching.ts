import type { Snapshot } from '#lib/db/prisma.ts'
import { type CausePattern, type CauseState, JOINABLE } from '#lib/dispute/cause.ts'
import type { State } from '#lib/dispute/kinds.ts'
import type { By } from './rows.ts'

/** An open question that may have a cause; nothing of what it says. */
export type Match = {
  readonly patient: string
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly submittedAt: string
  /** The name of who holds it, if that is neither the caller nor nobody: an agent cannot join it with a cause. */
  readonly heldBy?: string
}

type Row = { patient: string; id: string; reference: string; state: State; submitted_at: Date; held_by: string | null }

/** Which of the matching questions: all, or these; those of others only where the caller may take them. */
type Choice = { readonly ids?: readonly string[]; readonly takeable: boolean; readonly lock: boolean; readonly limit: number }

/** Open questions that the pattern fits and that have no cause, oldest first. `timeZone`: in which the days of the pattern are. */
export async function findMatches(
  tx: Snapshot,
  pattern: CausePattern,
  { staff, role }: By,
  { ids, takeable, lock, limit }: Choice,
  timeZone: string,
): Promise<readonly Match[]> {
  const values = [...valuesOf(pattern, timeZone), staff, ids ? [...ids] : null, !takeable || role === 'supervisor', limit]
  const rows = await tx.$queryRawUnsafe<Row[]>(lock ? LOCKED : FOUND, ...values)
  return rows.map(({ submitted_at, held_by, ...row }) => ({
    ...row,
    submittedAt: submitted_at.toISOString(),
    ...(held_by !== null && role !== 'supervisor' && { heldBy: held_by }),
  }))
}

/** How many the pattern fits, and how many of these the caller can join. */
export async function countMatches(
  tx: Snapshot,
  pattern: CausePattern,
  { staff, role }: By,
  timeZone: string,
): Promise<{ readonly matching: number; readonly takeable: number }> {
  const values = [...valuesOf(pattern, timeZone), staff, role === 'supervisor']
  const [counts] = await tx.$queryRawUnsafe<{ matching: bigint; takeable: bigint }[]>(COUNTED, ...values)
  return { matching: Number(counts?.matching ?? 0), takeable: Number(counts?.takeable ?? 0) }
}

const valuesOf = ({ organisation, recordSystem, automatic, from, until }: CausePattern, timeZone: string): readonly unknown[] => [
  [...JOINABLE],
  organisation ?? null,
  automatic ?? null,
  recordSystem ?? null,
  from ?? null,
  until ?? null,
  timeZone,
]

const FITS = `d.state = ANY ($1::text[]) AND d.cause IS NULL
  AND ($2::text IS NULL OR d.organisation = $2) AND ($3::boolean IS NULL OR d.automatic = $3)
  AND ($5::date IS NULL OR d.submitted_at >= $5::date::timestamp AT TIME ZONE $7)
  AND ($6::date IS NULL OR d.submitted_at < ($6::date + 1)::timestamp AT TIME ZONE $7)
  AND ($4::text IS NULL OR case_names_record_system(d.patient, d.id, $4))`
const FREE = 'd.assignee IS NULL OR d.assignee = $8::uuid'
const COUNTED = `
  SELECT count(*) AS matching, count(*) FILTER (WHERE $9::boolean OR ${FREE}) AS takeable FROM dispute d WHERE ${FITS}`
const FOUND = `
  SELECT d.patient::text, d.id::text, d.reference, d.state, d.submitted_at,
         (SELECT s.name FROM staff s WHERE s.id = d.assignee AND s.id <> $8::uuid) AS held_by
  FROM dispute d WHERE ${FITS} AND ($9::uuid[] IS NULL OR d.id = ANY ($9::uuid[])) AND ($10::boolean OR ${FREE})
  ORDER BY d.submitted_at, d.id LIMIT $11`
/** What somebody else works on at the same moment is left out. */
const LOCKED = `${FOUND} FOR UPDATE OF d SKIP LOCKED`

/** Organisations about which there are many questions without a cause, automatic ones apart: the first place to look for one. */
export type Heap = { readonly organisation: string; readonly automatic: boolean; readonly count: number }

export async function findHeaps(tx: Snapshot): Promise<readonly Heap[]> {
  const rows = await tx.$queryRaw<{ organisation: string; automatic: boolean; count: bigint }[]>`
    SELECT organisation, automatic, count(*) FROM dispute WHERE state = ANY (${[...JOINABLE]}) AND cause IS NULL
    GROUP BY organisation, automatic ORDER BY count(*) DESC, organisation LIMIT 20`
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
}

/** A cause that may be behind a question like this. */
type KnownCause = { readonly id: string; readonly title: string; readonly state: CauseState }

/** Causes that fit such a question, open ones first: for the hint on a case's page. */
export async function fittingCauses(
  tx: Snapshot,
  { organisation, recordSystem, automatic }: { readonly organisation: string; readonly recordSystem?: string; readonly automatic: boolean },
): Promise<readonly KnownCause[]> {
  return tx.$queryRaw<KnownCause[]>`
    SELECT id::text, title, state FROM cause
    WHERE (organisation IS NOT NULL OR record_system IS NOT NULL)
      AND (organisation IS NULL OR organisation = ${organisation}) AND (automatic IS NULL OR automatic = ${automatic})
      AND (record_system IS NULL OR ${recordSystem ?? null}::text IS NULL OR record_system = ${recordSystem ?? null})
    ORDER BY state = 'answered', created_at DESC LIMIT 5`
}
