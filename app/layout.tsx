import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Providers } from '#components/layout/providers.tsx'
import { env } from '#lib/env.ts'
import { clientMessages } from './client-messages.ts'
import { FONTS } from './fonts.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('layout')
  return { title: { default: t('title'), template: `%s · ${t('title')}` }, description: t('description'), referrer: 'same-origin' }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#141e22' },
  ],
}

/** Nothing is rendered before somebody asks: the nonce of the Content-Security-Policy differs from answer to answer. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT: contact, DEMO_PARTIES } = env('web')
  return (
    <html lang={await getLocale()} className={FONTS}>
      <head>
        {/* Where React Aria looks for it. */}
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body>
        <NextIntlClientProvider messages={clientMessages(await getMessages())}>
          <Providers frame={{ operator, contact, demo: DEMO_PARTIES === 'yes' }}>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
