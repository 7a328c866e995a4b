import { changeViews } from '#lib/server/disputes/staff-queue.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly change: string }> }

/** Keeps or removes a view of the caller's queue, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => changeViews((await params).change, request))
}
