import { redirect } from 'next/navigation'
import type { Snapshot } from '#lib/db/prisma.ts'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import type { StaffCase } from '#lib/dispute/staff-view.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import { readAt } from '../desk.ts'
import { orNotFound } from '../or-not-found.ts'
import { deskOf } from '../own-desk.ts'
import { readFile, type StoredFile } from './files.ts'
import { findCase } from './opening.ts'
import { lookAt, readStaffCase } from './read-staff-case.ts'

/**
 * For pages: a case for the staff member who is logged in: what the queue says of it, and what is in it if they hold it, review it, or were let in;
 * who answers for the organisation that was asked is led to the page that is made for them. That they looked is an event of the patient's list, committed before anything is read.
 * What is no case, or none for them, is no page; who has a conflict of interest is led away.
 *
 * @throws {AppError} `not-logged-in`
 */
export function staffCase(id: string): Promise<StaffCase> {
  return orNotFound(async () => {
    const desk = await deskOf(STAFF_ROLES)
    if (desk.session.role === 'officer') {
      await readAt(desk, STAFF_ROLES, (tx) => findCase(tx, id))
      redirect(`/support/answers/${id}`)
    }
    return unlessHidden(await readStaffCase(desk, id))
  })
}

/** Leads away who has a conflict of interest. */
export const unlessHidden = <T>(shown: T | 'conflict'): T => (shown === 'conflict' ? redirect('/support?problem=conflict') : shown)

/**
 * A file that was handed in with a case, for whom it is opened. Proofs are not among them: they say which documents were looked at.
 *
 * @throws {AppError} `not-logged-in`, `not-found`
 */
export async function staffFile(id: string, file: string): Promise<StoredFile> {
  const desk = await deskOf(STAFF_ROLES)
  const found = await readAt(desk, STAFF_ROLES, (tx) => findCase(tx, id))
  if (!found.opened) throw new AppError('not-found')
  const read = async (tx: Snapshot) => {
    const { patient } = found.at
    const isProof = UUID.test(file) ? await tx.disputeFile.count({ where: { patient, dispute: id, id: file, kind: 'proof' } }) : 1
    if (isProof > 0) throw new AppError('not-found')
    return readFile(tx, found.at, file)
  }
  const stored = await lookAt(desk, found, read)
  if (stored === 'conflict') throw new AppError('not-found')
  return stored
}
