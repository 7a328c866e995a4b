import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Providers } from '#components/layout/providers.tsx'
import { clientMessages } from './client-messages.ts'
import { FONTS } from './fonts.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('layout')
  return { title: { default: t('title'), template: `%s · ${t('title')}` }, description: t('description'), referrer: 'same-origin' }
}

export const viewport: Viewport = { colorScheme: 'light dark' }

/** Nothing is rendered before somebody asks: the nonce of the Content-Security-Policy differs from answer to answer. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  return (
    <html lang={await getLocale()} className={FONTS}>
      <head>
        {/* Where React Aria looks for it. */}
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body>
        <NextIntlClientProvider messages={clientMessages(await getMessages())}>
          <Providers>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
