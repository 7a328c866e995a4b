import { noteIntroduced } from '#lib/server/device.ts'
import { respond } from '#lib/server/problem.ts'

export function POST(request: Request): Promise<Response> {
  return respond(() => noteIntroduced(request))
}
