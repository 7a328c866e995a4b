import type { StaffRole } from '#lib/dispute/roles.ts'
import { calendar } from './calendar.ts'
import type { Desk } from './desk.ts'
import { requireStaff } from './staff.ts'
import { staffDatabase } from './staff-database.ts'
import { recordStaffLook } from './staff-look.ts'

/** The desk of the staff member who is logged in, if they have one of these roles. @throws {AppError} as `requireStaff` */
export async function deskOf(roles: readonly StaffRole[]): Promise<Desk> {
  const session = await requireStaff(roles)
  return { session, database: staffDatabase(), calendar: await calendar(), look: (look) => recordStaffLook(session, look) }
}
