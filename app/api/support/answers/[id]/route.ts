import { changeAnswer } from '#lib/server/disputes/officer-pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** What an organisation answers: a draft, or that it is sent, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => changeAnswer((await params).id, request))
}
