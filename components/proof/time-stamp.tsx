'use client'

import { useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { useVisitTools } from '#components/timeline/visit-context.ts'
import { Button } from '#components/ui/button.tsx'
import { FoundStamp } from './found-stamp.tsx'
import { minuteAfter, useTimeStamp } from './use-time-stamp.ts'

/** The time stamp of an entry: what the log says of it, until somebody has it checked. */
export function TimeStamp({ logIndex }: { readonly logIndex: number }) {
  const t = useTranslations('timeStamp')
  const { session } = useVisitTools()
  const { claimed, checked, check } = useTimeStamp(session, logIndex, 'claim')
  const claims = claimed && claimed.says !== 'nothing' && claimed.says !== 'unknown'
  const again = typeof checked === 'object' && checked.verdict === 'unchecked'
  return (
    <div className="mt-4 min-h-8 print:hidden">
      <div role="status" aria-label={t('title')}>
        {checked ? (
          <FoundStamp checked={checked} />
        ) : (
          claimed && (
            <p className="text-muted">
              {t.rich(`claimed.${claimed.says}`, { at: () => 'time' in claimed && <DayAndClock at={minuteAfter(claimed.time)} /> })}
            </p>
          )
        )}
      </div>
      {((claims && !checked) || again) && (
        <Button look="quiet" onClick={check}>
          {t(again ? 'again' : 'check')}
        </Button>
      )}
    </div>
  )
}
