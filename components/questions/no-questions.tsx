import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'

/** Nobody has asked anything yet: what a question is. */
export function NoQuestions() {
  const t = useTranslations('questions.empty')
  return (
    <section aria-labelledby="no-questions" className="rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <h2 id="no-questions" className="flex items-center gap-2 text-xl">
        <Icon name="question" className="size-6 text-accent" />
        {t('title')}
      </h2>
      <p className="mt-2 max-w-prose">{t('text')}</p>
      <p className="mt-2 max-w-prose text-muted">{t('then')}</p>
    </section>
  )
}
