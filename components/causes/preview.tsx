import { useTranslations } from 'next-intl'
import type { CauseAnswer } from '#lib/dispute/cause.ts'
import { LANGUAGES } from '#lib/languages.ts'

/** The answer as patients will read it, in each language. */
export function Preview({ answer: { outcome, texts } }: { readonly answer: CauseAnswer }) {
  const t = useTranslations('causes.answer')
  const words = useTranslations('dispute.outcome')
  return (
    <section aria-label={t('preview')} className="rounded-2xl border border-line bg-surface p-5">
      <h3 className="text-base">{words(outcome)}</h3>
      <div className="mt-3 grid gap-5 lg:grid-cols-3">
        {Object.entries(LANGUAGES).map(([language, { name, locale }]) => (
          <div key={language}>
            <p className="text-muted">{name}</p>
            <p lang={locale} className="break-words whitespace-pre-line">
              {texts[language]}
            </p>
          </div>
        ))}
      </div>
    </section>
  )
}
