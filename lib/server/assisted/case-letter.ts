import { AppError } from '../app-error.ts'
import { findCase, unlessConflicted } from '../disputes/opening.ts'
import { lookAt } from '../disputes/read-staff-case.ts'
import { readCase } from '../disputes/view.ts'
import { staffTransaction } from '../staff-database.ts'
import type { StaffSession } from '../staff-sessions.ts'
import { findByCase } from './sessions.ts'

/**
 * What a letter about a case says, for an agent or a supervisor to whom it is open: a look at the person's list, committed before.
 *
 * @throws {AppError} `not-found`, also for who is too near to the people of the case: it is hidden from them from now on.
 */
export async function readCaseLetter(session: StaffSession, dispute: string) {
  const { assisted, found } = await staffTransaction(
    session,
    async (tx) => ({ assisted: await findByCase(tx, dispute), found: await findCase(tx, dispute) }),
    { readOnly: true },
  )
  const view = await unlessConflicted(session, found.at, () => lookAt(session, found, (tx) => readCase(tx, found.at, 'staff')))
  if (view === 'conflict') throw new AppError('not-found')
  return { assisted, view }
}
