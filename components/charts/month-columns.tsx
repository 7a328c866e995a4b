'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Filter } from '#components/timeline/filter.ts'
import { total } from '#components/timeline/find.ts'
import { useDayWords } from '#components/timeline/use-day-words.ts'
import { daysOfMonth } from '#lib/event/days.ts'
import { MonthTable } from './month-table.tsx'
import { type Count, highest, partsOf } from './tallies.ts'

const HEIGHT = 80
const MOVES: { readonly [key: string]: (at: number, last: number) => number } = {
  ArrowLeft: (at) => Math.max(0, at - 1),
  ArrowRight: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_, last) => last,
}

type Days = { readonly from: string; readonly to: string }
type Props = {
  readonly counts: readonly Count[]
  readonly filter: Filter
  /** Changes when the columns come into sight: then the newest, or the chosen one, is scrolled to. */
  readonly opened: boolean
  readonly onChoose: (days: Days | undefined) => void
}

/** A column for each month, each a button; one stop for the keyboard, with the arrows from month to month. */
export function MonthColumns({ counts, filter, opened, onChoose }: Props) {
  const t = useTranslations('activity')
  const { month, initial } = useDayWords()
  const [current, setCurrent] = useState<string>()
  const row = useRef<HTMLDivElement>(null)
  const length = counts.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not in sight cannot be scrolled; it is, once it was opened
  useEffect(() => {
    if (!row.current || length === 0) return
    const pressed = row.current.querySelector<HTMLElement>('[aria-pressed=true]')
    row.current.scrollLeft = pressed ? pressed.offsetLeft - row.current.clientWidth / 2 : row.current.scrollWidth
  }, [length, opened])
  if (length === 0) return <p className="text-muted">{t('nothing')}</p>
  const most = highest(counts)
  const stop = counts.some(({ key }) => key === current) ? current : counts.at(-1)?.key
  const move = (event: KeyboardEvent, at: number) => {
    const next = MOVES[event.key]?.(at, length - 1)
    if (next === undefined) return
    event.preventDefault()
    setCurrent(counts[next]?.key)
    row.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="sr-only">{t('monthsLabel', { months: length })}</legend>
        <div ref={row} className="relative flex overflow-x-auto p-1.5 pb-1">
          {counts.map((count, at) => {
            const days = daysOfMonth(count.key)
            const pressed = filter.from === days.from && filter.to === days.to
            const { automatic, unproven } = count
            return (
              <div key={count.key} className="w-7 max-w-12 shrink-0 grow">
                <button
                  type="button"
                  tabIndex={count.key === stop ? 0 : -1}
                  aria-pressed={pressed}
                  aria-label={t('bar', { name: month(count.key), count: total(count), automatic, unproven })}
                  title={month(count.key)}
                  onKeyDown={(event) => move(event, at)}
                  onFocus={() => setCurrent(count.key)}
                  onClick={() => onChoose(pressed ? undefined : days)}
                  className="w-full border-b-4 border-transparent pt-1 hover:bg-raised aria-pressed:border-accent aria-pressed:bg-tint forced-colors:border-[Canvas] forced-colors:aria-pressed:border-[Highlight]"
                >
                  <svg aria-hidden="true" viewBox={`0 0 20 ${HEIGHT}`} preserveAspectRatio="none" className="h-20 w-full">
                    {partsOf(count, most, HEIGHT - 6).map(({ part, from, length: height }) => (
                      <rect key={part} className={`bar-${part}`} x="3" y={HEIGHT - from - height} width="14" height={height} />
                    ))}
                    <path d={`M0 ${HEIGHT - 0.5}H20`} className="stroke-line" />
                  </svg>
                </button>
                <span aria-hidden="true" className="block h-10 text-center text-xs leading-5 text-muted">
                  {initial(count.key)}
                  {(count.key.endsWith('-01') || (at === 0 && !counts[1]?.key.endsWith('-01'))) && (
                    <span className="block whitespace-nowrap font-semibold">{count.key.slice(0, 4)}</span>
                  )}
                </span>
              </div>
            )
          })}
        </div>
      </fieldset>
      <MonthTable counts={counts} />
    </>
  )
}
