import { respond } from '#lib/server/problem.ts'
import { trustFile } from '#lib/server/trust.ts'

/** The trust file of this installation, to the byte: its SHA-256 is the fingerprint that people compare. */
export function GET(): Promise<Response> {
  return respond(async () => {
    const { bytes } = await trustFile()
    return new Response(bytes.slice(), {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="trust.json"',
        'Cache-Control': 'public, max-age=1, must-revalidate',
        'Access-Control-Allow-Origin': '*',
      },
    })
  })
}
