'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { visible } from '#lib/event/visible.ts'
import { categories, reasons, sentence, type Who } from '#lib/event/words.ts'
import { fold } from './fold.ts'
import { isShown, type Row, type ShownRow } from './row.ts'

/** What a row says, in the words of the page and folded, for the search; each row and each word of it once. */
export function useSaid(): (row: Row) => string {
  const t = useTranslations('event')
  return useMemo(() => {
    const folded = new Map<string, string>()
    const said = (key: string, make: () => string) => {
      const before = folded.get(key)
      if (before !== undefined) return before
      const now = fold(make())
      folded.set(key, now)
      return now
    }
    const raw = (text: string | undefined) => (text === undefined ? '' : said(`=${text}`, () => visible(text)))
    const role = (key: Who['role']) =>
      said(`role ${key}`, () => `${t(`role.${key}`, { form: 'other' })} ${t(`role.${key}`, { form: 'alone' })}`)
    const who = (of: Who | undefined) => (of ? [raw(of.name), raw(of.organisation), raw(of.unit), raw(of.roleText), role(of.role)] : [])
    const words = ({ event }: ShownRow) => {
      const { who: actor, onBehalfOf, reference } = sentence(event)
      const given = reasons(event)
      return [
        ...who(actor),
        ...who(onBehalfOf),
        ...given.map((reason) =>
          reason.key === 'other' ? raw(reason.text) : said(`reason ${reason.key}`, () => t(`reason.${reason.key}`)),
        ),
        ...(given.length === 0 ? [said('reason none', () => t('reason.none'))] : []),
        ...categories(event).map((category) => said(`category ${category}`, () => t(`category.${category}`))),
        ...event.data.map(({ title }) => raw(title)),
        raw(reference),
        raw(event.application?.name),
        raw(event.origin.name),
        raw(event.sourceText),
      ].join('\n')
    }
    const ofEvent = new WeakMap<object, string>()
    return (row: Row) => {
      if (!isShown(row)) return ''
      const before = ofEvent.get(row.event)
      if (before !== undefined) return before
      const now = words(row)
      ofEvent.set(row.event, now)
      return now
    }
  }, [t])
}
