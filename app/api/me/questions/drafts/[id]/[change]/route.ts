import { changeDraft } from '#lib/server/disputes/draft-changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly change: string }> }

/** Saves, sends or discards a question that the caller writes, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, change } = await params
    return changeDraft(request, change, id)
  })
}
