import { headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { env } from '#lib/env.ts'
import { isLanguage, LANGUAGES, type Language, languageOf } from '#lib/languages.ts'
import en from '../messages/en.json'
import et from '../messages/et.json'
import ru from '../messages/ru.json'

const MESSAGES = { en, et, ru } as const

/** The language is in no address: the one that was chosen, else the one that the browser asks for. A part of a page may name another `locale`. */
export default getRequestConfig(async ({ locale }) => {
  const language = locale === undefined ? languageOf(await headers()) : ofLocale(locale)
  return { locale: LANGUAGES[language].locale, messages: MESSAGES[language], timeZone: env('web').TIME_ZONE }
})

function ofLocale(locale: string): Language {
  const [language] = locale.split('-')
  return isLanguage(language) ? language : 'en'
}
