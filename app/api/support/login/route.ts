import type { NextRequest } from 'next/server'
import { WAYS } from '#lib/server/auth.ts'
import { startLogIn } from '#lib/server/log-in-flow.ts'
import { respond } from '#lib/server/problem.ts'
import { ownPath } from '#lib/server/request.ts'

export function GET(request: NextRequest): Promise<Response> {
  const to = ownPath(request.nextUrl.searchParams.get('to'), '/support')
  return respond(() => startLogIn(request, /^\/support(?![^/?])/.test(to) ? to : '/support', WAYS.staff))
}
