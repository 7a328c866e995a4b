import { useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Card } from '#components/ui/card.tsx'

type Draft = { readonly id: string; readonly entries: readonly number[]; readonly changedAt: Date }

/** Questions that are not finished. */
export function Drafts({ drafts, place }: { readonly drafts: readonly Draft[]; readonly place: string }) {
  const t = useTranslations('questions.drafts')
  if (drafts.length === 0) return null
  return (
    <Card title={t('title')}>
      <ul className="grid gap-1">
        {drafts.map(({ id, entries, changedAt }) => (
          <li key={id}>
            <a href={`${place}/questions/draft/${id}`} className="inline-flex min-h-11 items-center font-semibold">
              {t('one', { count: entries.length })}
            </a>{' '}
            <span className="text-muted">{t.rich('changed', { at: () => <DayAndClock at={changedAt.getTime()} /> })}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
