'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { dayWords } from '#components/public/day.tsx'
import { daysOfMonth } from '#lib/event/days.ts'

type Words = { readonly month: 'long' | 'narrow'; readonly year?: 'numeric' }
type Days = { readonly from?: string; readonly to?: string }

/** Days and months in words. They are days of a calendar, of no time zone: noon in UTC is that day everywhere that dates are formatted. */
export function useDayWords() {
  const t = useTranslations('filter.days')
  const format = useFormatter()
  return useMemo(() => {
    const words = (day: string, how: Words) => format.dateTime(new Date(`${day}T12:00:00Z`), { ...how, timeZone: 'UTC' })
    const day = (of: string) => dayWords(format, of)
    const month = (of: string) => words(`${of}-15`, { month: 'long', year: 'numeric' })
    const initial = (of: string) => words(`${of}-15`, { month: 'narrow' })
    const range = ({ from, to }: Days): string | undefined => {
      const whole = from?.slice(0, 7)
      if (whole !== undefined && from === daysOfMonth(whole).from && to === daysOfMonth(whole).to) return month(whole)
      if (from !== undefined && to !== undefined) return from === to ? day(from) : t('range', { from: day(from), to: day(to) })
      if (from !== undefined) return t('since', { from: day(from) })
      return to === undefined ? undefined : t('until', { to: day(to) })
    }
    return { day, month, initial, range }
  }, [format, t])
}
