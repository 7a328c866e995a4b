'use client'

import { useLocale, useMessages, useTimeZone } from 'next-intl'
import { useMemo } from 'react'
import { type Messages, Texts } from '#components/verifier/texts.ts'
import { Dates } from './dates.ts'

/** The page's texts for what is no page: files and paper. */
export function useWords(): { readonly texts: Texts; readonly dates: Dates } {
  const locale = useLocale()
  const messages = useMessages()
  const timeZone = useTimeZone() ?? 'UTC'
  return useMemo(
    () => ({ texts: new Texts(locale, messages as Messages), dates: new Dates(locale, timeZone) }),
    [locale, messages, timeZone],
  )
}
