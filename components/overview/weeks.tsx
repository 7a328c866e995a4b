import { useFormatter, useTranslations } from 'next-intl'
import { BarLegend } from '#components/charts/bar-table.tsx'
import { Day } from '#components/public/day.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

const HEIGHT = 80
const COLUMN = 20

/** What came and what was answered in each week: a picture, and the table that says the same. */
export function Weeks({ weeks }: Pick<Overview, 'weeks'>) {
  const t = useTranslations('overview.weeks')
  const overview = useTranslations('overview')
  const format = useFormatter()
  const short = (day: string) => format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
  const most = Math.max(1, ...weeks.flatMap(({ sent, answered }) => [sent, answered]))
  const sum = (of: 'sent' | 'answered') => weeks.reduce((total, week) => total + week[of], 0)
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT))
  return (
    <Part title={t('title')}>
      <BarLegend names={{ people: t('sent'), automatic: t('answered') }} />
      <p className="text-sm text-muted">{t('most', { count: most })}</p>
      <svg
        role="img"
        aria-label={t('label', { sent: sum('sent'), answered: sum('answered') })}
        viewBox={`0 0 ${weeks.length * COLUMN} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        className="mt-1 h-32 w-full"
      >
        {weeks.map(({ monday, sent, answered }, i) => (
          <g key={monday}>
            <rect className="bar-people" x={i * COLUMN + 2} y={HEIGHT - height(sent)} width="8" height={height(sent)} />
            <rect className="bar-automatic" x={i * COLUMN + 10} y={HEIGHT - height(answered)} width="8" height={height(answered)} />
          </g>
        ))}
        <path d={`M0 ${HEIGHT + 0.5}H${weeks.length * COLUMN}`} className="stroke-edge" vectorEffect="non-scaling-stroke" />
      </svg>
      <p aria-hidden="true" className="mt-1 flex justify-between gap-4 text-sm text-muted">
        {[weeks[0], weeks.at(-1)].map((week) => week && <Day key={week.monday} day={week.monday} />)}
      </p>
      <Disclosure className="mt-2" summary={overview('table')}>
        <table className="w-full max-w-md text-left text-sm tabular-nums">
          <thead>
            <tr>
              {(['week', 'sent', 'answered'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 pr-2 font-semibold">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.toReversed().map(({ monday, sent, answered }) => (
              <tr key={monday} className="border-t border-line">
                <th scope="row" className="py-1 pr-2 font-normal">
                  <time dateTime={monday}>{short(monday)}</time>
                </th>
                <td>{format.number(sent)}</td>
                <td>{format.number(answered)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </Part>
  )
}
