import { addCause } from '#lib/server/causes/changes.ts'
import { respond } from '#lib/server/problem.ts'

/** A new cause of many questions, by a form. */
export function POST(request: Request): Promise<Response> {
  return respond(() => addCause(request))
}
