import { SUPPORT } from '#lib/dispute/roles.ts'
import { type FormName, STAFF_FORMS } from '#lib/dispute/staff-forms.ts'
import { AppError } from '../app-error.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { makeStep } from './make-step.ts'

/** After these the caller does not see what is in the case any more. */
const LEAVES: readonly FormName[] = ['release', 'assign', 'conflict']

/**
 * One step of an agent or a supervisor in a case, by a form; leads back to the case, which says what was done or why not, to the queue where
 * the case is theirs no more, or to the log-in page.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in`; `not-found` for a form that there is not, for what is no
 *   case or none of theirs, and for a step that is not theirs to make.
 */
export function staffStep(id: string, name: string, request: Request): Promise<Response> {
  const page = `/support/cases/${encodeURIComponent(id)}`
  return changeByForm(request, {
    roles: SUPPORT,
    page,
    read: readPlainForm,
    work: async (desk, { fields }) => {
      if (!isForm(name)) throw new AppError('not-found')
      if ((await makeStep(desk, id, name, fields)) === 'conflict') return { path: '/support', query: { problem: 'conflict' } }
      return { path: LEAVES.includes(name) && desk.session.role === 'agent' ? '/support' : page, query: { done: name } }
    },
    // Perhaps it was theirs a moment ago: the page says what it is now.
    problems: { 'bad-request': name, 'not-now': name === 'confirm' ? 'changed' : 'notNow', 'not-found': 'notNow' },
  })
}

const isForm = (name: string): name is FormName => Object.hasOwn(STAFF_FORMS, name)
