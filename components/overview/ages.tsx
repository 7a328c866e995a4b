import { useFormatter, useTranslations } from 'next-intl'
import { BarLegend, BarTable } from '#components/charts/bar-table.tsx'
import type { AgeCount, Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

/** How old the open questions are. */
export function Ages({ ages }: Pick<Overview, 'ages'>) {
  const t = useTranslations('overview.ages')
  const format = useFormatter()
  const range = ({ from, to }: AgeCount) => (to === undefined ? t('over', { from }) : t('range', { from, to }))
  return (
    <Part title={t('title')}>
      <BarLegend names={{ people: t('overdue'), automatic: t('open') }} />
      <BarTable
        caption={t('title')}
        heading={t('age')}
        columns={[t('total'), t('overdue')]}
        rows={ages.map((age) => ({
          key: String(age.from),
          name: range(age),
          parts: { people: age.overdue, automatic: age.open - age.overdue },
          cells: [format.number(age.open), format.number(age.overdue)],
        }))}
      />
    </Part>
  )
}
