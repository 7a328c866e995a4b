import { CONTENT_TYPE } from '#lib/history/page.ts'
import { historyPage } from '#lib/server/history.ts'
import { respond } from '#lib/server/problem.ts'

/** A page of the caller's history with its proofs. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const page = await historyPage(new URL(request.url).searchParams)
    return new Response(page.slice(), { headers: { 'Content-Type': CONTENT_TYPE, 'Cache-Control': 'no-store' } })
  })
}
