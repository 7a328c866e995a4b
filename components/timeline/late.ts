import type { AccessEvent } from '#lib/event/access-event.ts'
import { DAY_MS } from '#lib/event/days.ts'

const MINUTE_MS = 60_000

/** Whole days between an access and its report; undefined where it was reported at once, or where the clocks say that it was reported before. */
export function daysLate(event: Pick<AccessEvent, 'accessedAt' | 'recordedAt'>): number | undefined {
  const late = Date.parse(event.recordedAt) - Date.parse(event.accessedAt)
  return late > MINUTE_MS ? Math.floor(late / DAY_MS) : undefined
}

/** Whether an access was reported so long after it happened that both times are shown. */
export function isLate({ accessedAt, recordedAt }: AccessEvent): boolean {
  return Math.abs(Date.parse(recordedAt) - Date.parse(accessedAt)) > MINUTE_MS
}
