import { useFormatter, useTranslations } from 'next-intl'
import type { MonthCount } from './by-month.ts'

const WIDTH = 300
const HEIGHT = 96
const GAP = 1

/** Bars that stand on one line: people first, automatic looks on top of them. */
export function Bars({ months, label }: { readonly months: readonly MonthCount[]; readonly label: string }) {
  const t = useTranslations('activity')
  const format = useFormatter()
  const most = Math.max(...months.map(({ people, automatic }) => people + automatic))
  const slot = WIDTH / Math.max(months.length, 12)
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 4)))
  const name = (month: MonthCount | undefined) => (month ? format.dateTime(month.date, { month: 'short', year: 'numeric' }) : '')
  const [first, last] = [name(months[0]), name(months.at(-1))]
  const few = months.length * slot < 170
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT + 20}`} className="block w-full">
      {months.map(({ key, people, automatic }, i) => (
        <g key={key}>
          <rect className="bar-people" x={i * slot + 1} y={HEIGHT - tall(people)} width={slot - 3} height={tall(people)} rx="1.5" />
          <rect
            className="bar-automatic"
            x={i * slot + 1}
            y={HEIGHT - tall(people) - tall(automatic) - (people > 0 ? GAP : 0)}
            width={slot - 3}
            height={tall(automatic)}
            rx="1.5"
          />
        </g>
      ))}
      <path d={`M0 ${HEIGHT + 0.5}H${WIDTH}`} className="stroke-line" />
      {few ? (
        <text x="0" y={HEIGHT + 16} className="fill-muted text-xs">
          {t('range', { first, last })}
        </text>
      ) : (
        <>
          <text x="0" y={HEIGHT + 16} className="fill-muted text-xs">
            {first}
          </text>
          <text x={months.length * slot} y={HEIGHT + 16} textAnchor="end" className="fill-muted text-xs">
            {last}
          </text>
        </>
      )}
    </svg>
  )
}
