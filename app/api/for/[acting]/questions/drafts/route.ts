import { chooseEntries } from '#lib/server/disputes/draft-changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly acting: string }> }

/** The same about entries of somebody whom the caller acts for. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => chooseEntries(request, (await params).acting))
}
