import { cookies } from 'next/headers'
import { decode } from 'next-auth/jwt'
import { env } from '#lib/env.ts'
import { cookie } from './auth.ts'
import { type SessionToken, type StaffToken, token } from './token.ts'

/** What the session cookie says; it may be of a session that has ended. */
export async function readToken(): Promise<SessionToken | StaffToken | undefined> {
  const { WEB_ORIGIN, SESSION_SECRET } = env('web')
  const sealed = (await cookies()).get(cookie(WEB_ORIGIN, 'session').name)?.value
  if (!sealed) return undefined
  const payload = await decode({ token: sealed, secret: SESSION_SECRET }).catch(() => undefined)
  return token.safeParse(payload).data
}
