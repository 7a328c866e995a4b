import type { Metadata } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages, getTranslations } from 'next-intl/server'
import { KeepVerifier } from '#components/verifier/keep-verifier.tsx'
import { verifierMessages } from '#components/verifier/texts.ts'
import { VerifyTool } from '#components/verifier/verify-tool.tsx'
import { findVerifierFile } from '#lib/server/verifier-file.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('verifier')
  return { title: t('page.title') }
}

export default async function VerifyPage() {
  const t = await getTranslations('verifier')
  const file = await findVerifierFile()
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('page.title')}</h1>
      <p className="mt-1.5 mb-6 max-w-[66ch] text-muted">{t('lead')}</p>
      <noscript>
        <p className="mb-6 max-w-[66ch] font-semibold">{t('noScript')}</p>
      </noscript>
      <NextIntlClientProvider messages={verifierMessages(await getMessages())}>
        <VerifyTool />
      </NextIntlClientProvider>
      {file && <KeepVerifier name={file.name} size={file.size} sha256={file.sha256} />}
    </>
  )
}
