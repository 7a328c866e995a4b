import { changeDraft } from '#lib/server/disputes/draft-changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly acting: string; readonly id: string; readonly change: string }> }

/** The same of one about somebody whom the caller acts for. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { acting, id, change } = await params
    return changeDraft(request, change, id, acting)
  })
}
