import { type Database, type Snapshot, type StaffWork, staffWork } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { AppError } from './app-error.ts'
import type { CaseLook } from './staff-look.ts'
import type { StaffSession } from './staff-sessions.ts'

/** Where a staff member works: who they are, and with what. `look` commits that they look at what a case names; that they may, the caller has checked. */
export type Desk = {
  readonly session: StaffSession
  readonly database: Database
  readonly calendar: Calendar
  readonly look: (look: CaseLook) => Promise<void>
}

type Transaction = <T>(
  desk: Pick<Desk, 'database' | 'session'>,
  roles: readonly StaffRole[],
  work: (transaction: Snapshot) => Promise<T>,
) => Promise<T>

const transaction =
  (options: StaffWork): Transaction =>
  async ({ database, session }, roles, work) => {
    if (!roles.includes(session.role)) throw new AppError('not-found')
    return staffWork(database, session.staff, work, options)
  }

/** One transaction at a desk. @throws {AppError} `not-found` for a role that may not. */
export const workAt = transaction({ readOnly: false })

/** One snapshot at a desk, in which nothing can be changed. @throws as `workAt` */
export const readAt = transaction({ readOnly: true })

/** Where a form leads: to a page of ours, with what it says there. */
export type Way = { readonly path: string; readonly query?: Readonly<Record<string, string>> }
