import type { AccessEvent } from '#lib/event/access-event.ts'

const MINUTE_MS = 60_000

/** Whether an access was reported so long after it happened that both times are shown. */
export function isLate({ accessedAt, recordedAt }: AccessEvent): boolean {
  return Math.abs(Date.parse(recordedAt) - Date.parse(accessedAt)) > MINUTE_MS
}
