import type { StaffRole } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { WAYS } from './auth.ts'
import type { Desk, Way } from './desk.ts'
import { deskOf } from './own-desk.ts'
import { type Form, isOfForm, leadOn, readFields, requireSameOrigin } from './request.ts'

type Submitted<F> = {
  readonly roles: readonly StaffRole[]
  /** The page of the form, to which a log-in leads back. */
  readonly page: string
  readonly read: (request: Request) => Promise<F>
  readonly work: (desk: Desk, form: F) => Promise<Way>
  /** What the page has words for: codes of errors, and how it calls them. */
  readonly problems?: Readonly<Record<string, string>>
  /** The page that says so, if it is another one: by the form, unless it could not be read. */
  readonly saysSo?: (form: F) => string
}

const NOT_NOW = { 'not-now': 'not-now' } as const

/**
 * What staff change by a form of a page, in the session that the page was made for.
 *
 * @throws {AppError} `foreign-request`; `not-found` for a role that may not; what `read` and `work` throw. A page's form leads to the log-in page
 *   instead of `not-logged-in`, and back to its page with one of `problems`.
 */
export async function changeByForm<F extends { readonly fields: Form }>(
  request: Request,
  { roles, page, read, work, problems = NOT_NOW, saysSo }: Submitted<F>,
): Promise<Response> {
  const { WEB_ORIGIN } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  const lead = ({ path, query = {} }: Way, status?: number) => {
    const said = new URLSearchParams(query).toString()
    return leadOn(request, said === '' ? path : `${path}?${said}`, WEB_ORIGIN, status)
  }
  let form: F | undefined
  try {
    const desk = await deskOf(roles)
    form = await read(request)
    if (form.fields.get('visit') !== desk.session.visit) throw new AppError('not-logged-in')
    return lead(await work(desk, form))
  } catch (error) {
    if (!(error instanceof AppError && isOfForm(request))) throw error
    if (error.code === 'not-logged-in') return lead({ path: WAYS.staff.page, query: { to: page } }, 401)
    const problem = Object.hasOwn(problems, error.code) ? problems[error.code] : undefined
    if (problem === undefined) throw error
    return lead({ path: form && saysSo ? saysSo(form) : page, query: { problem } })
  }
}

/** A form without files: its fields, of which the last one wins when a name comes twice, and all of them. */
export async function readPlainForm(request: Request) {
  const all = await readFields(request)
  return { fields: new Map(all), all }
}
