'use client'

import { useTranslations } from 'next-intl'
import { daysOfMonth, monthsBetween } from '#lib/event/days.ts'
import type { Filter } from './filter.ts'
import { FilterGroup } from './filter-group.tsx'
import { type Found, total } from './find.ts'
import { useDayWords } from './use-day-words.ts'

type Props = {
  readonly filter: Filter
  readonly found: Found
  readonly onChange: (days: { readonly from: string | undefined; readonly to: string | undefined }, how?: 'push' | 'replace') => void
}

const FIELD = 'min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface px-3'

/** A month from a list, or any two days. */
export function FilterDays({ filter, found, onChange }: Props) {
  const t = useTranslations('filter.days')
  const { month: monthWords, range } = useDayWords()
  const { from, to } = filter
  const months = found.months ? monthsBetween(found.months.first, found.months.last).toReversed() : []
  const month = months.find((one) => from === daysOfMonth(one).from && to === daysOfMonth(one).to) ?? ''
  const counted = months.filter((one) => one === month || found.counts.days.has(one))
  return (
    <FilterGroup title={t('title')} chosen={range(filter)}>
      <div className="grid gap-3 px-3">
        <label className="noscript:hidden">
          <span className="text-sm">{t('month')}</span>
          <select
            value={month}
            onChange={({ target }) => onChange(target.value === '' ? { from: undefined, to: undefined } : daysOfMonth(target.value))}
            className={FIELD}
          >
            <option value="">{t('anyMonth')}</option>
            {counted.map((one) => {
              const tally = found.counts.days.get(one)
              return (
                <option key={one} value={one}>
                  {t('monthCount', { month: monthWords(one), count: tally ? total(tally) : 0 })}
                </option>
              )
            })}
          </select>
        </label>
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            <span className="text-sm">{t(end)}</span>
            <input
              type="date"
              name={end}
              value={filter[end] ?? ''}
              onChange={({ target }) => onChange({ from, to, [end]: target.value === '' ? undefined : target.value }, 'replace')}
              className={FIELD}
            />
          </label>
        ))}
      </div>
    </FilterGroup>
  )
}
