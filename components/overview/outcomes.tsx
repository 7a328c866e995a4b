import { useFormatter, useTranslations } from 'next-intl'
import { BarLegend, BarTable, useShare } from '#components/charts/bar-table.tsx'
import { OUTCOMES } from '#lib/dispute/kinds.ts'
import { findingsOf, type OutcomeGroup, type Overview, totalOf } from '#lib/dispute/overview.ts'
import { OutcomeMatrix } from './outcome-matrix.tsx'
import { Part } from './part.tsx'

/** Which answers there were. */
export function Outcomes({ outcomes }: Pick<Overview, 'outcomes'>) {
  const t = useTranslations('overview')
  const words = useTranslations('dispute.outcome')
  const format = useFormatter()
  const share = useShare()
  const whole = totalOf({ outcomes })
  if (whole === 0) return <Part title={t('outcomes.title')}>{t('nothing')}</Part>
  return (
    <Part title={t('outcomes.title')}>
      <BarTable
        caption={t('outcomes.title')}
        heading={t('outcomes.outcome')}
        columns={[t('outcomes.count'), '%']}
        rows={OUTCOMES.map((outcome) => {
          const count = outcomes[outcome] ?? 0
          return { key: outcome, name: words(outcome), parts: { people: count }, cells: [format.number(count), share(count, whole)] }
        })}
      />
    </Part>
  )
}

type GroupsProps = {
  readonly title: string
  readonly heading: string
  readonly groups: readonly OutcomeGroup[]
  readonly nameOf: (group: OutcomeGroup) => string
  readonly note?: string
}

/** The answers of each group: in order, not in order, or unknown; the whole below it. */
export function OutcomeGroups({ title, heading, groups, nameOf, note }: GroupsProps) {
  const t = useTranslations('overview')
  const format = useFormatter()
  const share = useShare()
  if (groups.length === 0) return <Part title={title}>{t('nothing')}</Part>
  return (
    <Part title={title}>
      <BarLegend names={{ people: t('findings.wrong'), automatic: t('findings.fine'), unproven: t('findings.unknown') }} />
      <BarTable
        caption={title}
        heading={heading}
        columns={[t('total'), t('findings.wrong')]}
        rows={groups.map((group) => {
          const { fine, wrong, unknown } = findingsOf(group)
          const whole = totalOf(group)
          return {
            key: group.key,
            name: nameOf(group),
            parts: { people: wrong, automatic: fine, unproven: unknown },
            cells: [format.number(whole), share(wrong, whole)],
          }
        })}
      />
      {note && <p className="mt-2 text-sm text-muted">{note}</p>}
      <OutcomeMatrix title={title} heading={heading} groups={groups} nameOf={nameOf} />
    </Part>
  )
}
