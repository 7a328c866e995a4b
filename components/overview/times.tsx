import { useTranslations } from 'next-intl'
import { BarTable } from '#components/charts/bar-table.tsx'
import { CLOCK_NAMES } from '#lib/dispute/clock.ts'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

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
        rows={CLOCK_NAMES.map((clock) => {
          const { count, median, ninth } = times[clock]
          const parts = { people: median ?? 0, automatic: Math.max(0, (ninth ?? 0) - (median ?? 0)) }
          return { key: clock, name: due(clock), parts, note: t('of', { count }), cells: [words(median), words(ninth)] }
        })}
      />
    </Part>
  )
}
