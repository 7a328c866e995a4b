'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { memo, useEffect, useMemo, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { arrange } from './arrange.ts'
import type { DayBlock } from './day-list.tsx'
import { DayWindow } from './day-window.tsx'
import type { Row } from './row.ts'
import type { Visit } from './use-visit.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly size: number
  readonly filtered: boolean
} & Pick<Visit, 'loadEarlier' | 'isLoading' | 'hasEarlier' | 'failed'>

/** The looks below their months and days; earlier ones are fetched when the end comes into sight, or by the button. */
export const LookList = memo(function LookList({ rows, size, filtered, loadEarlier, isLoading, hasEarlier, failed }: Props) {
  const t = useTranslations('timeline')
  const timeZone = useTimeZone() ?? 'UTC'
  const blocks = useMemo(
    () =>
      arrange(rows, timeZone).flatMap(({ date, days }, month) =>
        days.map((day, at): DayBlock => ({ key: day.key, day, first: month === 0, ...(at === 0 && { starts: date }) })),
      ),
    [rows, timeZone],
  )
  const end = useRef<HTMLDivElement>(null)
  const idle = hasEarlier && !isLoading && !failed && !filtered
  useEffect(() => {
    const sentinel = end.current
    if (!sentinel || !idle) return
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting && loadEarlier(), { rootMargin: '800px' })
    observer.observe(sentinel)
    return () => observer.disconnect()
  }, [idle, loadEarlier])

  return (
    <>
      <DayWindow blocks={blocks} />
      <div ref={end} className="mt-8 flex flex-wrap items-center justify-center gap-4 noscript:hidden">
        {failed && !filtered && <p role="status">{t('earlierFailed')}</p>}
        {hasEarlier && !filtered && (
          <Button onClick={loadEarlier} disabled={isLoading}>
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
            {t('shownOf', { shown: rows.length, size })}
          </p>
        )}
      </div>
    </>
  )
})
