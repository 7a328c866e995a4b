import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { Problem } from '#components/layout/problem.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { env } from '#lib/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('problem.notFound')
  return { title: t('title') }
}

export default async function NotFound() {
  const t = await getTranslations('problem.notFound')
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  return (
    <PageFrame operator={OPERATOR_NAME} contact={OPERATOR_CONTACT} demo={DEMO_PARTIES === 'yes'}>
      <Problem title={t('title')} text={t('text')}>
        <div className="flex flex-wrap gap-3">
          <ButtonLink href="/">{t('home')}</ButtonLink>
          <ButtonLink href="/help">{t('help')}</ButtonLink>
          <ButtonLink href="/contact">{t('contact')}</ButtonLink>
        </div>
      </Problem>
    </PageFrame>
  )
}
