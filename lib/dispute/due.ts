import { dayIn, daysBetween } from './calendar.ts'

/** How a deadline stands: `days` that it is over, at least 1, or whole days that are left after today's. */
type Due = { readonly is: 'overdue' | 'today' | 'in'; readonly days: number }

/** By days of a time zone; `dueAt` is the instant at which the last day in time is over. */
export function dueNow(dueAt: Date, now: Date, timeZone: string): Due {
  const left = daysBetween(dayIn(now, timeZone), dayIn(new Date(dueAt.getTime() - 1), timeZone))
  if (left < 0) return { is: 'overdue', days: -left }
  return left === 0 ? { is: 'today', days: 0 } : { is: 'in', days: left }
}
