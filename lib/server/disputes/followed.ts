import { type Snapshot, sql } from '#lib/db/prisma.ts'
import type { ClockName } from '#lib/dispute/clock.ts'
import type { Outcome, Reason, State } from '#lib/dispute/kinds.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'
import type { Author } from './drafts.ts'

/** A question in the list of those about somebody. `by` is who else asked it. */
export type FollowedQuestion = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly outcome?: Outcome
  readonly reasons: readonly Reason[]
  readonly submittedAt: Date
  readonly changedAt: Date
  /** The next deadline and whose it is; none while no clock runs. */
  readonly due?: { readonly name: ClockName; readonly at: Date }
  readonly entries: number
  readonly unread: boolean
  readonly by?: string
}

export const QUESTIONS_A_PAGE = 20

type Row = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly outcome: Outcome | null
  readonly reasons: readonly Reason[]
  readonly submitted_at: Date
  readonly changed_at: Date
  readonly due: ClockName | null
  readonly due_at: Date | null
  readonly entries: number
  readonly unread: boolean
  readonly by: string | null
}

/** Of which questions about this list the reader may know: not those of others who asked for safe contact, unless the list is their own. */
export const known = ({ patient, author }: Author) => sql`
  d.patient = ${patient}::uuid AND (d.asker_key = ${author}::uuid OR ${patient} = ${author} OR NOT d.safe_contact)`

const follows = ({ author }: Author) => sql`${author}::uuid = follower_of(d.patient, d.id)`

const unread = (by: Author) => sql`
  (${follows(by)} AND EXISTS (SELECT FROM dispute_event e WHERE e.patient = d.patient AND e.dispute = d.id
    AND e.number > d.seen AND e.audience = 'everybody' AND e.party <> 'patient'))`

/** One page of the questions about a list, those that changed last first, and how many there are. Pages begin with 1. */
export async function listFollowed(
  tx: Snapshot,
  by: Author,
  page: number,
): Promise<{ readonly questions: readonly FollowedQuestion[]; readonly count: number }> {
  const [{ count } = { count: 0 }] = await tx.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM dispute d WHERE ${known(by)}`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.reference, d.state, d.outcome, d.reasons, d.submitted_at, d.changed_at, d.due, d.due_at, ${unread(by)} AS unread,
           CASE WHEN d.asker_key <> ${by.author}::uuid THEN d.asker_name END AS by,
           (SELECT count(*)::int FROM dispute_entry e WHERE e.patient = d.patient AND e.dispute = d.id) AS entries
    FROM dispute d WHERE ${known(by)}
    ORDER BY d.changed_at DESC, d.id LIMIT ${QUESTIONS_A_PAGE} OFFSET ${(page - 1) * QUESTIONS_A_PAGE}`
  const questions = rows.map(
    ({ id, reference, state, outcome, reasons, submitted_at, changed_at, due, due_at, entries, unread: isUnread, by: asker }) => ({
      ...{ id, reference, state, reasons, entries, submittedAt: submitted_at, changedAt: changed_at, unread: isUnread },
      ...(outcome !== null && { outcome }),
      ...(due !== null && due_at !== null && { due: { name: due, at: due_at } }),
      ...(asker !== null && { by: asker }),
    }),
  )
  return { questions, count }
}

/** In how many questions about a list there is something that the reader, if it is they who follow them, has not seen. */
export async function countUnread(tx: Snapshot, by: Author): Promise<number> {
  const [{ count } = { count: 0 }] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM dispute d WHERE ${known(by)} AND ${unread(by)}`
  return count
}

/** @throws {AppError} `not-found` for a question about this list of which the reader may not know, or that there is not. */
export async function requireKnown(tx: Snapshot, by: Author, id: string): Promise<CaseId> {
  const rows = UUID.test(id) ? await tx.$queryRaw<unknown[]>`SELECT 1 FROM dispute d WHERE ${known(by)} AND d.id = ${id}::uuid` : []
  if (rows.length === 0) throw new AppError('not-found')
  return { patient: by.patient, id }
}

/** A question is taken back by who asked it, or by the patient whose list it is about. */
export async function mayWithdraw(tx: Snapshot, { patient, author }: Author, id: string): Promise<boolean> {
  return author === patient || (await tx.dispute.count({ where: { patient, id, askerKey: author } })) > 0
}

/** From now on the question has been seen up to this event, if it is the reader who follows it. */
export async function markSeen(tx: Snapshot, by: Author, id: string, number: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE dispute d SET seen = ${number} WHERE d.patient = ${by.patient}::uuid AND d.id = ${id}::uuid AND d.seen < ${number} AND ${follows(by)}`
}
