'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { arrange } from './arrange.ts'
import { MonthSection } from './day-list.tsx'
import type { Row } from './row.ts'
import type { Visit } from './use-visit.ts'

const STEP = 50

type Props = { readonly rows: readonly Row[]; readonly size: number; readonly visit: Visit; readonly filtered: boolean }

/** The looks below their months and days; more of them when the end comes into sight, or by the button. */
export function LookList({ rows, size, visit, filtered }: Props) {
  const t = useTranslations('timeline')
  const timeZone = useTimeZone() ?? 'UTC'
  const [limit, setLimit] = useState(STEP)
  const months = useMemo(() => arrange(rows.slice(0, limit), timeZone), [rows, limit, timeZone])
  const hasMore = limit < rows.length || visit.hasEarlier
  const { loadEarlier, isLoading, hasEarlier, failed } = visit

  const showEarlier = () => {
    startTransition(() => setLimit((old) => old + STEP))
    if (limit + STEP > rows.length && hasEarlier && !isLoading) loadEarlier()
  }
  const end = useRef<HTMLDivElement>(null)
  const onSight = useRef(showEarlier)
  onSight.current = showEarlier
  const idle = hasMore && !isLoading && !failed
  useEffect(() => {
    const sentinel = end.current
    if (!sentinel || !idle) return
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (!seen?.isIntersecting) return
        onSight.current()
        observer.unobserve(sentinel)
        observer.observe(sentinel)
      },
      { rootMargin: '800px' },
    )
    observer.observe(sentinel)
    return () => observer.disconnect()
  }, [idle])

  return (
    <>
      {months.map((month) => (
        <MonthSection key={month.key} month={month} />
      ))}
      {filtered && rows.length === 0 && <p className="py-8 text-center text-muted">{t('noneOfThese')}</p>}
      <div ref={end} className="mt-8 flex flex-wrap items-center justify-center gap-4 noscript:hidden">
        {failed && <p role="status">{t('earlierFailed')}</p>}
        {hasMore && (
          <Button onClick={showEarlier} disabled={isLoading}>
            {isLoading ? t('loading') : t('showEarlier')}
          </Button>
        )}
        {rows.length > 0 && (
          <Button look="quiet" onClick={() => print()}>
            <Icon name="print" />
            {t('print')}
          </Button>
        )}
        {size > 0 && !filtered && (
          <p role="status" className="text-muted">
            {t('shownOf', { shown: Math.min(limit, rows.length), size })}
          </p>
        )}
      </div>
    </>
  )
}
