'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { activeGroups, type ChosenNames, type Filter, type Group, without } from './filter.ts'
import type { Found } from './find.ts'
import { useDayWords } from './use-day-words.ts'
import type { ChangeFilter } from './use-filter.ts'

type Props = {
  readonly filter: Filter
  readonly found: Found
  readonly chosen: ChosenNames
  readonly onChange: ChangeFilter
}

/** What is chosen, each taken away by one tap, also without scripts. */
export function Chips({ filter, found, chosen, onChange }: Props) {
  const t = useTranslations('filter')
  const words = useTranslations('event')
  const { range } = useDayWords()
  const chipOf = (group: Group): { readonly what: string; readonly value: string } => {
    if (group === 'show') return { what: t('show.title'), value: t(`show.${filter.show ?? 'all'}`) }
    if (group === 'emergency') return { what: t('emergency'), value: t('yes') }
    if (group === 'reason') return { what: t('reason.title'), value: words(`reason.${filter.reason ?? 'none'}`) }
    if (group === 'data') return { what: t('data.title'), value: words(`category.${filter.data ?? 'unclassified'}`) }
    if (group === 'days') return { what: t('days.title'), value: range(filter) ?? '' }
    if (group === 'text') return { what: t('search'), value: filter.text ?? '' }
    return { what: t(`${group}.title`), value: found.names[group].get(chosen[group] ?? '')?.text ?? t('unknown') }
  }
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2 noscript:hidden">
      <legend className="sr-only">{t('chosen')}</legend>
      {activeGroups(filter).map((group) => {
        const chip = chipOf(group)
        return (
          <button
            key={group}
            type="button"
            aria-label={t('remove', chip)}
            onClick={() => onChange(without(filter, group), group === 'text' ? 'replace' : 'push')}
            className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-full border border-edge bg-surface py-1 pr-3 pl-4 text-left hover:bg-tint"
          >
            <span className="min-w-0 truncate">{t('chip', chip)}</span>
            <Icon name="close" className="size-4 text-accent print:hidden" />
          </button>
        )
      })}
      <Button look="quiet" className="min-h-11 px-2" onClick={() => onChange({})}>
        {t('clear')}
      </Button>
    </fieldset>
  )
}
