import { incidentEvidence } from '#lib/server/incidents/pages.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The evidence of a security incident, as a file. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return respond(async () => incidentEvidence((await params).id))
}
