import { fileResponse } from '#lib/server/disputes/files.ts'
import { staffFile } from '#lib/server/disputes/staff-case.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly file: string }> }

/** A file of a case, for staff to whom the case is open. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, file } = await params
    return fileResponse(await staffFile(id, file))
  })
}
