import { changeQuestion } from '#lib/server/disputes/question-changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly acting: string; readonly id: string; readonly step: string }> }

/** A step in a question about somebody whom the caller acts for, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { acting, id, step } = await params
    return changeQuestion(request, step, id, acting)
  })
}
