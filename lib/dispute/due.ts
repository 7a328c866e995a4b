import { DAY_MS } from '#lib/event/days.ts'

/** How a deadline stands: `days` that it is over, at least 1, or whole days that are left after today's. */
export type Due = { readonly is: 'overdue' | 'today' | 'in'; readonly days: number }

/** `dueAt` is the instant at which the last day in time is over. */
export function dueNow(dueAt: Date, now: Date): Due {
  const left = dueAt.getTime() - now.getTime()
  if (left <= 0) return { is: 'overdue', days: Math.floor(-left / DAY_MS) + 1 }
  const days = Math.ceil(left / DAY_MS) - 1
  return days === 0 ? { is: 'today', days } : { is: 'in', days }
}
