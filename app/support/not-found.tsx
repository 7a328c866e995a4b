import { useTranslations } from 'next-intl'
import { Problem } from '#components/layout/problem.tsx'

/** The same for what is not theirs to see and for what there is not. In the frame, so that what they wrote stays above it (components/sending). */
export default function NoSuchPage() {
  const t = useTranslations('problem.notFound')
  const support = useTranslations('support.case')
  return (
    <Problem title={t('title')} text={t('text')}>
      <a href="/support">{support('back')}</a>
    </Problem>
  )
}
