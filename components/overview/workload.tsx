import { useFormatter, useTranslations } from 'next-intl'
import { BarLegend, BarTable } from '#components/charts/bar-table.tsx'
import type { Workload as Held } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

/** What each agent holds, and the ways to give it to another one. */
export function Workload({ workload }: { readonly workload: readonly Held[] }) {
  const t = useTranslations('overview.workload')
  const ages = useTranslations('overview.ages')
  const format = useFormatter()
  const nameOf = ({ name, ended }: Held) => (name === undefined ? t('nobody') : ended ? `${name} (${t('ended')})` : name)
  const given = workload.filter(({ open }) => open > 0)
  return (
    <Part title={t('title')}>
      <BarLegend names={{ people: t('overdue'), automatic: ages('open') }} />
      <BarTable
        caption={t('title')}
        heading={t('agent')}
        columns={[t('open'), t('overdue')]}
        rows={workload.map((one) => ({
          key: one.staff ?? '',
          name: nameOf(one),
          parts: { people: one.overdue, automatic: one.open - one.overdue },
          note: t('note', { answered: one.answered, age: one.age === undefined ? '–' : t('days', { days: Math.round(one.age) }) }),
          cells: [format.number(one.open), format.number(one.overdue)],
        }))}
      />
      <ul className="mt-3 print:hidden">
        {given.map((one) => (
          <li key={one.staff ?? ''}>
            <a href={`/support/overview/agents/${one.staff ?? 'nobody'}`} className="inline-flex min-h-11 items-center font-semibold">
              {one.name === undefined ? t('giveNobody') : t('give', { name: one.name })}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  )
}
