import { getLocale } from 'next-intl/server'
import { patientSnapshot } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import { follow, markRead, requireVisit, saveSettings, switchOff } from './alert-changes.ts'
import { addBrowser, askForLink, confirmAddress, removeAddress, removeBrowsers, unsubscribe } from './alert-places.ts'
import { type AlertsOn, openAlerts } from './alert-rows.ts'
import { AppError } from './app-error.ts'
import { database } from './database.ts'
import { recordPortalLook } from './portal.ts'
import { forPage } from './problem.ts'
import { type Form, isNavigation, readEitherForm, readForm, requireSameOrigin, seeOther } from './request.ts'
import { currentPatient, requirePatient } from './session.ts'

export type AlertsPage = {
  readonly on?: AlertsOn
  /** Whether this service can send e-mails; the public key of its push messages, where it can send those. */
  readonly email: boolean
  readonly pushKey?: string
}

/** The caller's alerts, for their page; a look at the caller's list as `historyPage` is, since they say who looked. @throws {AppError} `not-logged-in` */
export function alertsPage(): Promise<AlertsPage> {
  return forPage(async () => {
    const { patient, identifier, visit: session } = await requirePatient()
    const { VAPID_PUBLIC_KEY: pushKey } = env('web')
    const record = () => recordPortalLook({ session, patient: identifier, actor: { kind: 'patient' }, purpose: 'PATRQT' })
    const on = await openAlerts(database(), patient, Date.now(), record)
    return { email: secretForEmail() !== undefined, ...(on && { on }), ...(pushKey !== undefined && { pushKey }) }
  })
}

/** How many alerts the caller has not read; 0 while nobody is logged in. */
export function unreadAlerts(): Promise<number> {
  return forPage(async () => {
    const session = await currentPatient()
    if (!session) return 0
    const { patient } = session
    return patientSnapshot(database(), patient, (snapshot) => snapshot.alert.count({ where: { patient, readAt: null } }))
  })
}

/** Both or neither: without a secret no link in an e-mail could be trusted. */
function secretForEmail(): string | undefined {
  const { MAIL_FROM, ALERT_SECRET } = env('web')
  return MAIL_FROM === undefined ? undefined : ALERT_SECRET
}

function requireEmail(): string {
  const secret = secretForEmail()
  if (secret === undefined) throw new AppError('bad-request', { message: 'E-mail is not set up here.' })
  return secret
}

/** What the page says in words; all else is no form of ours. */
const SHOWN: ReadonlySet<string> = new Set(['bad-request', 'too-many-requests'])

type Change = (patient: string, form: Form) => Promise<void>

const CHANGES: Readonly<Record<string, Change>> = {
  settings: async (patient, form) => saveSettings(database(), patient, form, await getLocale()),
  off: (patient) => switchOff(database(), patient),
  read: (patient) => markRead(database(), patient),
  follow: (patient, form) => follow(database(), patient, form, Date.now()),
  address: async (patient, form) => {
    requireEmail()
    await askForLink(database(), patient, form)
  },
  confirm: (patient, form) => confirmAddress(database(), patient, form, requireEmail()),
  'remove-address': (patient) => removeAddress(database(), patient),
  browser: (patient, form) => addBrowser(database(), patient, form),
  'remove-browsers': (patient, form) => removeBrowsers(database(), patient, form),
}

/**
 * One change of the caller's alerts, by a form; leads back to their page, which says what was done or why not, or to the log-in page.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in`, also in another session than the form's page; `not-found` for a change that there is not, or somebody else's.
 */
export async function changeAlerts(name: string, request: Request): Promise<Response> {
  requireSameOrigin(request, env('web').WEB_ORIGIN)
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined
  try {
    const { patient, visit } = await requirePatient()
    if (!change) throw new AppError('not-found')
    const form = await readForm(request)
    requireVisit(form, visit)
    await change(patient, form)
    return leadTo('/alerts', { done: name })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-logged-in' && isNavigation(request)) return leadTo('/login', { to: '/alerts' })
    const shown = error instanceof AppError && (SHOWN.has(error.code) || (name === 'confirm' && error.code === 'not-found'))
    if (!shown) throw error
    return leadTo('/alerts', { problem: error.code === 'too-many-requests' ? 'tooMany' : name })
  }
}

function leadTo(path: string, query: Readonly<Record<string, string>>): Response {
  return seeOther(`${path}?${new URLSearchParams(query)}`, env('web').WEB_ORIGIN)
}

/**
 * One-click unsubscribing (RFC 8058): mail programs send this without cookies and from anywhere, and the token says who may. A person who
 * pressed the button of our own page is led on, and told there if it was no token of ours.
 *
 * @throws {AppError} `not-found` for what is no token of ours.
 */
export async function unsubscribeByToken(request: Request): Promise<Response> {
  const secret = secretForEmail()
  const form = await readEitherForm(request)
  const token = new URL(request.url).searchParams.get('t') ?? form.get('t') ?? ''
  try {
    if (secret === undefined) throw new AppError('not-found')
    await unsubscribe(database(), token, secret)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found' && isNavigation(request)) return leadTo('/unsubscribe', { done: 'no' })
    throw error
  }
  if (form.get('List-Unsubscribe') === 'One-Click') return new Response(null, { status: 200, headers: { 'Cache-Control': 'no-store' } })
  return leadTo('/unsubscribe', { done: 'yes' })
}
