import { headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { env } from '#lib/env.ts'
import { LANGUAGES, languageOf } from '#lib/languages.ts'
import en from '../messages/en.json'
import et from '../messages/et.json'
import ru from '../messages/ru.json'

export const MESSAGES = { en, et, ru } as const

/** The language is in no address: the one that was chosen, else the one that the browser asks for. */
export default getRequestConfig(async () => {
  const language = languageOf(await headers())
  return { locale: LANGUAGES[language].locale, messages: MESSAGES[language], timeZone: env('web').TIME_ZONE }
})
