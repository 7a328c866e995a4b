import { useFormatter, useTranslations } from 'next-intl'
import { useShare } from '#components/charts/bar-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { OUTCOMES } from '#lib/dispute/kinds.ts'
import { type OutcomeGroup, totalOf } from '#lib/dispute/overview.ts'

type Props = {
  readonly title: string
  readonly heading: string
  readonly groups: readonly OutcomeGroup[]
  readonly nameOf: (group: OutcomeGroup) => string
}

/** Each answer of each group, with its share of the group. It is wider than a phone, and moves under the finger or the arrow keys. */
export function OutcomeMatrix({ title, heading, groups, nameOf }: Props) {
  const t = useTranslations('overview')
  const words = useTranslations('dispute.outcome')
  const format = useFormatter()
  const share = useShare()
  return (
    <Disclosure className="mt-2" summary={t('table')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section aria-label={t('matrix', { title })} tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-left text-sm tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="p-1.5 align-bottom font-semibold">
                {heading}
              </th>
              {OUTCOMES.map((outcome) => (
                <th key={outcome} scope="col" className="min-w-24 p-1.5 align-bottom font-semibold">
                  {words(outcome)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key} className="border-t border-line">
                <th scope="row" className="min-w-32 p-1.5 font-normal">
                  {nameOf(group)}
                </th>
                {OUTCOMES.map((outcome) => {
                  const count = group.outcomes[outcome] ?? 0
                  return (
                    <td key={outcome} className="p-1.5">
                      {count === 0 ? format.number(0) : t('share', { count, share: share(count, totalOf(group)) })}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Disclosure>
  )
}
