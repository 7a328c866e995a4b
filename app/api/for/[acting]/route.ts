import { respond } from '#lib/server/problem.ts'
import { requireActing } from '#lib/server/subject.ts'

type Context = { readonly params: Promise<{ readonly acting: string }> }

/** Whether the caller may still act by this representation: nothing, or *not found*. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    await requireActing((await params).acting)
    return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  })
}
