import { useFormatter, useTranslations } from 'next-intl'
import { Day } from '#components/public/day.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { area, type DaySize, monthly, scaleOf } from './growth-shape.ts'

const [WIDTH, HEIGHT] = [1000, 200]

/** How the log has grown: a picture, and the table that says the same. It can only rise. */
export function Growth({ days, at }: { readonly days: readonly DaySize[] | 'unreadable'; readonly at: string }) {
  const t = useTranslations('transparency.growth')
  const format = useFormatter()
  const last = days === 'unreadable' ? undefined : days.at(-1)
  const first = days === 'unreadable' ? undefined : days[0]
  if (days === 'unreadable' || !first || !last) return <p>{t(days === 'unreadable' ? 'unreadable' : 'none')}</p>
  const scale = scaleOf(days, at.slice(0, 10))
  const { fill, line } = area(days, scale, { width: WIDTH, height: HEIGHT })
  return (
    <figure className="rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6">
        <span className="font-semibold">{t('caption')}</span>
        <span className="text-muted">{t('now', { size: last.size })}</span>
      </figcaption>
      <p aria-hidden="true" className="mt-3 text-sm text-muted tabular-nums">
        {format.number(scale.top)}
      </p>
      <svg
        role="img"
        aria-label={t('label', { first: first.size, last: last.size })}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 block h-40 w-full sm:h-56"
      >
        {[0.25, 0.5, 0.75].map((part) => (
          <path key={part} d={`M0 ${HEIGHT * part}H${WIDTH}`} className="stroke-line" strokeWidth="1" vectorEffect="non-scaling-stroke" />
        ))}
        <path d={`M0 0.5H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} className="stroke-line" strokeWidth="1" vectorEffect="non-scaling-stroke" />
        <path d={fill} className="fill-tint" />
        <path d={line} fill="none" className="stroke-accent" strokeWidth="2.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
      </svg>
      <p aria-hidden="true" className="mt-2 flex justify-between gap-4 text-sm text-muted">
        <Day day={scale.from} />
        <span>{t('today')}</span>
      </p>
      <p className="mt-3 max-w-[66ch] text-muted">{t.rich('began', { day: () => <Day day={first.day} /> })}</p>
      <Disclosure className="mt-2" summary={t('table')}>
        <table className="mt-2 w-full max-w-md text-left tabular-nums">
          <thead>
            <tr>
              <th scope="col" className="py-1.5 pr-4 font-semibold">
                {t('month')}
              </th>
              <th scope="col" className="py-1.5 text-right font-semibold">
                {t('size')}
              </th>
            </tr>
          </thead>
          <tbody>
            {monthly(days).map(({ day, size }) => (
              <tr key={day} className="border-t border-line">
                <th scope="row" className="py-1.5 pr-4 font-normal">
                  <Day day={day} />
                </th>
                <td className="text-right">{format.number(size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </figure>
  )
}
