import { z } from 'zod'
import { type Snapshot, sql } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import type { QueueRow } from '#lib/dispute/queue-view.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import { calendar } from '../calendar.ts'
import { staffTransaction } from '../staff-database.ts'
import type { StaffSession } from '../staff-sessions.ts'
import { type CaseId, takeStep } from './cases.ts'
import { interestIn } from './interest.ts'
import { queueCounts } from './kept-counts.ts'
import { QUEUE_COLUMNS } from './queue.ts'

/** A case that the caller sees at least in the queue. `opened`: the database lets them read what is in it. */
export type Found = { readonly at: CaseId; readonly row: QueueRow; readonly opened: boolean }

/** @throws {AppError} `not-found` for what is none, or none for this log-in. */
export async function findCase(tx: Snapshot, id: string): Promise<Found> {
  if (!z.uuid().safeParse(id).success) throw new AppError('not-found')
  const [found] = await tx.$queryRaw<(QueueRow & { patient: string; opened: boolean })[]>`
    SELECT ${QUEUE_COLUMNS}, patient::text,
      EXISTS (SELECT FROM dispute_entry e WHERE e.patient = dispute.patient AND e.dispute = dispute.id) AS opened
    FROM dispute WHERE id = ${id}::uuid`
  if (!found) throw new AppError('not-found')
  const { patient, opened, ...row } = found
  return { at: { patient, id }, row, opened }
}

/** Somebody came to a case that they must not see; it is noted, and hidden from them from now on. */
export class Conflicted extends Error {
  override readonly name = 'Conflicted'
}

/**
 * Says no to somebody who is too near to the people of an opened case.
 *
 * @throws {Conflicted} after which the transaction must not be committed; `noteConflict` then keeps it.
 */
export async function requireNoInterest(tx: Snapshot, session: Pick<StaffSession, 'staff'>, at: CaseId): Promise<void> {
  if (await interestIn(tx, session.staff, at)) throw new Conflicted('a conflict of interest')
}

/** Hides a case from this staff member for good. Of a privacy officer there is no such note: their organisation has to send another one. */
export async function noteConflict(session: StaffSession, at: CaseId): Promise<void> {
  const { staff, name, role } = session
  queueCounts.forget(staff)
  if (role === 'officer') return
  const days = await calendar()
  await staffTransaction(session, (tx) => takeStep(tx, at, { step: 'conflict', party: role, by: staff, name }, days))
}

/** What `work` gives; or `conflict`, where the case is hidden from this staff member from now on. */
export async function unlessConflicted<T>(session: StaffSession, at: CaseId, work: () => Promise<T>): Promise<T | 'conflict'> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Conflicted)) throw error
    await noteConflict(session, at)
    return 'conflict'
  }
}

/** Whose case it is, for the look that is recorded before what is in it is read. @throws {AppError} `not-found` */
export async function identifierOf(tx: Snapshot, { patient }: CaseId): Promise<PatientIdentifier> {
  const [found] = await tx.$queryRaw<PatientIdentifier[]>`SELECT system, value FROM patient WHERE patient = ${patient}::uuid`
  if (!found) throw new AppError('not-found')
  return found
}

/** For how long a supervisor sees a case that they opened without holding it. */
const OPENED_FOR = sql`interval '1 hour'`

/**
 * Opens a case for this supervisor for an hour: `break-glass`, or `sample` of one that is answered, with the reason in `text`. It stands among the
 * case's events for staff; the look itself is recorded when the case is read.
 *
 * @throws {AppError} as `takeStep`; `not-found` for who is no supervisor. @throws {Conflicted} after which nothing may be committed.
 */
export async function openFor(
  tx: Snapshot,
  session: StaffSession,
  at: CaseId,
  { step, text }: { readonly step: StepName & ('break-glass' | 'sample'); readonly text: string },
  days: Calendar,
): Promise<void> {
  const { staff, name, role } = session
  if (role !== 'supervisor') throw new AppError('not-found')
  await takeStep(tx, at, { step, party: role, by: staff, name, text }, days)
  await tx.$executeRaw`
    INSERT INTO dispute_access (patient, dispute, staff, until)
    VALUES (${at.patient}::uuid, ${at.id}::uuid, ${staff}::uuid, now() + ${OPENED_FOR}) ON CONFLICT DO NOTHING`
  await requireNoInterest(tx, session, at)
}
