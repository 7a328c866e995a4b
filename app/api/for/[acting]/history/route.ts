import { CONTENT_TYPE } from '#lib/history/page.ts'
import { historyPage } from '#lib/server/history.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly acting: string }> }

/** A page of the history, with its proofs, of somebody whom the caller acts for. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const page = await historyPage(new URL(request.url).searchParams, (await params).acting)
    return new Response(page.slice(), { headers: { 'Content-Type': CONTENT_TYPE, 'Cache-Control': 'no-store' } })
  })
}
