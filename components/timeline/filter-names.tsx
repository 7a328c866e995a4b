'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { BOX } from '#components/ui/field.tsx'
import type { NameKind } from './filter.ts'
import { FilterGroup } from './filter-group.tsx'
import { FilterOption } from './filter-option.tsx'
import { type NameOption, type Tally, total } from './find.ts'
import { fold, wordsOf } from './fold.ts'

const MOST = 30
const FEW = 8

type Props = {
  readonly kind: NameKind
  readonly options: ReadonlyMap<string, NameOption>
  readonly counts: ReadonlyMap<string, Tally>
  /** The key of the chosen one. */
  readonly chosen: string | undefined
  readonly isChosen: boolean
  readonly onChoose: (at: number | undefined) => void
}

/** One of many names, the most frequent first; where there are many, a field finds them. */
export function FilterNames({ kind, options, counts, chosen, isChosen, onChoose }: Props) {
  const t = useTranslations('filter')
  const role = useTranslations('event.role')
  const [typed, setTyped] = useState('')
  const id = useId()
  const all = [...options.values()]
    .map((option) => ({ option, count: countOf(counts.get(option.key)) }))
    .filter(({ option, count }) => count > 0 || option.key === chosen)
    .sort((a, b) => b.count - a.count || (a.option.text < b.option.text ? -1 : 1))
  const words = wordsOf(typed)
  const fitting = all.filter(({ option }) => words.every((word) => fold(option.text).includes(word)))
  const current = chosen === undefined ? undefined : options.get(chosen)
  if (all.length === 0 && !isChosen) return null
  return (
    <FilterGroup title={t(`${kind}.title`)} chosen={isChosen ? (current?.text ?? t('unknown')) : undefined} className="noscript:hidden">
      {all.length > FEW && (
        <label className="mb-1 block px-3">
          <span className="sr-only">{t(`${kind}.find`)}</span>
          <input
            type="search"
            autoComplete="off"
            spellCheck="false"
            placeholder={t(`${kind}.find`)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className={BOX}
          />
        </label>
      )}
      <div className="max-h-80 overflow-y-auto">
        {words.length === 0 && (
          <FilterOption name={id} value="" label={t(`${kind}.any`)} checked={!isChosen} onChoose={() => onChoose(undefined)} />
        )}
        {fitting.slice(0, MOST).map(({ option, count }) => (
          <FilterOption
            key={option.key}
            name={id}
            value={String(option.at)}
            label={option.text}
            about={
              option.who &&
              t('roleAt', { role: option.who.roleText ?? role(option.who.role, { form: 'other' }), organisation: option.who.organisation })
            }
            count={count}
            checked={option.key === chosen}
            onChoose={() => onChoose(option.at)}
          />
        ))}
      </div>
      <p role="status" className="px-3 text-sm text-muted">
        {fitting.length > MOST && t('more', { count: fitting.length - MOST })}
        {words.length > 0 && fitting.length === 0 && t('none')}
      </p>
    </FilterGroup>
  )
}

const countOf = (tally: Tally | undefined) => (tally ? total(tally) : 0)
