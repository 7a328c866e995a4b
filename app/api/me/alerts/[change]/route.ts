import { changeAlerts } from '#lib/server/notifications.ts'
import { respond } from '#lib/server/problem.ts'

type Context = { readonly params: Promise<{ readonly change: string }> }

/** A change of the caller's alerts, by a form. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return respond(async () => changeAlerts((await params).change, request))
}
