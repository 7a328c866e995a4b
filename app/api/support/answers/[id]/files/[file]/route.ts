import { officerFile } from '#lib/server/disputes/officer-pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly file: string }> }

/** A file of an answer, for who hands it in. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, file } = await params
    return officerFile(id, file)
  })
}
