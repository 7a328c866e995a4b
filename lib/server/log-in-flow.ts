import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import { z } from 'zod'
import { env } from '#lib/env.ts'
import { languageOf } from '#lib/languages.ts'
import { AppError } from './app-error.ts'
import { cookie, WAYS, type Way } from './auth.ts'
import { renewIntroduced } from './device.ts'
import { discover } from './discovery.ts'
import { logProblem } from './problem.ts'
import { isSameOrigin, readForm, requireSameOrigin, seeOther } from './request.ts'
import { setUp } from './session.ts'
import { readToken } from './session-cookie.ts'
import { setUpStaff } from './staff.ts'
import type { SessionToken, StaffToken } from './token.ts'

/** Where the identity provider sends people back to: the one address of next-auth that is open. The browser's earlier session ends here. */
export async function finishLogIn(request: NextRequest, action: readonly string[]): Promise<Response> {
  const [name, provider, ...more] = action
  const way = Object.values(WAYS).find((one) => one.provider === provider)
  if (name !== 'callback' || !way || more.length > 0) throw new AppError('not-found')
  if (request.nextUrl.searchParams.get('error') === 'access_denied') return toLogIn(way, 'cancelled')
  const handler = await handlerOf(way)
  const earlier = await readToken()
  const response = await handler(request, { params: Promise.resolve({ nextauth: action }) })
  const loggedIn = response.headers.getSetCookie().some((line) => line.startsWith(`${cookie(env('web').WEB_ORIGIN, 'session').name}=`))
  if (loggedIn && earlier) await end(earlier, false)
  if (loggedIn) await renewIntroduced()
  return withoutForeignPages(way, response)
}

/** Sends somebody to the identity provider, and remembers the way back to `to`. Another site cannot start this. */
export async function startLogIn(request: NextRequest, to: string, way: Way = WAYS.patient): Promise<Response> {
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') return seeOther(`${way.page}?${new URLSearchParams({ to })}`, env('web').WEB_ORIGIN)
  const handler = await handlerOf(way)
  const ask = (action: string[], query = '', init?: { method: string; body: string; headers: Record<string, string> }) =>
    handler(new NextRequest(`${env('web').WEB_ORIGIN}/api/auth/${action.join('/')}${query}`, init), {
      params: Promise.resolve({ nextauth: action }),
    })

  const csrf = await ask(['csrf'])
  const jar = await cookies()
  for (const given of new NextResponse(null, { headers: csrf.headers }).cookies.getAll()) jar.set(given)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json())
  const body = JSON.stringify({ csrfToken, callbackUrl: to })
  const asked = `?${new URLSearchParams({ ui_locales: languageOf(request.headers) })}`
  const post = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
  return withoutForeignPages(way, await ask(['signin', way.provider], asked, post))
}

/** Ends this session, or with the field `everywhere` every session of this person, patient or staff, here and then at the identity provider. */
export async function logOut(request: Request): Promise<Response> {
  const { WEB_ORIGIN, OIDC_ISSUER, OIDC_CLIENT_ID } = env('web')
  requireSameOrigin(request, WEB_ORIGIN)
  await endSession((await readForm(request)).has('everywhere'))
  const { end_session_endpoint } = await discover(OIDC_ISSUER).catch(() => ({ end_session_endpoint: undefined }))
  if (!end_session_endpoint) return seeOther('/logged-out', WEB_ORIGIN)
  // No id_token_hint: it would put a person's code into an address.
  const query = { client_id: OIDC_CLIENT_ID, post_logout_redirect_uri: `${WEB_ORIGIN}/logged-out`, ui_locales: languageOf(request.headers) }
  return seeOther(`${end_session_endpoint}?${new URLSearchParams(query)}`, WEB_ORIGIN)
}

/**
 * For somebody who is watched: ends this session, and leads at once to a page that nobody wonders about, past all of ours. It leads there also
 * when the session could not be ended; a link on another site only leads there.
 */
export async function leave(request: Request): Promise<Response> {
  const { WEB_ORIGIN, QUICK_EXIT_URL } = env('web')
  if (isSameOrigin(request, WEB_ORIGIN)) await endSession(false).catch((error: unknown) => logProblem('leave', error))
  return seeOther(QUICK_EXIT_URL, WEB_ORIGIN)
}

/** The same for a page that leads there by itself, and is gone before the answer comes. */
export async function leaveBehind(request: Request): Promise<Response> {
  requireSameOrigin(request, env('web').WEB_ORIGIN)
  await endSession(false)
  return new Response(null, { status: 204 })
}

async function endSession(everywhere: boolean): Promise<void> {
  const { name, options } = cookie(env('web').WEB_ORIGIN, 'session')
  const token = await readToken()
  const jar = await cookies()
  jar.set(name, '', { ...options, maxAge: 0 })
  if (token) await end(token, everywhere)
}

async function end(token: SessionToken | StaffToken, everywhere: boolean): Promise<void> {
  if (token.kind === 'staff') await setUpStaff().sessions.end(token, { everywhere })
  else await (await setUp()).sessions.end(token, { everywhere })
}

async function handlerOf(way: Way) {
  return (way === WAYS.staff ? setUpStaff() : await setUp()).handler
}

function toLogIn(way: Way, error: string): Response {
  return seeOther(`${way.page}?${new URLSearchParams({ error })}`, env('web').WEB_ORIGIN)
}

// What next-auth would show on pages of its own is said by our log-in page.
function withoutForeignPages(way: Way, response: Response): Response {
  const to = new URL(response.headers.get('location') ?? way.page, env('web').WEB_ORIGIN)
  if (to.origin !== env('web').WEB_ORIGIN || !/^\/api\/auth\//.test(to.pathname)) return response
  return toLogIn(way, 'log-in-failed')
}
