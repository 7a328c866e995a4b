import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { Problem } from '#components/layout/problem.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { env } from '#lib/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('acting.ended')
  return { title: t('title') }
}

/** The same for what has ended and for what never was: which of the two, is for nobody else to learn. */
export default async function NotActing() {
  const t = await getTranslations('acting.ended')
  const { OPERATOR_NAME, OPERATOR_CONTACT, DEMO_PARTIES } = env('web')
  return (
    <PageFrame operator={OPERATOR_NAME} contact={OPERATOR_CONTACT} demo={DEMO_PARTIES === 'yes'}>
      <Problem title={t('title')} text={t('text')}>
        <ButtonLink href="/people">{t('people')}</ButtonLink>
      </Problem>
    </PageFrame>
  )
}
