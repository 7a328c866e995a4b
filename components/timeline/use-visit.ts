'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { historyPages, LARGEST_PAGE, PAGE, sessionTimeLeft } from '#lib/queries.ts'
import { openSession } from '#lib/verify/session.ts'
import type { HistorySession, Progress, Report, SessionOptions } from '#lib/verify/types.ts'
import { entryRow, type Mark, pendingRow, type Row, type ShownRow, worse } from './row.ts'

/** What the worker found so far; `rows` is undefined until its first page came. */
export type Visit = {
  readonly session: HistorySession | undefined
  readonly report: Report | undefined
  readonly rows: readonly Row[] | undefined
  readonly pending: readonly ShownRow[]
  /** How many others wait that cannot be read. */
  readonly unreadable: number
  readonly hasEarlier: boolean
  readonly isLoading: boolean
  /** The last request for earlier entries got no answer. */
  readonly failed: boolean
  /** All entries are being fetched: a small history without being asked, a long one when somebody wants to know. */
  readonly completing: boolean
  readonly loadEarlier: () => void
  readonly loadAll: () => void
  readonly again: () => void
}

let visits = 0
const nothing = () => undefined

/** A visit of this page: one worker, closed with the page, and everything that it has loaded and checked. */
export function useVisit(options: SessionOptions): Visit {
  const [visit, setVisit] = useState<{ readonly id: number; readonly session: HistorySession }>()
  const [everything, setEverything] = useState(false)
  const again = useCallback(() => {
    visits += 1
    setVisit({ id: visits, session: openSession(options) })
  }, [options])
  useEffect(again, [again])
  useEffect(() => () => visit?.session.close(), [visit])

  const session = visit?.session
  const query = historyPages(visit?.id ?? 0, session, everything ? LARGEST_PAGE : PAGE)
  const { data, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(query)
  // What changes every line of the list is rendered in pieces, so that a tap in between is answered.
  const report = useDeferredValue(useTold(session, (told) => told.report()))
  const pages = useDeferredValue(data?.pages)

  const failed = pages !== undefined && pages.length > 1 && pages.at(-1)?.verdict === 'unchecked'
  const small = pages?.[0] !== undefined && pages[0].size <= LARGEST_PAGE
  useEffect(() => {
    if (small) setEverything(true)
  }, [small])
  const unanswered = pages?.filter(({ verdict }) => verdict === 'unchecked').length ?? 0
  const queries = useQueryClient()
  useEffect(() => {
    // It may be because nobody is logged in any more: then the page is left.
    if (unanswered > 0) void queries.invalidateQueries({ queryKey: sessionTimeLeft.queryKey })
  }, [unanswered, queries])
  const completing = hasNextPage && !failed && (everything || small)
  useEffect(() => {
    if (completing && !isFetching) void fetchNextPage()
  }, [completing, isFetching, fetchNextPage])

  const found: Mark = report === undefined || report.verdict === 'checking' ? 'unverified' : report.verdict
  const rows = useMemo(
    () => pages?.flatMap((page) => page.entries.map((entry) => entryRow(entry, worse(entry.verdict, found)))),
    [pages, found],
  )
  const pending = useMemo(() => pages?.flatMap((page) => page.pending.map(pendingRow)) ?? [], [pages])

  return {
    session,
    report,
    rows,
    pending,
    unreadable: pages?.[0]?.unreadable ?? 0,
    hasEarlier: hasNextPage,
    isLoading: isFetching,
    failed,
    completing,
    loadEarlier: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    loadAll: useCallback(() => {
      setEverything(true)
      // A page that is on its way already is not asked for again: the rest follows it.
      if (!isFetching) void fetchNextPage()
    }, [fetchNextPage, isFetching]),
    again,
  }
}

/** How far the worker is, for what shows it: it changes many times in a visit, and nothing else is rendered for it. */
export const useProgress = (session: HistorySession | undefined): Progress | undefined => useTold(session, (told) => told.progress())

function useTold<T>(session: HistorySession | undefined, read: (session: HistorySession) => T): T | undefined {
  const subscribe = useCallback((listener: () => void) => session?.subscribe(listener) ?? nothing, [session])
  return useSyncExternalStore(subscribe, () => session && read(session), nothing)
}
