import { PASSED_ON } from '#lib/dispute/assisted.ts'
import { readAnswers } from '#lib/dispute/draft.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { canonicalIdentifier, IdentifierError } from '#lib/event/identifier.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError } from '../app-error.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { type Desk, readAt, type Way, workAt } from '../desk.ts'
import { identifierSystems } from '../identifier-systems.ts'
import type { Form } from '../request.ts'
import { codeOf } from './code.ts'
import { readSearch, readStart } from './forms.ts'
import { letterOf, passOnByForm } from './passing-on.ts'
import { findAssisted, openByCode, searchAssisted, sendAssisted, startAssisted } from './sessions.ts'

const START = '/support/assisted'

const CHANGES: Readonly<Record<string, (desk: Desk, form: Form) => Promise<Way>>> = {
  start: async (desk, form) => {
    const given = readStart(form)
    const person = await personWith(given.code)
    await requireAnother(desk, person)
    const id = await workAt(desk, SUPPORT, (tx) => startAssisted(tx, desk.session, person, given))
    return { path: `${START}/${id}` }
  },
  search: async (desk, form) => {
    const given = readSearch(form)
    const id = form.get('id') ?? ''
    await workAt(desk, SUPPORT, async (tx) => searchAssisted(tx, await findAssisted(tx, desk.session, id), given, desk.calendar))
    return { path: `${START}/${id}` }
  },
  send: async (desk, form) => {
    const id = form.get('id') ?? ''
    const { identifier: patient, reference } = await readAt(desk, SUPPORT, (tx) => findAssisted(tx, desk.session, id))
    await desk.look({ patient, reference })
    const chosen = [...form.keys()].flatMap((name) => /^entry\.(\d{1,15})$/.exec(name)?.[1] ?? []).map(Number)
    const question = { chosen, answers: readAnswers(form), code: codeOf(env('web').SESSION_SECRET, id) }
    const sent = await workAt(desk, SUPPORT, (tx) => sendAssisted(tx, desk.session, id, question, desk.calendar))
    return { path: `${START}/${id}`, query: sent === undefined ? { check: 'yes' } : {} }
  },
  'look-up': async (desk, form) => {
    const { verdict, dispute } = await workAt(desk, SUPPORT, (tx) => openByCode(tx, form.get('reference') ?? '', form.get('code') ?? ''))
    return dispute === undefined ? { path: START, query: { problem: verdict } } : { path: letterOf(dispute) }
  },
  ...Object.fromEntries(PASSED_ON.map((step) => [step, (desk: Desk, form: Form) => passOnByForm(desk, step, form)])),
}

/**
 * One step of asking for somebody, or of passing on what they say, by a form of an agent or a supervisor; leads to the page that comes next,
 * which says what is missing.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in`; `not-found` for a change that there is not, or another's.
 */
export function changeAssisted(name: string, request: Request): Promise<Response> {
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined
  return changeByForm(request, {
    roles: SUPPORT,
    page: START,
    read: readPlainForm,
    work: async (desk, { fields }) => {
      if (!change) throw new AppError('not-found')
      return change(desk, fields)
    },
    problems: PROBLEMS,
    saysSo: ({ fields }) => pageOf(fields),
  })
}

function pageOf(fields: Form): string {
  const [session, dispute] = [fields.get('id'), fields.get('case')]
  if (dispute !== undefined) return letterOf(dispute)
  return session === undefined ? START : `${START}/${encodeURIComponent(session)}`
}

const PROBLEMS = { 'bad-request': 'missing', 'not-now': 'notNow', 'too-many-requests': 'tooMany', 'not-a-person': 'code' } as const

/** @throws {AppError} `not-a-person` for what is no personal code. */
async function personWith(code: string) {
  const [home] = await identifierSystems(env('web').TRUST_FILE)
  try {
    if (!home) throw new IdentifierError('No system is accepted.')
    return canonicalIdentifier([home], { system: home.system, value: code })
  } catch (cause) {
    if (cause instanceof IdentifierError) throw new AppError('not-a-person', { cause })
    throw cause
  }
}

/** Nobody asks for themself here: that is what the pages for patients are for. @throws {AppError} `not-a-person` */
async function requireAnother(desk: Desk, person: PatientIdentifier): Promise<void> {
  const { staff: id } = desk.session
  const me = await readAt(desk, SUPPORT, (tx) => tx.staff.findUnique({ where: { id }, select: { person: true } }))
  if (me?.person === patientKey(person)) throw new AppError('not-a-person', { message: 'That is you.' })
}
