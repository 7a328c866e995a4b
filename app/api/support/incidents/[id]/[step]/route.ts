import { changeIncident } from '#lib/server/incidents/changes.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string; readonly step: string }> }

/** A step in a security incident, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => {
    const { id, step } = await params
    return changeIncident(id, step, request)
  })
}
