import { chooseEntries } from '#lib/server/disputes/draft-changes.ts'
import { respond } from '#lib/server/problem.ts'

/** Begins a question about entries of the caller's list, or adds them to one that is being written, by a form. */
export function POST(request: Request): Promise<Response> {
  return respond(() => chooseEntries(request))
}
