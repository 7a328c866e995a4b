import { DAY_MS, utcDay } from '../days.ts'

const HOUR = 3_600_000

/** Clock times of Tallinn, counted back from the day before `until`: every time that is made here lies before it. */
export type Calendar = {
  /** `day('14:30:05', 3)`: that time, three days before. With its offset from UTC, such as `2026-08-06T14:30:05+03:00`. */
  readonly day: (daysAgo: number, time: string) => string
  /** The same, moved back to a day from Monday to Friday. */
  readonly workday: (daysAgo: number, time: string) => string
  /** The hour that came twice when summer time last ended: before and after the clock was put back. */
  readonly doubledHour: (time: string) => readonly [before: string, after: string]
}

export function calendar(until: Date): Calendar {
  const yesterday = Math.floor((until.getTime() + offsetAt(until.getTime())) / DAY_MS) * DAY_MS - DAY_MS
  const local = (midnight: number, time: string) => withOffset(midnight + clockOf(time))
  const dayBefore = (daysAgo: number) => yesterday - daysAgo * DAY_MS
  return {
    day: (daysAgo, time) => local(dayBefore(daysAgo), time),
    workday(daysAgo, time) {
      const day = dayBefore(daysAgo)
      const weekday = new Date(day).getUTCDay()
      return local(day - (weekday === 6 ? DAY_MS : weekday === 0 ? 2 * DAY_MS : 0), time)
    },
    doubledHour(time) {
      const year = new Date(yesterday).getUTCFullYear()
      const end = summerEnd(year) < yesterday - DAY_MS ? summerEnd(year) : summerEnd(year - 1)
      const day = utcDay(end)
      return [`${day}T${time}+03:00`, `${day}T${time}+02:00`]
    },
  }
}

/** The instant `ms` later, with the offset that Tallinn has then. */
export function later(iso: string, ms: number): string {
  const instant = Date.parse(iso) + ms
  return print(instant, offsetAt(instant))
}

// `local` is a clock time read as if it were UTC; in the doubled hour it is taken as winter time.
function withOffset(local: number): string {
  const summer = local - 3 * HOUR
  const offset = offsetAt(summer) === 3 * HOUR ? 3 * HOUR : 2 * HOUR
  return print(local - offset, offset)
}

function print(instant: number, offset: number): string {
  return `${new Date(instant + offset).toISOString().slice(0, 19)}+0${offset / HOUR}:00`
}

// European summer time: from 01:00 UTC on the last Sunday of March until 01:00 UTC on the last Sunday of October.
function offsetAt(instant: number): number {
  const year = new Date(instant).getUTCFullYear()
  return instant >= lastSunday(year, 2) && instant < summerEnd(year) ? 3 * HOUR : 2 * HOUR
}

const summerEnd = (year: number) => lastSunday(year, 9)

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, last.getUTCDate() - last.getUTCDay(), 1)
}

function clockOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}
