import { type Database, type Snapshot, type StaffWork, staffWork } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import type { Named, PatientIdentifier } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import type { StaffSession } from '../staff-sessions.ts'

export type Look = (look: {
  readonly patient: string
  readonly reference: string
  readonly organisation?: Named
}) => Promise<PatientIdentifier>

/** Where a staff member works: who they are, and with what. `look` commits that they look at a case's entries, and says whose they are. */
export type Desk = {
  readonly session: StaffSession
  readonly database: Database
  readonly calendar: Calendar
  readonly look: Look
}

/** One transaction at a desk. @throws {AppError} `not-found` for a role that may not. */
export async function workAt<T>(
  { database, session }: Pick<Desk, 'database' | 'session'>,
  roles: readonly StaffRole[],
  work: (transaction: Snapshot) => Promise<T>,
  options: StaffWork = {},
): Promise<T> {
  if (!roles.includes(session.role)) throw new AppError('not-found')
  return staffWork(database, session.staff, work, options)
}

/** Where a form leads: to a page of ours, with what it says there. */
export type Way = { readonly path: string; readonly query?: Readonly<Record<string, string>> }
