import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import type { CauseEventName } from '#lib/dispute/cause.ts'

type Event = {
  readonly number: string
  readonly at: string
  readonly step: CauseEventName
  readonly authorName: string
  readonly text?: string
  readonly count?: number
}

/** What was done, oldest first. */
export function CauseEvents({ events }: { readonly events: readonly Event[] }) {
  const t = useTranslations('causes')
  return (
    <Section title={t('history')}>
      <ol className="grid gap-4">
        {events.map(({ number, at, step, authorName, text, count = 0 }) => (
          <li key={number} className="border-l-3 border-line pl-4">
            <p className="font-semibold">{t(`event.${step}`, { count })}</p>
            <p className="text-muted">
              <DayAndClock at={at} /> · {authorName}
            </p>
            {text !== undefined && <p className="mt-1 max-w-[66ch] break-words whitespace-pre-line">{text}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
