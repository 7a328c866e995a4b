import { isLanguage, LANGUAGE_COOKIE } from '#lib/languages.ts'
import { AppError } from './app-error.ts'
import { ownPath, readForm, requireSameOrigin, seeOther } from './request.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Has this browser remember a language for a year, and leads back to the page of ours that the choice was made on. */
export async function rememberLanguage(request: Request, origin: string): Promise<Response> {
  requireSameOrigin(request, origin)
  const language = (await readForm(request)).get('language')
  if (!isLanguage(language)) throw new AppError('bad-request', { message: 'There is no such language.' })
  const cookie = [`${LANGUAGE_COOKIE}=${language}`, 'Path=/', `Max-Age=${YEAR_SECONDS}`, 'SameSite=Lax']
  const secure = origin.startsWith('https:') ? ['Secure'] : []
  return seeOther(pageOf(request.headers.get('referer'), origin), origin, { 'Set-Cookie': [...cookie, ...secure].join('; ') })
}

/** The path of one of our pages, from a field `Referer`; the start page for any other address. */
function pageOf(referer: string | null, origin: string): string {
  const url = URL.parse(referer ?? '')
  return url?.origin === new URL(origin).origin ? ownPath(url.pathname + url.search, '/') : '/'
}
