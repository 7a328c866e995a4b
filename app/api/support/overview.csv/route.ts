import { overviewFile } from '#lib/server/disputes/supervisor-pages.ts'
import { respond } from '#lib/server/problem.ts'

/** The overview for spreadsheets. */
export function GET(request: Request): Promise<Response> {
  return respond(() => overviewFile(request))
}
