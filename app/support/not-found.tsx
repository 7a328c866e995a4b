import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { Problem } from '#components/layout/problem.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('problem.notFound')
  return { title: t('title') }
}

/** The same for what is not theirs to see and for what there is not. What was written stays above it (components/sending). */
export default function NoSuchPage() {
  const t = useTranslations('problem.notFound')
  const support = useTranslations('support.case')
  return (
    <Problem title={t('title')} text={t('text')}>
      <a href="/support">{support('back')}</a>
    </Problem>
  )
}
