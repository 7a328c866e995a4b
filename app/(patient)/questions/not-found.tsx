import { useTranslations } from 'next-intl'
import { Problem } from '#components/layout/problem.tsx'

/** The same for what is somebody else’s and for what there is not. */
export default function NoSuchQuestion() {
  const t = useTranslations('questions.none')
  return (
    <Problem title={t('title')} text={t('text')}>
      <a href="/questions">{t('list')}</a>
    </Problem>
  )
}
