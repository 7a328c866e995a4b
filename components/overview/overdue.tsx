import { useFormatter, useTranslations } from 'next-intl'
import { BarTable } from '#components/charts/bar-table.tsx'
import { CLOCK_NAMES } from '#lib/dispute/clock.ts'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

/** What is overdue, by what was to be done. */
export function Overdue({ overdue }: Pick<Overview, 'overdue'>) {
  const t = useTranslations('overview.overdue')
  const due = useTranslations('dispute.due')
  const format = useFormatter()
  return (
    <Part title={t('title')}>
      {CLOCK_NAMES.every((clock) => overdue[clock] === 0) && <p className="mb-2">{t('none')}</p>}
      <BarTable
        caption={t('title')}
        heading={t('clock')}
        columns={[t('count')]}
        rows={CLOCK_NAMES.map((clock) => ({
          key: clock,
          name: due(clock),
          parts: { people: overdue[clock] },
          cells: [format.number(overdue[clock])],
        }))}
      />
    </Part>
  )
}
