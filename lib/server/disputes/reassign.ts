import { OPEN, type State } from '#lib/dispute/kinds.ts'
import type { HeldCase } from '#lib/dispute/overview.ts'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import type { Colleague } from '#lib/dispute/staff-view.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt, type Way, workAt } from '../desk.ts'
import { requireAgent } from './assignee.ts'
import { lockedFacts, takeStep } from './cases.ts'
import { findCase } from './opening.ts'

/** As many cases change hands at once. */
export const MOST_AT_ONCE = 50
/** In the place of an agent: cases that nobody holds. */
const NOBODY = 'nobody'
const MOST_SHOWN = 200

export type Held = { readonly holder: Colleague | undefined; readonly others: readonly Colleague[]; readonly cases: readonly HeldCase[] }

/** The open cases that an agent holds, or `nobody`, what is due first at the top; and to whom they can be given. @throws {AppError} `not-found` */
export function heldAt(desk: Desk, agent: string, now = new Date()): Promise<Held> {
  return readAt(desk, SUPERVISOR, async (tx) => {
    const staff = await tx.staff.findMany({ select: { id: true, name: true, role: true, endedAt: true }, orderBy: { name: 'asc' } })
    const holder = staff.find(({ id }) => id === agent)
    if (!holder && agent !== NOBODY) throw new AppError('not-found')
    const rows = await tx.dispute.findMany({
      where: { assignee: holder?.id ?? null, state: { in: [...OPEN] } },
      select: { id: true, reference: true, state: true, dueAt: true, submittedAt: true },
      orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { submittedAt: 'asc' }],
      take: MOST_SHOWN,
    })
    const cases = rows.map(
      ({ dueAt, submittedAt, state, ...row }): HeldCase => ({
        ...row,
        state: state as State,
        submittedAt: submittedAt.toISOString(),
        ...(dueAt && { dueAt: dueAt.toISOString() }),
        overdue: dueAt !== null && dueAt < now,
      }),
    )
    const others = staff.filter(({ id, role, endedAt }) => role === 'agent' && endedAt === null && id !== agent)
    return { holder: holder && { id: holder.id, name: holder.name }, others: others.map(({ id, name }) => ({ id, name })), cases }
  })
}

/**
 * Gives cases of an agent to another one, each by a step of its own: what cannot be given stays where it is, and the page says so.
 *
 * @throws {AppError} `bad-request` for more than 50 cases; `not-found`
 */
export async function giveAt(desk: Desk, agent: string, to: string, ids: readonly string[]): Promise<Way> {
  const path = `/support/overview/agents/${agent}`
  if (ids.length > MOST_AT_ONCE) throw new AppError('bad-request', { message: `At most ${MOST_AT_ONCE} at once.` })
  const { cases, others } = await heldAt(desk, agent)
  if (!others.some(({ id }) => id === to)) return { path, query: { problem: 'agent' } }
  const chosen = cases.filter(({ id }) => ids.includes(id))
  if (chosen.length === 0) return { path, query: { problem: 'none' } }
  const given: string[] = []
  const kept: string[] = []
  for (const { id, reference } of chosen) {
    const done = await give(desk, id, agent, to)
    ;(done ? given : kept).push(reference)
  }
  return { path, query: { to, given: given.join(','), ...(kept.length > 0 && { kept: kept.join(',') }) } }
}

/** @returns false if the case cannot be given to this agent, or has another holder by now. */
async function give(desk: Desk, id: string, from: string, to: string): Promise<boolean> {
  const { staff, name } = desk.session
  try {
    await workAt(desk, SUPERVISOR, async (tx) => {
      const { patient } = (await findCase(tx, id)).at
      if (((await lockedFacts(tx, { patient, id })).assignee ?? NOBODY) !== from) throw new AppError('not-now')
      await requireAgent(tx, { patient, id }, to)
      await takeStep(tx, { patient, id }, { step: 'assign', party: 'supervisor', by: staff, name, assignee: to }, desk.calendar)
    })
    return true
  } catch (error) {
    if (error instanceof AppError && ['not-found', 'bad-request', 'not-now'].includes(error.code)) return false
    throw error
  }
}
