import { createDatabase, type Database, type Snapshot, type StaffWork, staffWork } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import type { StaffSession } from './staff-sessions.ts'

let connected: Database | undefined

/** The web process's connection pool for what staff do, with a log-in of its own. */
export function staffDatabase(): Database {
  connected ??= createDatabase(env('web').STAFF_DATABASE_URL)
  return connected
}

/** `staffWork` of this staff member: `requireStaff` has said that they may. */
export function staffTransaction<T>(
  { staff }: Pick<StaffSession, 'staff'>,
  work: (transaction: Snapshot) => Promise<T>,
  options: StaffWork = {},
): Promise<T> {
  return staffWork(staffDatabase(), staff, work, options)
}
