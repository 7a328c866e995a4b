import { respond } from '#lib/server/problem.ts'
import { currentManifest } from '#lib/server/release.ts'

/** The manifest of the files that this server serves (docs/operations.md, Checking). */
export function GET(): Promise<Response> {
  return respond(async () => {
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=60' }
    return new Response(await currentManifest(), { headers })
  })
}
