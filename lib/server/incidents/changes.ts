import { isIncidentStep } from '#lib/dispute/incident.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { AppError } from '../app-error.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { workAt } from '../desk.ts'
import { stepIncident } from './rows.ts'

/**
 * One step in an incident, by a form; leads back to its page, which says what was done or why not.
 *
 * @throws {AppError} `foreign-request`; `not-logged-in`, also in another session than the form's page; `not-found` for a step that the caller may not make.
 */
export function changeIncident(id: string, step: string, request: Request): Promise<Response> {
  const page = `/support/incidents/${encodeURIComponent(id)}`
  return changeByForm(request, {
    roles: SUPPORT,
    page,
    read: readPlainForm,
    work: async (desk, { fields }) => {
      if (!isIncidentStep(step)) throw new AppError('not-found')
      await workAt(desk, SUPPORT, (tx) => stepIncident(tx, id, step, desk.session, fields))
      return { path: page, query: { done: step } }
    },
    problems: { 'bad-request': 'bad-request', 'not-now': 'not-now' },
  })
}
