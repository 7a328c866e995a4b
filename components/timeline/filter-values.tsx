'use client'

import { FilterGroup } from './filter-group.tsx'
import { FilterOption } from './filter-option.tsx'
import { type Tally, total } from './find.ts'

type Props<T extends string> = {
  readonly name: string
  readonly title: string
  readonly any: string
  readonly values: readonly T[]
  readonly words: (value: T) => string
  readonly counts: ReadonlyMap<string, Tally>
  readonly chosen: T | undefined
  readonly onChoose: (value: T | undefined) => void
}

/** One of a few fixed values; those that no entry has are left out, but before the page's scripts run, when nobody has counted yet. */
export function FilterValues<T extends string>({ name, title, any, values, words, counts, chosen, onChoose }: Props<T>) {
  return (
    <FilterGroup title={title} chosen={chosen && words(chosen)}>
      <FilterOption name={name} value="" label={any} checked={chosen === undefined} onChoose={() => onChoose(undefined)} />
      {values.map((value) => {
        const tally = counts.get(value)
        return (
          <div key={value} className={tally || value === chosen ? '' : 'hidden noscript:block'}>
            <FilterOption
              name={name}
              value={value}
              label={words(value)}
              count={tally && total(tally)}
              checked={value === chosen}
              onChoose={() => onChoose(value)}
            />
          </div>
        )
      })}
    </FilterGroup>
  )
}
