import { fileResponse } from '#lib/server/disputes/files.ts'
import { questionFile } from '#lib/server/disputes/question-pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly file: string }> }

/** A file of a question of the caller, to be saved. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, file } = await params
    return fileResponse(await questionFile(id, file))
  })
}
