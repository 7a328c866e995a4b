import { env } from '#lib/env.ts'
import { rememberLanguage } from '#lib/server/language.ts'
import { respond } from '#lib/server/problem.ts'

export function POST(request: Request): Promise<Response> {
  return respond(() => rememberLanguage(request, env('web').WEB_ORIGIN))
}
