import { cookies } from 'next/headers'
import { env } from '#lib/env.ts'
import { cookie } from './auth.ts'
import { requireSameOrigin, seeOther } from './request.ts'

/** As long as browsers keep a cookie at most; each log-in begins it anew. */
const INTRODUCED_SECONDS = 400 * 24 * 60 * 60

/** Whether somebody on this device has seen what this is and wants to see it no more. Public: it says nothing about who. */
export async function introduced(): Promise<boolean> {
  return (await cookies()).has(introducedCookie().name)
}

/** Notes that nobody on this device needs to be shown what this is. Public. @throws {AppError} `foreign-request` */
export async function noteIntroduced(request: Request): Promise<Response> {
  const { WEB_ORIGIN } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  await keepIntroduced()
  return seeOther('/history', WEB_ORIGIN)
}

/** Puts off the end of the note, if it is there. */
export async function renewIntroduced(): Promise<void> {
  if (await introduced()) await keepIntroduced()
}

/**
 * Has the browser forget all that it keeps for this service, whoever asks: storage, and every cookie but the session, which log-out ends.
 *
 * @throws {AppError} `foreign-request`
 */
export async function forgetDevice(request: Request): Promise<Response> {
  const { WEB_ORIGIN } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  const jar = await cookies()
  const { name: session } = cookie(WEB_ORIGIN, 'session')
  for (const { name } of jar.getAll()) if (name !== session && !name.startsWith(`${session}.`)) forget(name)
  // Not "cookies": those of the neighbours in our domain would go too, and the log-in.
  return seeOther('/device?forgotten=yes', WEB_ORIGIN, { 'Clear-Site-Data': '"storage"' })

  function forget(name: string): void {
    jar.set(name, '', { ...cookie(WEB_ORIGIN, 'session').options, maxAge: 0 })
  }
}

function introducedCookie() {
  return cookie(env('web').WEB_ORIGIN, 'introduced')
}

async function keepIntroduced(): Promise<void> {
  const { name, options } = introducedCookie()
  const jar = await cookies()
  jar.set(name, '1', { ...options, maxAge: INTRODUCED_SECONDS })
}
