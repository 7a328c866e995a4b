import { env } from '#lib/env.ts'
import { respond } from '#lib/server/problem.ts'
import { securityText } from '#lib/server/security-text.ts'

/** Served at `/.well-known/security.txt` too (next.config.js). */
export function GET(): Promise<Response> {
  return respond(async () => new Response(securityText(env('web')), { headers: { 'Content-Type': 'text/plain; charset=utf-8' } }))
}
