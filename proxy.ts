import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '#lib/env.ts'
import { contentSecurityPolicy } from '#lib/server/content-security-policy.ts'

/** Gives each HTML page a Content-Security-Policy with a nonce of its own, and says for app/i18n.ts who reads it. It authorises nothing. */
export function proxy(request: NextRequest): NextResponse {
  if (request.nextUrl.pathname === '/_next/image') return new NextResponse(null, { status: 404 }) // Next's own 404 comes after it has made a folder where it may not write
  const policy = contentSecurityPolicy(env('web'), randomBytes(18).toString('base64'))
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('Sightline-Reader', /^\/support(?:\/|$)/.test(request.nextUrl.pathname) ? 'staff' : 'anybody')
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = {
  matcher: [{ source: '/((?!api/|_next/static/).*)', missing: [{ type: 'header', key: 'next-router-prefetch' }] }],
}
