import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TellTabs } from '#components/layout/tell-tabs.tsx'
import { ButtonLink } from '#components/ui/button.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('loggedOut')
  return { title: t('title') }
}

export default async function LoggedOutPage() {
  const t = await getTranslations('loggedOut')
  return (
    <div className="mx-auto max-w-xl py-6 sm:py-14">
      <h1 className="text-3xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">{t('text')}</p>
      <ButtonLink href="/login" className="mt-6">
        {t('again')}
      </ButtonLink>
      <p className="mt-6">{t.rich('forget', { a: (text) => <a href="/device">{text}</a> })}</p>
      <TellTabs />
    </div>
  )
}
