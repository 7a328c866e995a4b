import { respond } from '#lib/server/problem.ts'
import { verifierFile } from '#lib/server/verifier-file.ts'

/** The verifier as a single file, to be saved: opened here it would not be the file that somebody keeps. */
export function GET(): Promise<Response> {
  return respond(async () => {
    const { name, bytes } = await verifierFile()
    return new Response(bytes, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Cache-Control': 'no-cache',
      },
    })
  })
}
