'use client'

import { NextIntlClientProvider } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { chooseLanguage, LANGUAGES, type Language } from '#lib/languages.ts'
import type en from '../messages/en.json'
import ErrorPage from './error.tsx'
import { FONTS } from './fonts.ts'
import './globals.css'

/** The build writes them here (next.config.js). */
const LAST_WORDS: Readonly<Record<Language, (typeof en)['problem']>> = JSON.parse(process.env.SIGHTLINE_LAST_WORDS ?? '{}')

type Props = { readonly error: Error & { readonly digest?: string } }

/** When the layout itself fails, nothing that it provides is there, and the browser chooses the language. */
export default function GlobalError(props: Props) {
  const language = useSyncExternalStore(never, languageHere, () => 'en' as const)
  const { locale } = LANGUAGES[language]
  const problem = LAST_WORDS[language]
  return (
    <html lang={locale} className={FONTS}>
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
