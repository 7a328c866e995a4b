import { useFormatter, useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import type { IncidentStep, LogRange } from '#lib/dispute/incident.ts'

type Event = {
  readonly number: string
  readonly at: string
  readonly step: IncidentStep | 'report'
  readonly authorName?: string
  readonly text?: string
  readonly range?: LogRange
}

/** What was done, oldest first. */
export function IncidentEvents({ events }: { readonly events: readonly Event[] }) {
  const t = useTranslations('incidents')
  const format = useFormatter()
  return (
    <Section title={t('history')}>
      <ol className="grid gap-4">
        {events.map(({ number, at, step, authorName, text, range }) => (
          <li key={number} className="border-l-3 border-line pl-4">
            <p className="font-semibold">{t(`event.${step}`)}</p>
            <p className="text-muted">
              <DayAndClock at={at} />
              {authorName !== undefined && ` · ${authorName}`}
            </p>
            {range && <p>{t('range', { first: format.number(range.first), last: format.number(range.last) })}</p>}
            {text !== undefined && <p className="mt-1 max-w-[66ch] break-words whitespace-pre-line">{text}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
