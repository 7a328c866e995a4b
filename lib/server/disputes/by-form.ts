import type { StaffRole } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { requireVisit } from '../alert-changes.ts'
import { AppError } from '../app-error.ts'
import { WAYS } from '../auth.ts'
import { isNavigation, readFields, requireSameOrigin, seeOther } from '../request.ts'
import type { Desk, Way } from './desk.ts'
import { deskOf } from './own-desk.ts'

type Submitted<F> = {
  readonly roles: readonly StaffRole[]
  /** The page of the form, to which a log-in leads back. */
  readonly page: string
  readonly read: (request: Request) => Promise<F>
  readonly work: (desk: Desk, form: F) => Promise<Way>
}

/**
 * What staff change by a form of a page, in the session that the page was made for.
 *
 * @throws {AppError} `foreign-request`; `not-found` for a role that may not; what `read` and `work` throw. A page's form leads to the log-in page
 *   instead of `not-logged-in`, and back to its page instead of `not-now`.
 */
export async function changeByForm<F extends { readonly fields: ReadonlyMap<string, string> }>(
  request: Request,
  { roles, page, read, work }: Submitted<F>,
): Promise<Response> {
  const { WEB_ORIGIN } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  const lead = ({ path, query = {} }: Way) => {
    const said = new URLSearchParams(query).toString()
    return seeOther(said === '' ? path : `${path}?${said}`, WEB_ORIGIN)
  }
  try {
    const desk = await deskOf(roles)
    const form = await read(request)
    requireVisit(form.fields, desk.session.visit)
    return lead(await work(desk, form))
  } catch (error) {
    if (!(error instanceof AppError && isNavigation(request))) throw error
    if (error.code === 'not-logged-in') return lead({ path: WAYS.staff.page, query: { to: page } })
    if (error.code === 'not-now') return lead({ path: page, query: { problem: 'not-now' } })
    throw error
  }
}

/** A form without files: its fields, of which the last one wins when a name comes twice, and all of them. */
export async function readPlainForm(request: Request) {
  const all = await readFields(request)
  return { fields: new Map(all), all }
}
