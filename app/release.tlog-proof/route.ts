import { respond } from '#lib/server/problem.ts'
import { currentReleaseProof } from '#lib/server/release.ts'

/** That this manifest is in the log: a C2SP tlog-proof, the manifest in its `extra`. */
export function GET(): Promise<Response> {
  return respond(async () => {
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
    return new Response(await currentReleaseProof(), { headers })
  })
}
