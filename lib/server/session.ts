import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { cache } from 'react'
import { env, tellNextAuthItsOrigin } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { authOptions } from './auth.ts'
import { database } from './database.ts'
import { identifierSystems } from './identifier-systems.ts'
import { forPage } from './problem.ts'
import { readToken } from './session-cookie.ts'
import { type Session, Sessions } from './sessions.ts'

/** next-auth's route handler. */
export type Handler = (
  request: NextRequest,
  context: { readonly params: Promise<{ readonly nextauth: readonly string[] }> },
) => Promise<Response>

let ready: Promise<{ readonly sessions: Sessions; readonly handler: Handler }> | undefined

async function prepare() {
  const settings = env('web')
  tellNextAuthItsOrigin()
  const sessions = new Sessions(database(), { systems: await identifierSystems(settings.TRUST_FILE), level: settings.OIDC_ACR })
  return { sessions, handler: NextAuth(authOptions(settings, sessions)) as Handler }
}

export function setUp() {
  ready ??= prepare()
  ready.catch(() => {
    ready = undefined
  })
  return ready
}

/**
 * The patient who is logged in, asked of the database each time; undefined when nobody is. Asking counts as a use and puts off the
 * end of the session, except with `extend: false`.
 */
export async function currentPatient({ extend = true }: { readonly extend?: boolean } = {}): Promise<Session | undefined> {
  return (await findPatient(extend)) ?? undefined
}

const findPatient = cache(async (extend: boolean) => {
  const token = await readToken()
  return token?.kind === 'patient' ? (await setUp()).sessions.find(token, { extend }) : undefined
})

/**
 * The patient who is logged in. With `visit`, only in the session that a page was made for: where somebody else logs in in the same
 * browser, an open page of the first person must not be given the second one's history.
 *
 * @throws {AppError} `not-logged-in`
 */
export async function requirePatient(options: { readonly extend?: boolean; readonly visit?: string | undefined } = {}): Promise<Session> {
  const session = await currentPatient(options)
  if (!session || (options.visit !== undefined && options.visit !== session.visit)) throw new AppError('not-logged-in')
  return session
}

/** For pages: the patient, or the log-in page, which leads back to `path`. */
export async function patientOrLogIn(path: string): Promise<Session> {
  return (await forPage(currentPatient)) ?? redirect(`/login?${new URLSearchParams({ to: path })}`)
}
