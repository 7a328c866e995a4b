'use client'

import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Row } from '#components/timeline/row.ts'
import { Card } from '#components/ui/card.tsx'
import { Bars } from './bars.tsx'
import { countByMonth } from './by-month.ts'

/** How often somebody looked, month by month: a picture, and the table that says the same. */
export function Activity({ rows, size }: { readonly rows: readonly Row[]; readonly size: number }) {
  const t = useTranslations('activity')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const months = useMemo(() => countByMonth(rows, timeZone), [rows, timeZone])
  const name = (date: Date) => format.dateTime(date, { month: 'long', year: 'numeric' })
  if (months.length < 2) return null
  return (
    <Card title={t('title')} className="hidden lg:block print:hidden">
      <Bars months={months} label={t('label', { months: months.length })} />
      <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-muted">
        {(['people', 'automatic'] as const).map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 10 10" className="size-3">
              <rect width="10" height="10" rx="2" className={`bar-${kind}`} />
            </svg>
            {t(kind)}
          </span>
        ))}
      </p>
      {rows.length < size && <p className="mt-1 text-sm text-muted">{t('loadedOnly', { loaded: rows.length, size })}</p>}
      <details className="mt-2 text-sm">
        <summary className="min-h-8 font-semibold text-accent">{t('table')}</summary>
        <table className="mt-1 w-full text-left tabular-nums">
          <thead>
            <tr>
              {(['month', 'people', 'automatic'] as const).map((column) => (
                <th key={column} scope="col" className="py-1 font-semibold">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map(({ key, date, people, automatic }) => (
              <tr key={key} className="border-t border-line">
                <th scope="row" className="py-1 font-normal">
                  {name(date)}
                </th>
                <td>{people}</td>
                <td>{automatic}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  )
}
