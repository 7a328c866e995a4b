import type { StaffRole } from '#lib/dispute/roles.ts'
import { type FormName, STAFF_FORMS } from '#lib/dispute/staff-forms.ts'
import { env } from '#lib/env.ts'
import { requireVisit } from '../alert-changes.ts'
import { AppError } from '../app-error.ts'
import { isNavigation, readForm, requireSameOrigin, seeOther } from '../request.ts'
import { requireStaff } from '../staff.ts'
import { makeStep } from './make-step.ts'

const WORKERS: readonly StaffRole[] = ['agent', 'supervisor']

/** After these the caller does not see what is in the case any more. */
const LEAVES: readonly FormName[] = ['release', 'assign', 'conflict']

/**
 * One step of an agent or a supervisor in a case, by a form; leads back to the case, which says what was done or why not, to the queue where
 * the case is theirs no more, or to the log-in page.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in`; `not-found` for a form that there is not, for what is no
 *   case or none of theirs, and for a step that is not theirs to make.
 */
export async function staffStep(id: string, name: string, request: Request): Promise<Response> {
  const { WEB_ORIGIN } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  const back = (path: string, query: Readonly<Record<string, string>>) => seeOther(`${path}?${new URLSearchParams(query)}`, WEB_ORIGIN)
  const page = `/support/cases/${encodeURIComponent(id)}`
  try {
    const session = await requireStaff(WORKERS)
    if (!isForm(name)) throw new AppError('not-found')
    const form = await readForm(request)
    requireVisit(form, session.visit)
    const done = await makeStep(session, id, name, form)
    if (done === 'conflict') return back('/support', { problem: 'conflict' })
    return back(LEAVES.includes(name) && session.role === 'agent' ? '/support' : page, { done: name })
  } catch (error) {
    if (!(error instanceof AppError) || !isNavigation(request)) throw error
    if (error.code === 'not-logged-in') return back('/support/login', { to: page })
    if (error.code === 'bad-request') return back(page, { problem: name })
    // Perhaps it was theirs a moment ago: the page says what it is now.
    if (error.code === 'not-now' || error.code === 'not-found') return back(page, { problem: 'notNow' })
    throw error
  }
}

const isForm = (name: string): name is FormName => Object.hasOwn(STAFF_FORMS, name)
