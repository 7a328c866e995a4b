import { useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'

type Draft = { readonly id: string; readonly entries: readonly number[]; readonly changedAt: Date }

/** The ways back to questions that were begun and not sent. */
export function OpenDrafts({ drafts, pages }: { readonly drafts: readonly Draft[]; readonly pages: string }) {
  const t = useTranslations('asking.draft')
  if (drafts.length === 0) return null
  return (
    <ul aria-label={t('label')} className="mb-4 grid gap-1 print:hidden">
      {drafts.map(({ id, entries, changedAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 rounded-xl border border-line bg-surface px-4 py-1">
          <span>{t('open', { count: entries.length })}</span>
          <span className="text-muted">{t.rich('changed', { at: () => <DayAndClock at={changedAt.getTime()} /> })}</span>
          <a href={`${pages}/draft/${id}`} className="inline-flex min-h-11 items-center font-semibold">
            {t('goOn')}
          </a>
        </li>
      ))}
    </ul>
  )
}
