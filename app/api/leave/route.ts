import { leave, leaveBehind } from '#lib/server/log-in-flow.ts'
import { respond } from '#lib/server/problem.ts'

/** The quick exit as a link, for pages without scripts. */
export function GET(request: Request): Promise<Response> {
  return respond(() => leave(request))
}

/** What a page with scripts sends after itself when it leaves. */
export function POST(request: Request): Promise<Response> {
  return respond(() => leaveBehind(request))
}
