import { changeAssisted } from '#lib/server/assisted/changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly change: string }> }

/** A step of asking for somebody who cannot log in, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => changeAssisted((await params).change, request))
}
