'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { FILTERS, type Filter, matches } from './filter.ts'
import type { Row } from './row.ts'

type Props = { readonly rows: readonly Row[]; readonly size: number; readonly filter: Filter; readonly onChange: (filter: Filter) => void }

/** Beside the list where there is room, one line above it where there is none. */
export function FilterBar({ rows, size, filter, onChange }: Props) {
  const t = useTranslations('filter')
  const format = useFormatter()
  const [open, setOpen] = useState(false)
  const id = useId()
  const hydrated = useHydrated()
  const counts = FILTERS.map((name) => ({ name, count: rows.filter((row) => matches(row, name)).length }))
  const current = counts.find(({ name }) => name === filter)?.count ?? 0
  return (
    <div className="rounded-2xl border border-line bg-surface noscript:hidden print:hidden">
      <button
        type="button"
        disabled={!hydrated}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center justify-between gap-3 px-4 py-2 text-left lg:hidden"
      >
        <span>
          <span className="text-muted">{t('show')}</span> <b>{t(filter)}</b> <span className="tabular-nums">{format.number(current)}</span>
        </span>
        <Icon name="chevron" className={`size-6 text-accent ${open ? 'rotate-180' : ''}`} />
      </button>
      <fieldset id={id} disabled={!hydrated} className={`min-w-0 px-2 pb-2 lg:block lg:pt-4 ${open ? 'block' : 'hidden'}`}>
        <legend className="sr-only lg:not-sr-only lg:float-left lg:px-3 lg:pb-2 lg:font-bold">{t('title')}</legend>
        {counts.map(({ name, count }) =>
          count > 0 || name === 'all' || name === filter ? (
            <label
              key={name}
              className="clear-both flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 has-checked:bg-tint has-checked:font-semibold"
            >
              <input
                type="radio"
                name={id}
                checked={filter === name}
                onChange={() => onChange(name)}
                className="size-4 accent-(--accent)"
              />
              <span className="flex-1">{t(name)}</span>
              <span className="text-muted tabular-nums">{format.number(count)}</span>
            </label>
          ) : null,
        )}
        {rows.length < size && <p className="px-3 pt-1 text-sm text-muted">{t('loadedOnly', { loaded: rows.length, size })}</p>}
      </fieldset>
    </div>
  )
}
