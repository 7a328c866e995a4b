'use client'

import { NextIntlClientProvider } from 'next-intl'
import messages from '../messages/en.json'
import ErrorPage from './error.tsx'
import { FONTS } from './fonts.ts'
import './globals.css'

type Props = { readonly error: Error & { readonly digest?: string } }

/** When the layout itself fails, nothing that it provides is there. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en-GB" className={FONTS}>
      <title>{messages.problem.error.title}</title>
      <body>
        <NextIntlClientProvider locale="en-GB" messages={{ problem: messages.problem }} timeZone="UTC">
          <ErrorPage {...props} />
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
