'use client'

import { useCallback, useEffect, useState } from 'react'
import type { CheckedStamp, ClaimedStamp, HistorySession } from '#lib/verify/types.ts'

type Stamp = {
  /** What the log says; undefined while it is asked. */
  readonly claimed: ClaimedStamp | undefined
  readonly checked: CheckedStamp | 'checking' | undefined
  readonly check: () => void
}

/** The time stamp of one entry: what is `wanted` of it at once, and the check when somebody asks. */
export function useTimeStamp(session: HistorySession | undefined, logIndex: number, wanted: 'claim' | 'check'): Stamp {
  const [claimed, setClaimed] = useState<ClaimedStamp>()
  const [checked, setChecked] = useState<Stamp['checked']>()
  const check = useCallback(() => {
    setChecked('checking')
    session?.checkTimeStamp(logIndex).then(
      (found) => setChecked(found ?? { verdict: 'unchecked' }),
      () => {}, // the visit was closed
    )
  }, [session, logIndex])
  useEffect(() => {
    let here = true
    if (wanted === 'check') check()
    if (wanted === 'claim')
      void session?.timeStampOf(logIndex).then(
        (found) => here && setClaimed(found),
        () => {},
      )
    return () => {
      here = false
    }
  }, [session, logIndex, wanted, check])
  return { claimed, checked, check }
}

/** Milliseconds of the whole minute by which it existed: clocks on the page show no seconds, and must not show too early a time. */
export function minuteAfter(seconds: number): number {
  return Math.ceil(seconds / 60) * 60_000
}
