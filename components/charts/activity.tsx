'use client'

import { useTranslations } from 'next-intl'
import { memo, useId, useState } from 'react'
import { type Filter, withChange } from '#components/timeline/filter.ts'
import type { Found } from '#components/timeline/find.ts'
import type { ChangeFilter } from '#components/timeline/use-filter.ts'
import { Bar } from '#components/ui/bar.tsx'
import { SCRIPTS_ONLY } from '#components/ui/scripts-only.ts'
import { CountTable } from './count-table.tsx'
import { Legend } from './legend.tsx'
import { MonthColumns } from './month-columns.tsx'
import { countsBy, countsByMonth, VIEWS, type View } from './tallies.ts'

type Props = {
  readonly found: Found
  readonly filter: Filter
  readonly onChange: ChangeFilter
  readonly chosenOrganisation: string | undefined
  readonly loaded: number
  readonly size: number
}

/** How often somebody looked, by month, by organisation or by kind of data: a picture whose bars choose what the list shows. */
export const Activity = memo(function Activity({ found, filter, onChange, chosenOrganisation, loaded, size }: Props) {
  const t = useTranslations('activity')
  const category = useTranslations('event.category')
  const [view, setView] = useState<View>('months')
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <section aria-labelledby={`${id}-title`} className="mb-6 rounded-2xl border border-line bg-surface lg:p-5 noscript:hidden print:hidden">
      <h2 id={`${id}-title`} className="hidden text-base lg:block">
        {t('title')}
      </h2>
      <Bar open={open} onToggle={() => setOpen(!open)} controls={id}>
        {t('title')}
      </Bar>
      <div id={id} className={`p-3 pt-1 lg:block lg:p-0 ${open ? '' : 'hidden'}`}>
        <fieldset className="mb-3 flex flex-wrap gap-x-5" {...SCRIPTS_ONLY}>
          <legend className="sr-only">{t('by')}</legend>
          {VIEWS.map((one) => (
            <label key={one} className="flex min-h-11 cursor-pointer items-center gap-2 has-checked:font-semibold">
              <input type="radio" name={id} checked={view === one} onChange={() => setView(one)} className="size-5 accent-(--accent)" />
              {t(one)}
            </label>
          ))}
        </fieldset>
        {view === 'months' && (
          <MonthColumns
            counts={countsByMonth(found)}
            filter={filter}
            opened={open}
            onChoose={(days) => onChange(withChange(filter, days ?? { from: undefined, to: undefined }))}
          />
        )}
        {view === 'organisation' && (
          <CountTable
            heading={t('organisation')}
            counts={countsBy(found.counts.organisation, (key) => found.names.organisation.get(key)?.text ?? key)}
            chosen={chosenOrganisation}
            onChoose={(key) =>
              onChange(withChange(filter, { organisation: key === undefined ? undefined : found.names.organisation.get(key)?.at }))
            }
          />
        )}
        {view === 'data' && (
          <CountTable
            heading={t('data')}
            counts={countsBy(found.counts.data, (key) => category(key as 'laboratory'))}
            chosen={filter.data}
            onChoose={(key) => onChange(withChange(filter, { data: key as Filter['data'] }))}
          />
        )}
        <Legend found={found} />
        <p className="mt-1 text-sm text-muted">
          {t('hint')} {loaded < size && t('loadedOnly', { loaded, size })}
        </p>
      </div>
    </section>
  )
})
