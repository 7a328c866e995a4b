import { staffStep } from '#lib/server/disputes/staff-steps.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly step: string }> }

/** One step of an agent or a supervisor in a case, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, step } = await params
    return staffStep(id, step, request)
  })
}
