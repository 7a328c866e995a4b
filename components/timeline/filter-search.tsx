'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { BOX } from '#components/ui/field.tsx'
import { SCRIPTS_ONLY } from '#components/ui/scripts-only.ts'

type Props = {
  readonly text: string
  /** The list is so long that not all of it is in the page at once. */
  readonly long: boolean
  readonly onChange: (text: string | undefined) => void
}

/** Free text. It has no name, so that no form sends it. */
export function FilterSearch({ text, long, onChange }: Props) {
  const t = useTranslations('filter')
  const id = useId()
  return (
    <div className="px-3 noscript:hidden">
      <label htmlFor={id} className="font-semibold">
        {t('search')}
      </label>
      <input
        {...SCRIPTS_ONLY}
        id={id}
        type="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck="false"
        enterKeyHint="search"
        maxLength={200}
        placeholder={t('searchHint')}
        aria-describedby={`${id}-private`}
        value={text}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        className={`mt-1 text-ellipsis ${BOX}`}
      />
      {long && <p className="mt-1 text-sm text-muted">{t('searchLong')}</p>}
      <p id={`${id}-private`} className="sr-only">
        {t('searchPrivate')}
      </p>
    </div>
  )
}
