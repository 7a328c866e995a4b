import { useFormatter, useTranslations } from 'next-intl'
import { BarTable, useShare } from '#components/charts/bar-table.tsx'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

const CLOCKS = ['acknowledge', 'provider', 'answer'] as const
/** From so many hours on, days are easier to read. */
const DAYS_FROM = 72

/** How long the steps take, for half of the questions and for nine of ten. */
export function Times({ times }: Pick<Overview, 'times'>) {
  const t = useTranslations('overview.times')
  const due = useTranslations('dispute.due')
  const words = (hours: number | undefined) => {
    if (hours === undefined) return '–'
    return hours >= DAYS_FROM ? t('days', { days: Math.round(hours / 24) }) : t('hours', { hours: Math.round(hours) })
  }
  return (
    <Part title={t('title')}>
      <BarTable
        caption={t('title')}
        heading={t('clock')}
        columns={[t('median'), t('ninth')]}
        rows={CLOCKS.map((clock) => {
          const { count, median, ninth } = times[clock]
          const parts = { people: median ?? 0, automatic: Math.max(0, (ninth ?? 0) - (median ?? 0)) }
          return { key: clock, name: due(clock), parts, note: t('of', { count }), cells: [words(median), words(ninth)] }
        })}
      />
    </Part>
  )
}

/** How many questions came, and how many of them were opened again or handed on. */
export function Shares({ sent, reopened, escalated }: Pick<Overview, 'sent' | 'reopened' | 'escalated'>) {
  const t = useTranslations('overview')
  const format = useFormatter()
  const share = useShare()
  const rows = [['sent', sent] as const, ['reopened', reopened] as const, ['escalated', escalated] as const]
  return (
    <Part title={t('shares.title')}>
      <dl className="grid gap-2">
        {rows.map(([name, count]) => (
          <div key={name} className="flex justify-between gap-4 border-t border-line pt-2 first:border-t-0 first:pt-0">
            <dt>{t(`shares.${name}`)}</dt>
            <dd className="text-right font-semibold tabular-nums">
              {name === 'sent' || sent === 0 ? format.number(count) : t('share', { count, share: share(count, sent) })}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
