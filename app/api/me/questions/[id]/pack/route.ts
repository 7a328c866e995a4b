import { questionPack } from '#lib/server/disputes/question-pages.ts'
import { respond } from '#lib/server/problem.ts'
import { packResponse } from '../../../../../case-pack.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** All of a question of the caller, as a PDF for an authority. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id } = await params
    return packResponse(await questionPack(id))
  })
}
