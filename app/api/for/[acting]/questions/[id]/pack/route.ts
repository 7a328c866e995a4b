import { questionPack } from '#lib/server/disputes/question-pages.ts'
import { respond } from '#lib/server/problem.ts'
import { packResponse } from '../../../../../../case-pack.ts'

type Context = { readonly params: Promise<{ readonly acting: string; readonly id: string }> }

/** All of a question about somebody whom the caller acts for, as a PDF for an authority. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { acting, id } = await params
    return packResponse(await questionPack(id, acting))
  })
}
