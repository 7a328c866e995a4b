import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import type { CoveredSystem } from './coverage-words.tsx'
import { position, positionAfter, type TimeScale } from './time-scale.ts'

type Props = { readonly system: CoveredSystem; readonly since: string; readonly scale: TimeScale; readonly began: string | undefined }

const NARROWEST = 6
const percent = (permille: number) => `${permille / 10}%`

/** Time from left to right: filled where the record system reports, striped where that came late, empty where it is silent. */
export function CoverageBar({ system: { name, gaps, active, lastHeard }, since, scale, began }: Props) {
  const t = useTranslations('coverage')
  const stripes = useId()
  const end = active ? 1000 : positionAfter(scale, lastHeard?.slice(0, 10) ?? since)
  return (
    <svg role="img" aria-label={t('bar', { name, gaps: gaps.length })} className="block h-4 w-full overflow-clip rounded">
      <defs>
        <Stripes id={stripes} />
      </defs>
      <rect width="100%" height="100%" className="fill-grey-tint" />
      <rect {...stretch(position(scale, since), end)} className="bar-people" />
      {gaps.map(({ kind, from, to }) => {
        const place = stretch(position(scale, from), to === undefined ? 1000 : positionAfter(scale, to))
        return (
          <g key={`${kind} ${from}`}>
            <rect {...place} className={kind === 'late' ? 'fill-warn-tint' : 'fill-grey-tint'} />
            {kind === 'late' && <rect {...place} fill={`url(#${stripes})`} />}
          </g>
        )
      })}
      {scale.years.map((year) => {
        const x = percent(position(scale, `${year}-01-01`))
        return <line key={year} x1={x} x2={x} y1="0" y2="100%" className="stroke-surface" strokeWidth="2" />
      })}
      {began !== undefined && began > scale.from && (
        <rect x={percent(Math.min(994, position(scale, began)))} width="3" height="100%" className="fill-ink" />
      )}
    </svg>
  )
}

/** From one place to another, never too narrow to be seen. */
function stretch(left: number, right: number) {
  const width = Math.max(NARROWEST, right - left)
  return { x: percent(Math.min(left, 1000 - width)), width: percent(width), height: '100%' }
}

/** The years above the bars, all of which have one scale. */
export function Axis({ scale }: { readonly scale: TimeScale }) {
  const t = useTranslations('coverage')
  const format = useFormatter()
  const first = format.dateTime(new Date(`${scale.from}T12:00:00Z`), { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const years = scale.years.map((year) => ({ year, x: position(scale, `${year}-01-01`) })).filter(({ x }) => x > 230 && x < 800)
  return (
    <svg aria-hidden="true" className="block h-5 w-full overflow-visible fill-muted text-sm">
      <text x="0" y="14">
        {first}
      </text>
      {years.map(({ year, x }) => (
        <text key={year} x={percent(x)} y="14" className="hidden sm:block">
          {year}
        </text>
      ))}
      <text x="100%" y="14" textAnchor="end">
        {t('today')}
      </text>
    </svg>
  )
}

function Stripes({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="3" height="7" className="fill-warn" />
    </pattern>
  )
}

/** What the shades of the bars mean. */
export function Legend() {
  const t = useTranslations('coverage')
  const stripes = useId()
  return (
    <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-1.5 text-[0.9375rem] text-muted">
      {(['reported', 'late', 'silent', 'beganMark'] as const).map((shade) => (
        <li key={shade} className="inline-flex items-center gap-2">
          <svg aria-hidden="true" viewBox="0 0 24 12" className="h-3 w-6">
            {shade === 'reported' && <rect width="24" height="12" rx="2" className="bar-people" />}
            {shade === 'silent' && <rect x="0.5" y="0.5" width="23" height="11" rx="2" className="fill-grey-tint stroke-edge" />}
            {shade === 'beganMark' && <rect x="10" width="3" height="12" className="fill-ink" />}
            {shade === 'late' && (
              <>
                <defs>
                  <Stripes id={stripes} />
                </defs>
                <rect width="24" height="12" rx="2" className="fill-warn-tint" />
                <rect width="24" height="12" rx="2" fill={`url(#${stripes})`} />
              </>
            )}
          </svg>
          {t(`legend.${shade}`)}
        </li>
      ))}
    </ul>
  )
}
