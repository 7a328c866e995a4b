import { reassign } from '#lib/server/disputes/supervisor-pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly agent: string }> }

/** Gives questions of an agent to another one, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => reassign((await params).agent, request))
}
