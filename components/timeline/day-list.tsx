import { useFormatter } from 'next-intl'
import type { Day, Month } from './arrange.ts'
import { LineItem } from './line-item.tsx'

/** Months, their days, their lines. The date stands beside its lines where there is room, so that headings and lines do not compete. */
export function MonthSection({ month }: { readonly month: Month }) {
  const format = useFormatter()
  return (
    <section aria-labelledby={`month-${month.key}`} className="mt-8 first:mt-0">
      <h2 id={`month-${month.key}`} className="mb-3 text-xl first-letter:uppercase">
        {format.dateTime(month.date, { month: 'long', year: 'numeric' })}
      </h2>
      {month.days.map((day) => (
        <DaySection key={day.key} day={day} />
      ))}
    </section>
  )
}

function DaySection({ day }: { readonly day: Day }) {
  const format = useFormatter()
  return (
    <div className="mt-4 sm:grid sm:grid-cols-[4.5rem_minmax(0,1fr)]">
      <h3 className="mb-1.5 px-1 text-base font-semibold text-muted sm:sticky sm:top-4 sm:self-start sm:pt-3">
        <span className="inline-block first-letter:uppercase sm:sr-only">
          {format.dateTime(day.date, { weekday: 'long', day: 'numeric', month: 'long' })}
        </span>
        <span aria-hidden="true" className="hidden flex-col leading-tight sm:flex">
          <span className="text-sm font-normal">{format.dateTime(day.date, { weekday: 'short' })}</span>
          <span className="text-2xl font-bold text-ink tabular-nums">{format.dateTime(day.date, { day: 'numeric' })}</span>
        </span>
      </h3>
      <ol className="overflow-clip rounded-2xl border border-line bg-surface">
        {day.lines.map((line) => (
          <LineItem key={line.key} line={line} />
        ))}
      </ol>
    </div>
  )
}
