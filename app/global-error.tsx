'use client'

import { NextIntlClientProvider } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { chooseLanguage, LANGUAGES } from '#lib/languages.ts'
import en from '../messages/en.json'
import et from '../messages/et.json'
import ru from '../messages/ru.json'
import ErrorPage from './error.tsx'
import './globals.css'

const PROBLEM = { en: en.problem, et: et.problem, ru: ru.problem } as const

type Props = { readonly error: Error & { readonly digest?: string } }

/** When the layout itself fails, nothing that it provides is there, and the browser chooses the language. */
export default function GlobalError(props: Props) {
  const language = useSyncExternalStore(never, languageHere, () => 'en' as const)
  const { locale } = LANGUAGES[language]
  const problem = PROBLEM[language]
  return (
    <html lang={locale}>
      <title>{problem.error.title}</title>
      <body>
        <NextIntlClientProvider locale={locale} messages={{ problem }} timeZone="UTC">
          <ErrorPage {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}

const never = () => () => {}
const languageHere = () => chooseLanguage(document.cookie, navigator.languages.join(','))
