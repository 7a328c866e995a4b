import { type Snapshot, sql } from '#lib/db/prisma.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import type { QueueRow } from '#lib/dispute/queue-view.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import { type Desk, workAt } from '../desk.ts'
import type { StaffSession } from '../staff-sessions.ts'
import { type CaseId, takeStep } from './cases.ts'
import { interestIn } from './interest.ts'
import { queueCounts } from './kept-counts.ts'
import { QUEUE_COLUMNS } from './queue.ts'

/** A case that the caller sees at least in the queue. `opened`: the database lets them read what is in it. */
export type Found = { readonly at: CaseId; readonly row: QueueRow; readonly opened: boolean }

/** @throws {AppError} `not-found` for what is none, or none for this log-in. */
export async function findCase(tx: Snapshot, id: string): Promise<Found> {
  if (!UUID.test(id)) throw new AppError('not-found')
  const [found] = await tx.$queryRaw<(QueueRow & { patient: string; opened: boolean })[]>`
    SELECT ${QUEUE_COLUMNS}, patient::text,
      EXISTS (SELECT FROM dispute_entry e WHERE e.patient = dispute.patient AND e.dispute = dispute.id) AS opened
    FROM dispute WHERE id = ${id}::uuid`
  if (!found) throw new AppError('not-found')
  const { patient, opened, ...row } = found
  return { at: { patient, id }, row, opened }
}

/** Somebody came to a case that they must not see: `unlessConflicted` notes it. */
class Conflicted extends Error {
  override readonly name = 'Conflicted'
}

/**
 * Says no to somebody who is too near to the people of an opened case.
 *
 * @throws {Conflicted} after which the transaction must not be committed: inside of `unlessConflicted` alone.
 */
export async function requireNoInterest(tx: Snapshot, session: Pick<StaffSession, 'staff'>, at: CaseId): Promise<void> {
  if (await interestIn(tx, session.staff, at)) throw new Conflicted('a conflict of interest')
}

/** Hides a case from this staff member for good. Of a privacy officer there is no such note: their organisation has to send another one. */
async function noteConflict(desk: Desk, at: CaseId): Promise<void> {
  const { staff, name, role } = desk.session
  queueCounts.forget(staff)
  if (role === 'officer') return
  await workAt(desk, SUPPORT, (tx) => takeStep(tx, at, { step: 'conflict', party: role, by: staff, name }, desk.calendar))
}

/** What `work` gives; or `conflict`, where the case is hidden from this staff member from now on. */
export async function unlessConflicted<T>(desk: Desk, at: CaseId, work: () => Promise<T>): Promise<T | 'conflict'> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Conflicted)) throw error
    await noteConflict(desk, at)
    return 'conflict'
  }
}

/** For how long a supervisor sees a case that they opened without holding it. */
const OPENED_FOR = sql`interval '1 hour'`

/**
 * Opens a case for this supervisor for an hour: `break-glass`, or `sample` of one that is answered, with the reason in `text`. It stands among the
 * case's events for staff; the look itself is recorded when the case is read.
 *
 * @throws {AppError} as `takeStep`, also for who is no supervisor. @throws {Conflicted} after which nothing may be committed.
 */
export async function openFor(
  tx: Snapshot,
  { session, calendar }: Desk,
  at: CaseId,
  { step, text }: { readonly step: StepName & ('break-glass' | 'sample'); readonly text: string },
): Promise<void> {
  const { staff, name, role } = session
  await takeStep(tx, at, { step, party: role, by: staff, name, text }, calendar)
  await tx.$executeRaw`
    INSERT INTO dispute_access (patient, dispute, staff, until)
    VALUES (${at.patient}::uuid, ${at.id}::uuid, ${staff}::uuid, now() + ${OPENED_FOR}) ON CONFLICT DO NOTHING`
  await requireNoInterest(tx, session, at)
}
