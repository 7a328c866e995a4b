import { patientSnapshot } from '#lib/db/prisma.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { calendar } from '../calendar.ts'
import { database } from '../database.ts'
import { requireStaff } from '../staff.ts'
import { staffDatabase } from '../staff-database.ts'
import { recordStaffLook } from '../staff-look.ts'
import type { Desk, Look } from './desk.ts'
import { identifierOf } from './opening.ts'

/** The desk of the staff member who is logged in, if they have one of these roles. @throws {AppError} as `requireStaff` */
export async function deskOf(roles: readonly StaffRole[]): Promise<Desk> {
  const session = await requireStaff(roles)
  const look: Look = async ({ patient, ...more }) => {
    const identifier = await patientSnapshot(database(), patient, (snapshot) => identifierOf(snapshot, { patient }))
    await recordStaffLook(session, { patient: identifier, ...more })
    return identifier
  }
  return { session, database: staffDatabase(), calendar: await calendar(), look }
}
