'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { total } from '#components/timeline/find.ts'
import { Button } from '#components/ui/button.tsx'
import { type Count, highest, partsOf } from './tallies.ts'

const FEW = 8
const WIDTH = 100

type Props = {
  readonly heading: string
  readonly counts: readonly Count[]
  readonly chosen: string | undefined
  readonly onChoose: (key: string | undefined) => void
}

/** Bars that are the rows of a table: each name a button, its parts as lengths, its number as a number. */
export function CountTable({ heading, counts, chosen, onChoose }: Props) {
  const t = useTranslations('activity')
  const format = useFormatter()
  const [all, setAll] = useState(false)
  if (counts.length === 0) return <p className="text-muted">{t('nothing')}</p>
  const most = highest(counts)
  return (
    <>
      <table className="w-full table-fixed text-left">
        <caption className="sr-only">{heading}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {counts.slice(0, all ? undefined : FEW).map((count) => {
            const { key, name, automatic, unproven } = count
            return (
              <tr key={key}>
                <th scope="row" className="font-normal">
                  <button
                    type="button"
                    aria-pressed={key === chosen}
                    aria-label={t('bar', { name, count: total(count), automatic, unproven })}
                    onClick={() => onChoose(key === chosen ? undefined : key)}
                    className="block min-h-11 w-full border-l-4 border-transparent px-2 py-1 text-left hover:bg-raised aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:font-semibold forced-colors:border-[Canvas] forced-colors:aria-pressed:border-[Highlight]"
                  >
                    {name}
                    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" className="mt-0.5 h-2.5 w-full">
                      {partsOf(count, most, WIDTH - 5).map(({ part, from, length }) => (
                        <rect key={part} className={`bar-${part}`} x={from} y="0.5" width={length} height="7" />
                      ))}
                    </svg>
                  </button>
                </th>
                <td className="w-16 pr-1 text-right align-top leading-9 text-muted tabular-nums">{format.number(total(count))}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {counts.length > FEW && (
        <Button look="quiet" className="min-h-11 px-2" onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('all', { count: counts.length })}
        </Button>
      )}
    </>
  )
}
