import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/public/notice.tsx'
import { Section } from '#components/public/section.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import type { LogRange } from '#lib/dispute/incident.ts'

type Incident = {
  readonly reference: string
  readonly openedAt: string
  readonly frozen?: LogRange
  readonly publishedAt?: string
  readonly notice?: Readonly<Record<string, string>>
}

/** Entries that nobody should rely on for now, and what became of earlier incidents. */
export function Incidents({ incidents }: { readonly incidents: readonly Incident[] | 'unreadable' }) {
  const t = useTranslations('publicIncidents')
  const format = useFormatter()
  const language = useLocale().slice(0, 2)
  const text = (notice: Readonly<Record<string, string>>) => notice[language] ?? notice.en
  if (incidents === 'unreadable')
    return (
      <Section id="incidents" title={t('title')}>
        <p>{t('unreadable')}</p>
      </Section>
    )
  return (
    <Section id="incidents" title={t('title')} lead={t('lead')}>
      {incidents.length === 0 && <p>{t('none')}</p>}
      <ul className="grid gap-5">
        {incidents.map(({ reference, openedAt, frozen, notice, publishedAt }) => (
          <li key={reference}>
            <Notice tone={frozen ? 'bad' : 'grey'} title={t('incident', { reference })}>
              <p className="mt-1 text-muted">{t.rich('opened', { at: () => <DayAndClock at={openedAt} /> })}</p>
              {frozen && (
                <p className="mt-2 max-w-[66ch] font-semibold">
                  {t('frozen', { first: format.number(frozen.first), last: format.number(frozen.last) })}
                </p>
              )}
              {notice && <p className="mt-2 max-w-[66ch] break-words whitespace-pre-line">{text(notice)}</p>}
              {publishedAt !== undefined && (
                <p className="mt-2 text-muted">{t.rich('published', { at: () => <DayAndClock at={publishedAt} /> })}</p>
              )}
            </Notice>
          </li>
        ))}
      </ul>
    </Section>
  )
}
