import type { Env } from '#lib/env.ts'
import { LANGUAGE_COOKIE } from '#lib/languages.ts'
import { cookie } from './auth.ts'

/** Every cookie of this service, for the privacy notice; a test finds one that is not here. */
const COOKIES = ['session', 'introduced', 'language', 'csrf', 'way-back', 'pkce', 'state', 'nonce'] as const

export type CookieName = (typeof COOKIES)[number]

/** The cookies by what they are for and by the name that a browser shows. Public. */
export function listedCookies({ WEB_ORIGIN }: Pick<Env<'web'>, 'WEB_ORIGIN'>): readonly (readonly [CookieName, string])[] {
  return COOKIES.map((name) => [name, name === 'language' ? LANGUAGE_COOKIE : cookie(WEB_ORIGIN, name).name])
}
