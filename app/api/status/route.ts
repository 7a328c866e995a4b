import { respond } from '#lib/server/problem.ts'
import { logStatus } from '#lib/server/status.ts'

/** What `/status` shows, for programs (docs/operations.md). */
export function GET(): Promise<Response> {
  return respond(async () =>
    Response.json(await logStatus(), {
      headers: { 'Cache-Control': 'public, max-age=1, must-revalidate', 'Access-Control-Allow-Origin': '*' },
    }),
  )
}
