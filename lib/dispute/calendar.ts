import { DAY_MS, dayOf, utcDay } from '#lib/event/days.ts'

/** The days of a health system. A day is written `2026-12-24` and is one of its time zone; a working day is none of its public holidays, no Saturday and no Sunday. */
export type Calendar = { readonly timeZone: string; readonly isWorkingDay: (day: string) => boolean }

const LONGEST_TIME_OFF = 366

/** The day that comes `n` days after this one; before it if `n` is negative. */
export function addDays(day: string, n: number): string {
  return utcDay(Date.parse(day) + n * DAY_MS)
}

/** How many days later `to` is than `from`; negative if it is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/**
 * The `n`-th working day after this day, which is not counted itself (Regulation (EEC, Euratom) 1182/71, Article 3(1)); with 0, this day.
 *
 * @throws {RangeError} if `n` is no natural number, or in a calendar without working days.
 */
export function addWorkingDays(day: string, n: number, calendar: Calendar): string {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`${n} is no number of working days.`)
  let last = day
  for (let i = 0; i < n; i++) last = workingDayOnOrAfter(addDays(last, 1), calendar)
  return last
}

/**
 * This day, or the first working day after it: the same Regulation, Article 3(4).
 *
 * @throws {RangeError} if there is none within a year.
 */
export function workingDayOnOrAfter(day: string, calendar: Calendar): string {
  for (let i = 0; i <= LONGEST_TIME_OFF; i++) {
    const candidate = addDays(day, i)
    if (calendar.isWorkingDay(candidate)) return candidate
  }
  throw new RangeError(`No day of the year after ${day} is a working day.`)
}

/** The same date `n` months later, or the last day of that month where it has no such date: the same Regulation, Article 3(2)(c). */
export function addMonth(day: string, n: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const length = new Date(Date.UTC(year, month + n, 0)).getUTCDate()
  return utcDay(Date.UTC(year, month - 1 + n, Math.min(date, length)))
}

/** The day on which an instant is in a time zone. @throws {RangeError} for a zone or an instant that is none. */
export function dayIn(at: Date, timeZone: string): string {
  return dayOf(at.toISOString(), timeZone)
}

/** The instant at which the day is over and the next begins; what happens then is no longer in time. @throws {RangeError} for a zone that is none. */
export function endOfDay(day: string, timeZone: string): Date {
  let before = Date.parse(day) - DAY_MS
  let after = Date.parse(day) + 3 * DAY_MS
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayIn(new Date(middle), timeZone) > day) after = middle
    else before = middle
  }
  return new Date(after)
}
