/** The languages of the pages, each named in itself. Texts are `messages/<language>.json`; dates, numbers and lists follow the locale. */
export const LANGUAGES = {
  en: { locale: 'en-GB', name: 'English' },
  et: { locale: 'et-EE', name: 'Eesti' },
  ru: { locale: 'ru-RU', name: 'Русский' },
} as const

export type Language = keyof typeof LANGUAGES

/** Holds the language that somebody has chosen, and nothing else. Our scripts may read it. */
export const LANGUAGE_COOKIE = 'language'

const LONGEST_HEADER = 1000

export function isLanguage(name: string | undefined): name is Language {
  return name !== undefined && Object.hasOwn(LANGUAGES, name)
}

/**
 * The language for somebody whose browser has the cookies `cookies` (a field `Cookie`, or `document.cookie`) and asks for `accepted`: a
 * field `Accept-Language` (RFC 9110, section 12.5.4) or a list of language tags, best first. The cookie counts first; whatever is
 * unreadable is passed over; English is what is left.
 */
export function chooseLanguage(cookies: string, accepted: string): Language {
  const chosen = cookies
    .split(/;\s*/)
    .find((pair) => pair.startsWith(`${LANGUAGE_COOKIE}=`))
    ?.slice(LANGUAGE_COOKIE.length + 1)
  if (isLanguage(chosen)) return chosen
  const [best] = accepted
    .slice(0, LONGEST_HEADER)
    .toLowerCase()
    .split(',')
    .flatMap((range) => {
      const [, name, quality = '1'] = /^\s*([a-z]{2,8})(?:-[a-z0-9]{1,8})*\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/.exec(range) ?? []
      return isLanguage(name) && Number(quality) > 0 ? [{ name, quality: Number(quality) }] : []
    })
    .toSorted((a, b) => b.quality - a.quality)
  return best?.name ?? 'en'
}

/** The language of whoever sends a request with these fields. */
export function languageOf(headers: Headers): Language {
  return chooseLanguage(headers.get('cookie') ?? '', headers.get('accept-language') ?? '')
}
