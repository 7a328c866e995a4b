import { PASSED_ON, type PassedOn } from '#lib/dispute/assisted.ts'
import { stepsFor } from '#lib/dispute/case.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import type { CaseView } from '#lib/dispute/view.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt } from '../desk.ts'
import { readFacts } from '../disputes/cases.ts'
import { findCase } from '../disputes/opening.ts'
import { lookAt } from '../disputes/read-staff-case.ts'
import { readCase } from '../disputes/view.ts'
import { toldUntil } from './passing-on.ts'
import { type Assisted, findByCase } from './sessions.ts'

/** What the caller may pass on of the person's for a while, because these have told them the code. */
export type PassOn = { readonly visit: string; readonly dispute: string; readonly until: Date; readonly steps: readonly PassedOn[] }

/**
 * What a letter about a case says, for an agent or a supervisor to whom it is open: a look at the person's list, committed before.
 *
 * @throws {AppError} `not-found`, also for who is too near to the people of the case: it is hidden from them from now on.
 */
export async function readCaseLetter(
  desk: Desk,
  dispute: string,
): Promise<{ readonly assisted: Assisted; readonly view: CaseView; readonly passOn: PassOn | undefined }> {
  const { assisted, found } = await readAt(desk, SUPPORT, async (tx) => ({
    assisted: await findByCase(tx, dispute),
    found: await findCase(tx, dispute),
  }))
  const read = await lookAt(desk, found, async (tx) => {
    const [view, facts, until] = [
      await readCase(tx, found.at, 'staff'),
      await readFacts(tx, found.at),
      await toldUntil(tx, found.at, desk.session),
    ]
    const { staff, role, visit } = desk.session
    const steps = stepsFor(facts, { party: role, by: staff, said: assisted.way, at: new Date() })
    const mine = PASSED_ON.filter((step) => steps.includes(step))
    return { view, passOn: until && { visit, dispute, until, steps: mine } }
  })
  if (read === 'conflict') throw new AppError('not-found')
  return { assisted, ...read }
}
