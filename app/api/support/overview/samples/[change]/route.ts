import { changeSamples } from '#lib/server/disputes/supervisor-pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly change: string }> }

/** Draws closed questions, opens one of them, or keeps what was found, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => changeSamples((await params).change, request))
}
