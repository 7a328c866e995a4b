import type { Snapshot } from '#lib/db/prisma.ts'
import type { PassedOn } from '#lib/dispute/assisted.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt, type Way, workAt } from '../desk.ts'
import { type CaseId, takeStep } from '../disputes/cases.ts'
import { queueCounts } from '../disputes/kept-counts.ts'
import { findCase } from '../disputes/opening.ts'
import { requireFewSteps } from '../disputes/own-steps.ts'
import { lookAt } from '../disputes/read-staff-case.ts'
import type { Form } from '../request.ts'
import { readPassed } from './forms.ts'

/** Until when this staff member may pass on what the person says; undefined where nobody has told them the code, or too long ago. */
export async function toldUntil(
  tx: Snapshot,
  { patient, id }: CaseId,
  { staff }: Pick<Desk['session'], 'staff'>,
): Promise<Date | undefined> {
  const row = await tx.disputeAccess.findFirst({
    where: { patient, dispute: id, staff, byCode: true, until: { gt: new Date() } },
    orderBy: { until: 'desc' },
    select: { until: true },
  })
  return row?.until
}

/**
 * A patient's step, by a form of the staff member to whom the person has told reference and code. That they look at the question is an event of the
 * person's list, committed before anything is written.
 *
 * @throws {AppError} `not-found` where nobody has told them; `bad-request`; `too-many-requests`; and as `takeStep`.
 */
export async function passOnByForm(desk: Desk, step: PassedOn, form: Form): Promise<Way> {
  const { staff, role, name } = desk.session
  const found = await readAt(desk, SUPPORT, async (tx) => {
    const named = await findCase(tx, form.get('case') ?? '')
    if (!(await toldUntil(tx, named.at, desk.session))) throw new AppError('not-found')
    return named
  })
  const given = readPassed(step, form)
  if ((await lookAt(desk, found, async () => 'looked' as const)) === 'conflict') return { path: '/support', query: { problem: 'conflict' } }
  await workAt(desk, SUPPORT, async (tx) => {
    await takeStep(tx, found.at, { ...given, party: role, by: staff, name }, desk.calendar)
    await requireFewSteps(tx, found.at)
  })
  queueCounts.forget(staff)
  return { path: letterOf(found.at.id), query: { done: step } }
}

export const letterOf = (dispute: string) => `/support/cases/${encodeURIComponent(dispute)}/letter`
