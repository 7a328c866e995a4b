'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Show } from '#lib/event/look-filter.ts'
import type { Filter } from './filter.ts'
import { FilterOption } from './filter-option.tsx'
import { type Tally, total } from './find.ts'
import { EVERYTHING } from './row-facts.ts'

type Props = {
  readonly shows: readonly Show[]
  readonly counts: ReadonlyMap<string, Tally>
  readonly emergencies: Tally | undefined
  readonly filter: Filter
  readonly onShow: (show: Show | undefined) => void
  readonly onEmergency: (emergency: boolean) => void
}

/** Who looked, in a word; and whether it was an emergency. */
export function FilterShow({ shows, counts, emergencies, filter, onShow, onEmergency }: Props) {
  const t = useTranslations('filter')
  const format = useFormatter()
  const countOf = (value: string) => {
    const tally = counts.get(value)
    return tally ? total(tally) : 0
  }
  const unused = (value: string) => countOf(value) === 0 && filter.show !== value
  return (
    <fieldset className="min-w-0 pt-3 pb-2">
      <legend className="float-left mb-1 px-3 font-semibold">{t('show.title')}</legend>
      <div className="clear-both">
        <FilterOption
          name="show"
          value=""
          label={t('show.all')}
          count={countOf(EVERYTHING)}
          checked={filter.show === undefined}
          onChoose={() => onShow(undefined)}
        />
        {shows.map((show) => (
          <div key={show} className={unused(show) ? 'hidden noscript:block' : ''}>
            <FilterOption
              name="show"
              value={show}
              label={t(`show.${show}`)}
              count={unused(show) ? undefined : countOf(show)}
              checked={filter.show === show}
              onChoose={() => onShow(show)}
            />
          </div>
        ))}
        <label
          className={`min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-1 has-checked:bg-tint has-checked:font-semibold ${
            emergencies || filter.emergency ? 'flex' : 'hidden noscript:flex'
          }`}
        >
          <input
            type="checkbox"
            name="emergency"
            value="yes"
            checked={filter.emergency ?? false}
            onChange={({ target }) => onEmergency(target.checked)}
            className="size-5 shrink-0 accent-(--accent)"
          />
          <span className="flex-1">{t('emergency')}</span>
          {emergencies && <span className="text-muted tabular-nums">{format.number(total(emergencies))}</span>}
        </label>
      </div>
    </fieldset>
  )
}
