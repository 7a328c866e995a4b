import { receiveEvidence } from '#lib/server/incidents/intake.ts'
import { respond } from '#lib/server/problem.ts'

const ANYWHERE = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' }

/** Takes a browser's evidence that the log contradicted itself, from any page. */
export async function POST(request: Request): Promise<Response> {
  const answer = await respond(async () => Response.json(await receiveEvidence(request)))
  for (const [name, value] of Object.entries(ANYWHERE)) answer.headers.set(name, value)
  return answer
}

/** A page elsewhere that sends it as JSON asks first. */
export function OPTIONS(): Response {
  return new Response(null, {
    status: 204,
    headers: { ...ANYWHERE, 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type' },
  })
}
