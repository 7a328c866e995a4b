/** Quiet hours by the wall clock of `zone`: from `from` until before `until`, minutes after midnight, past midnight where `until` is earlier. */
export type QuietHours = { readonly from: number; readonly until: number; readonly zone: string }

const MINUTE_MS = 60_000
/** A quiet time lasts less than a day by the clock, and an hour more in the night when the clock is put back. */
const LONGEST = 26 * 60

/** The first moment from `now` on that is not quiet: `now` itself outside the quiet hours. */
export function endOfQuiet(now: Date, { from, until, zone }: QuietHours): Date {
  if (from === until) return now
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const isQuiet = (at: Date) => {
    const [hours = 0, minutes = 0] = clock.format(at).split(':').map(Number)
    const minute = hours * 60 + minutes
    return from < until ? from <= minute && minute < until : from <= minute || minute < until
  }
  if (!isQuiet(now)) return now
  // Minute by minute, so that hours which the clock skips or repeats need no rule of their own.
  const start = Math.floor(now.getTime() / MINUTE_MS)
  for (let minute = 1; minute <= LONGEST; minute++) {
    const at = new Date((start + minute) * MINUTE_MS)
    if (!isQuiet(at)) return at
  }
  return now
}
