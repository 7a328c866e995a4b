'use client'

import { useTranslations } from 'next-intl'
import { Select } from '#components/ui/select.tsx'
import { TextField } from '#components/ui/text-field.tsx'
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

/** A month from a list, or any two days. */
export function FilterDays({ filter, found, onChange }: Props) {
  const t = useTranslations('filter.days')
  const { month: monthWords, range } = useDayWords()
  const { from, to } = filter
  const months = found.months ? monthsBetween(found.months.first, found.months.last).toReversed() : []
  const month = months.find((one) => from === daysOfMonth(one).from && to === daysOfMonth(one).to) ?? ''
  const counted = months.filter((one) => one === month || found.counts.days.has(one))
  const optionOf = (one: string) => {
    const tally = found.counts.days.get(one)
    return { value: one, text: t('monthCount', { month: monthWords(one), count: tally ? total(tally) : 0 }) }
  }
  return (
    <FilterGroup title={t('title')} chosen={range(filter)}>
      <div className="grid gap-3 px-3">
        <Select
          label={t('month')}
          value={month}
          options={[{ value: '', text: t('anyMonth') }, ...counted.map(optionOf)]}
          onChange={({ target }) => onChange(target.value === '' ? { from: undefined, to: undefined } : daysOfMonth(target.value))}
          className="noscript:hidden"
        />
        {(['from', 'to'] as const).map((end) => (
          <TextField
            key={end}
            label={t(end)}
            type="date"
            name={end}
            value={filter[end] ?? ''}
            onChange={({ target }) => onChange({ from, to, [end]: target.value === '' ? undefined : target.value }, 'replace')}
          />
        ))}
      </div>
    </FilterGroup>
  )
}
