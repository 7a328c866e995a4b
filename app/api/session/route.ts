import { env } from '#lib/env.ts'
import { respond } from '#lib/server/problem.ts'
import { requireSameOrigin } from '#lib/server/request.ts'
import { requirePatient } from '#lib/server/session.ts'
import { currentStaff } from '#lib/server/staff.ts'

/** How long the session lasts, without prolonging it. */
export function GET(): Promise<Response> {
  return respond(() => timeLeft(false))
}

/** Prolongs the session by its idle time, and says how long it lasts now. */
export function POST(request: Request): Promise<Response> {
  return respond(() => {
    requireSameOrigin(request, env('web').WEB_ORIGIN)
    return timeLeft(true)
  })
}

async function timeLeft(extend: boolean): Promise<Response> {
  const { secondsLeft, secondsLeftAtMost } = (await currentStaff({ extend })) ?? (await requirePatient({ extend }))
  return Response.json({ secondsLeft, secondsLeftAtMost }, { headers: { 'Cache-Control': 'no-store' } })
}
