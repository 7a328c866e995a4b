'use client'

import { useTranslations } from 'next-intl'
import { memo, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { Bar } from '#components/ui/bar.tsx'
import { Button } from '#components/ui/button.tsx'
import { printLookFilter, readLookFilter } from '#lib/event/look-filter.ts'
import { activeGroups, type ChosenNames, type Filter, readFilter } from './filter.ts'
import { FilterChoices } from './filter-choices.tsx'
import { FilterSearch } from './filter-search.tsx'
import type { Found } from './find.ts'
import type { ChangeFilter } from './use-filter.ts'

/** From here on the browser’s own search may miss what is not in sight. */
const LONG = 200

type Props = {
  /** The address of the list. */
  readonly path: string
  readonly found: Found
  readonly filter: Filter
  readonly onChange: ChangeFilter
  readonly chosen: ChosenNames
  readonly loaded: number
  readonly size: number
  /** Called when somebody wants to see what was found. */
  readonly onUse: () => void
}

/** Beside the list where there is room; on a phone a bar that opens. Without scripts a form, which the server answers. */
export const FilterPanel = memo(function FilterPanel({ path, found, filter, onChange, chosen, loaded, size, onUse }: Props) {
  const t = useTranslations('filter')
  const [open, setOpen] = useState(false)
  const id = useId()
  const { text, ...choices } = filter
  const made = activeGroups(choices).length
  const form = useRef<HTMLFormElement>(null)
  // What somebody chose while the page’s scripts were on their way counts too.
  const takeOver = useEffectEvent(() => {
    if (!form.current) return
    const given = [...new FormData(form.current)].map(([name, value]) => [name, String(value)])
    const early = readLookFilter(new URLSearchParams(given))
    if (String(printLookFilter(early)) !== String(printLookFilter(filter)))
      onChange({ ...readFilter('', location.hash.slice(1)), ...early }, 'replace')
  })
  useEffect(() => takeOver(), [])
  return (
    <search aria-label={t('title')}>
      <form
        ref={form}
        autoComplete="off"
        action={path}
        onSubmit={(event) => {
          event.preventDefault()
          onUse()
        }}
        className="rounded-2xl border border-line bg-surface py-3 print:hidden"
      >
        <FilterSearch
          text={text ?? ''}
          long={loaded > LONG}
          onChange={(typed) => onChange({ ...choices, ...(typed !== undefined && { text: typed }) }, 'replace')}
        />
        <Bar open={open} onToggle={() => setOpen(!open)} controls={id} className="mt-1">
          {made === 0 ? t('open') : t('openActive', { count: made })}
        </Bar>
        <div id={id} className={`lg:block noscript:block ${open ? '' : 'hidden'}`}>
          <FilterChoices found={found} filter={filter} onChange={onChange} chosen={chosen} />
          {loaded < size && <p className="px-3 pt-1 text-sm text-muted noscript:hidden">{t('loadedOnly', { loaded, size })}</p>}
          <div className="sticky bottom-0 border-t border-line bg-surface px-3 pt-3 lg:hidden noscript:hidden">
            <Button
              look="primary"
              className="w-full"
              onClick={() => {
                setOpen(false)
                onUse()
              }}
            >
              {t('use', { count: found.rows.length })}
            </Button>
          </div>
          <div className="hidden flex-wrap items-center gap-4 border-t border-line px-3 pt-3 noscript:flex">
            <Button type="submit" look="primary">
              {t('submit')}
            </Button>
            <a href={path}>{t('clear')}</a>
          </div>
        </div>
      </form>
    </search>
  )
})
