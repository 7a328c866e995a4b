import type { NextRequest } from 'next/server'
import { finishLogIn } from '#lib/server/log-in-flow.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly nextauth: readonly string[] }> }

export function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return respond(async () => finishLogIn(request, (await params).nextauth))
}
