import { changeCause } from '#lib/server/causes/changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly step: string }> }

/** A change of a cause, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, step } = await params
    return changeCause(id, step, request)
  })
}
