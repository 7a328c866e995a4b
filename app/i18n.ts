import { headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { wordsForStaff } from '#components/layout/words-about.ts'
import { env } from '#lib/env.ts'
import { isLanguage, LANGUAGES, type Language, languageOf } from '#lib/languages.ts'
import en from '../messages/en.json'
import et from '../messages/et.json'
import ru from '../messages/ru.json'

export const MESSAGES = { en, et, ru } as const
const FOR_STAFF = { en: wordsForStaff(en), et: wordsForStaff(et), ru: wordsForStaff(ru) } as const

/**
 * The language is in no address: the one that was chosen, else the one that the browser asks for; a part of a page may name another `locale`.
 * Pages for staff speak of *the patient*.
 */
export default getRequestConfig(async ({ locale }) => {
  const asked = await headers()
  const language = locale === undefined ? languageOf(asked) : ofLocale(locale)
  const messages = (asked.get('sightline-reader') === 'staff' ? FOR_STAFF : MESSAGES)[language]
  return { locale: LANGUAGES[language].locale, messages, timeZone: env('web').TIME_ZONE }
})

function ofLocale(locale: string): Language {
  const [language] = locale.split('-')
  return isLanguage(language) ? language : 'en'
}
