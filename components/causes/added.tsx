import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import type { AddedToCause } from '#lib/dispute/cause.ts'

/** In how many questions something was added that nobody may have read, and which these are. */
export function AddedNote({
  added: { questions, named },
  what,
}: {
  readonly added: AddedToCause
  readonly what: 'proposed' | 'answering'
}) {
  const t = useTranslations('causes.added')
  if (questions === 0) return null
  return (
    <section aria-label={t('title')} className="mb-5 rounded-xl border border-line bg-warn-tint p-4">
      <p className="flex gap-2 font-semibold text-warn">
        <Icon name="alert" className="mt-0.5 size-5" />
        <span>{t(what, { count: questions })}</span>
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
        {named.map(({ id, reference }) => (
          <li key={id}>
            <a href={`/support/cases/${id}`} className="inline-flex min-h-8 items-center">
              {reference}
            </a>
          </li>
        ))}
      </ul>
      {named.length < questions && <p className="mt-2">{t('others', { count: questions - named.length })}</p>}
    </section>
  )
}
