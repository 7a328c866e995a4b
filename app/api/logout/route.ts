import { logOut } from '#lib/server/log-in-flow.ts'
import { respond } from '#lib/server/problem.ts'

export function POST(request: Request): Promise<Response> {
  return respond(() => logOut(request))
}
