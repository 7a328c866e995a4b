import { SUPPORT } from '#lib/dispute/roles.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt } from '../desk.ts'
import { findCase } from '../disputes/opening.ts'
import { lookAt } from '../disputes/read-staff-case.ts'
import { readCase } from '../disputes/view.ts'
import { findByCase } from './sessions.ts'

/**
 * What a letter about a case says, for an agent or a supervisor to whom it is open: a look at the person's list, committed before.
 *
 * @throws {AppError} `not-found`, also for who is too near to the people of the case: it is hidden from them from now on.
 */
export async function readCaseLetter(desk: Desk, dispute: string) {
  const { assisted, found } = await readAt(desk, SUPPORT, async (tx) => ({
    assisted: await findByCase(tx, dispute),
    found: await findCase(tx, dispute),
  }))
  const view = await lookAt(desk, found, (tx) => readCase(tx, found.at, 'staff'))
  if (view === 'conflict') throw new AppError('not-found')
  return { assisted, view }
}
