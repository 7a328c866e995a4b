import { changeQuestion } from '#lib/server/disputes/question-changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly step: string }> }

/** A step in a question of the caller, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, step } = await params
    return changeQuestion(request, step, id)
  })
}
