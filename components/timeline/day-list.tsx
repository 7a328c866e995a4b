import { useFormatter } from 'next-intl'
import { memo } from 'react'
import { type Day, sameLine } from './arrange.ts'
import { LineItem } from './line-item.tsx'

/** A day, the first one of a month with the month's heading. `starts` is that month. */
export type DayBlock = { readonly key: string; readonly day: Day; readonly starts?: Date; readonly first: boolean }

/** The date stands beside its lines where there is room, so that headings and lines do not compete. Space is padding: it is measured. */
export const DaySection = memo(function DaySection({ block }: { readonly block: DayBlock }) {
  const format = useFormatter()
  const { day, starts, first } = block
  return (
    <>
      {starts && (
        <h2 className={`pb-3 text-xl first-letter:uppercase ${first ? '' : 'pt-8'}`}>
          {format.dateTime(starts, { month: 'long', year: 'numeric' })}
        </h2>
      )}
      <div className="pt-4 sm:grid sm:grid-cols-[4.5rem_minmax(0,1fr)]">
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
    </>
  )
}, sameBlock)

type Props = { readonly block: DayBlock }

function sameBlock({ block: one }: Props, { block: other }: Props): boolean {
  return (
    one.starts?.getTime() === other.starts?.getTime() &&
    one.first === other.first &&
    one.day.key === other.day.key &&
    one.day.lines.length === other.day.lines.length &&
    one.day.lines.every((line, i) => sameLine(line, other.day.lines[i]))
  )
}
