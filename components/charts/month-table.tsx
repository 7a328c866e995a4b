'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDayWords } from '#components/timeline/use-day-words.ts'
import type { Count } from './tallies.ts'

/** The same as the columns, to be read. */
export function MonthTable({ counts }: { readonly counts: readonly Count[] }) {
  const t = useTranslations('activity')
  const format = useFormatter()
  const { month } = useDayWords()
  const [open, setOpen] = useState(false)
  return (
    <details className="mt-1 text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-8 w-fit font-semibold text-accent">{t('table')}</summary>
      {open && (
        <table className="mt-1 w-full text-left tabular-nums">
          <thead>
            <tr>
              {(['months', 'people', 'automatic', 'unproven'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 pr-2 font-semibold">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.toReversed().map(({ key, people, automatic, unproven }) => (
              <tr key={key} className="border-t border-line">
                <th scope="row" className="py-1 pr-2 font-normal">
                  {month(key)}
                </th>
                <td>{format.number(people)}</td>
                <td>{format.number(automatic)}</td>
                <td>{format.number(unproven)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
