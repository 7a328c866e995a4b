'use client'

import { useTranslations } from 'next-intl'
import { CATEGORIES } from '#lib/event/access-event.ts'
import { REASONS, SHOWS } from '#lib/event/look-filter.ts'
import { type ChosenNames, type Filter, type NameKind, withChange } from './filter.ts'
import { FilterDays } from './filter-days.tsx'
import { FilterNames } from './filter-names.tsx'
import { FilterShow } from './filter-show.tsx'
import { FilterValues } from './filter-values.tsx'
import type { Found } from './find.ts'
import type { ChangeFilter } from './use-filter.ts'

type Props = {
  readonly found: Found
  readonly filter: Filter
  readonly onChange: ChangeFilter
  readonly chosen: ChosenNames
}

/** Every kind of choice, the ones that answer most questions first. */
export function FilterChoices({ found, filter, onChange, chosen }: Props) {
  const t = useTranslations('filter')
  const words = useTranslations('event')
  const { counts } = found
  const change = (part: Parameters<typeof withChange>[1], how?: 'push' | 'replace') => onChange(withChange(filter, part), how)
  const names = (kind: NameKind) => (
    <FilterNames
      kind={kind}
      options={found.names[kind]}
      counts={counts[kind]}
      chosen={chosen[kind]}
      isChosen={filter[kind] !== undefined}
      onChoose={(at) => change({ [kind]: at })}
    />
  )
  return (
    <>
      <FilterShow
        shows={SHOWS}
        counts={counts.show}
        emergencies={counts.emergency.get('yes')}
        filter={filter}
        onShow={(show) => change({ show })}
        onEmergency={(emergency) => change({ emergency: emergency ? true : undefined })}
      />
      {names('person')}
      {names('organisation')}
      <FilterValues
        name="data"
        title={t('data.title')}
        any={t('data.any')}
        values={CATEGORIES}
        words={(value) => words(`category.${value}`)}
        counts={counts.data}
        chosen={filter.data}
        onChoose={(data) => change({ data })}
      />
      <FilterDays filter={filter} found={found} onChange={change} />
      <FilterValues
        name="reason"
        title={t('reason.title')}
        any={t('reason.any')}
        values={REASONS}
        words={(value) => words(`reason.${value}`)}
        counts={counts.reason}
        chosen={filter.reason}
        onChoose={(reason) => change({ reason })}
      />
      {names('system')}
    </>
  )
}
