/** A day of UTC, in milliseconds. */
export const DAY_MS = 86_400_000

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The day of an instant in a time zone, as `2026-08-06`. @throws {RangeError} for a zone or an instant that is none. */
export function dayOf(instant: string, timeZone: string): string {
  const known = calendars.get(timeZone)
  const calendar = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  if (!known) calendars.set(timeZone, calendar)
  return calendar.format(Date.parse(instant))
}

/** The day of UTC in which an instant is, which is given in milliseconds. */
export function utcDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** True for a day of the calendar in that form. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The first and the last day of a month, which is written `2026-08`. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return { from: `${month}-01`, to: utcDay(Date.UTC(year, number, 0)) }
}

/** All months from one to another, both included. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const ordinal = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  const start = ordinal(first)
  return Array.from({ length: Math.max(0, ordinal(last) - start + 1) }, (_, i) => {
    const month = start + i
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
