'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { MOST_ENTRIES } from '#lib/dispute/kinds.ts'
import { type LookFilter, printLookFilter } from '#lib/event/look-filter.ts'
import type { Look } from './arrange.ts'
import { isShown } from './row.ts'

/** A question about entries of this list, in the words of the server. */
export type AskedAbout = {
  /** History indexes. */
  readonly entries: readonly number[]
  readonly said: readonly string[]
  readonly href: string
  readonly link: string
}

type Asking = {
  readonly action: string
  /** The address of the page to choose entries on. */
  readonly choose: string
  readonly visit: string
  readonly asked: readonly AskedAbout[]
}
type Known = Asking & { readonly at: ReadonlyMap<number, readonly AskedAbout[]> }

const AskingContext = createContext<Known | undefined>(undefined)

/** Tells all lines below what was asked about them, and where to ask. */
export function AskingAbout({ action, choose, visit, asked, children }: Asking & { readonly children: ReactNode }) {
  const known = useMemo(() => {
    const pairs = asked.flatMap((one) => one.entries.map((entry) => [entry, one] as const))
    const at = new Map([...Map.groupBy(pairs, ([entry]) => entry)].map(([entry, of]) => [entry, of.map(([, one]) => one)]))
    return { action, choose, visit, asked, at }
  }, [action, choose, visit, asked])
  return <AskingContext value={known}>{children}</AskingContext>
}

type Props = { readonly looks: readonly Look[] }

const rowsOf = (looks: readonly Look[]) => looks.flatMap(({ row, twin }) => (twin ? [row, twin] : [row]))

/** Begins a question about these looks. Of what does not match there is none: that is another matter. */
export function Ask({ looks }: Props) {
  const t = useTranslations('details')
  const asking = use(AskingContext)
  const rows = rowsOf(looks)
  const entries = rows.flatMap((row) => (isShown(row) && row.historyIndex !== undefined ? [row.historyIndex] : [])).slice(0, MOST_ENTRIES)
  if (!asking || entries.length === 0 || rows.some(({ mark }) => mark === 'mismatch')) return null
  return (
    <form method="post" action={asking.action} className="mt-4 print:hidden">
      <input type="hidden" name="visit" value={asking.visit} />
      <input type="hidden" name="entries" value={entries.join()} />
      <Button type="submit">{t('ask', { count: entries.length })}</Button>
    </form>
  )
}

/** The way to ask about several entries at once, of those that are picked out. */
export function ChooseLink({ filter }: { readonly filter: LookFilter }) {
  const t = useTranslations('timeline')
  const asking = use(AskingContext)
  if (!asking) return null
  const query = printLookFilter(filter)
  return (
    <p className="mb-3 print:hidden">
      <a href={query.size > 0 ? `${asking.choose}?${query}` : asking.choose} className="inline-flex min-h-11 items-center">
        {t('choose')}
      </a>
    </p>
  )
}

/** What was asked about these looks, how it stands, and what came of it. */
export function AskedNotes({ looks }: Props) {
  const at = use(AskingContext)?.at
  if (!at || at.size === 0) return null
  const asked = new Set(rowsOf(looks).flatMap(({ historyIndex }) => (historyIndex === undefined ? [] : (at.get(historyIndex) ?? []))))
  return [...asked].map(({ href, link, said }) => (
    <p key={href} className="mt-1 text-[0.9375rem]">
      {said.join(' · ')} ·{' '}
      <a href={href} className="relative z-10 font-semibold print:text-ink">
        {link}
      </a>
    </p>
  ))
}
