import { notFound, redirect } from 'next/navigation'
import NextAuth from 'next-auth'
import { cache } from 'react'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { env, tellNextAuthItsOrigin } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { authOptions, WAYS } from './auth.ts'
import { forPage } from './problem.ts'
import type { Handler } from './session.ts'
import { readToken } from './session-cookie.ts'
import { staffDatabase } from './staff-database.ts'
import { type StaffSession, StaffSessions } from './staff-sessions.ts'

let ready: { readonly sessions: StaffSessions; readonly handler: Handler } | undefined

export function setUpStaff() {
  if (ready) return ready
  const settings = env('web')
  tellNextAuthItsOrigin()
  const sessions = new StaffSessions(staffDatabase(), { rolesClaim: settings.STAFF_ROLES_CLAIM })
  ready = { sessions, handler: NextAuth(authOptions(settings, sessions, WAYS.staff)) as Handler }
  return ready
}

/**
 * The staff member who is logged in, asked of the database each time; undefined when nobody is, or a patient. Asking counts as a use and
 * puts off the end of the session, except with `extend: false`.
 */
export async function currentStaff({ extend = true }: { readonly extend?: boolean } = {}): Promise<StaffSession | undefined> {
  return (await findStaff(extend)) ?? undefined
}

const findStaff = cache(async (extend: boolean) => {
  const token = await readToken()
  return token?.kind === 'staff' ? setUpStaff().sessions.find(token, { extend }) : undefined
})

/** The staff member who is logged in, if they have one of these roles. @throws {AppError} `not-logged-in`; `not-found` for a role that may not. */
export async function requireStaff(roles: readonly StaffRole[]): Promise<StaffSession> {
  const session = await currentStaff()
  if (!session) throw new AppError('not-logged-in')
  if (!roles.includes(session.role)) throw new AppError('not-found')
  return session
}

/** For pages: the staff member; the staff's log-in page, which leads back to `path`; or, for a role that may not, that there is no such page. */
export async function staffOrLogIn(path: string, roles: readonly StaffRole[]): Promise<StaffSession> {
  const session = (await forPage(currentStaff)) ?? redirect(`${WAYS.staff.page}?${new URLSearchParams({ to: path })}`)
  return roles.includes(session.role) ? session : notFound()
}
