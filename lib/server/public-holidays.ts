import Holidays from 'date-holidays'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { dayIn } from '#lib/dispute/calendar.ts'
import { DAY_MS } from '#lib/event/days.ts'

export type Place = { readonly country: string; readonly timeZone: string }

/** A day of which the operator says whether it is worked. `day` is such as `2026-12-24`. */
export type Exception = { readonly day: string; readonly working: boolean; readonly name: string }

const HOUR_MS = 3_600_000
const SATURDAY = 6
const SUNDAY = 0

/**
 * The working days of a country, which are all but Saturdays, Sundays and public holidays (Regulation (EEC, Euratom) 1182/71, Article 2), with
 * the operator's exceptions. The holidays of its regions are not among them.
 */
export function workingDays({ country, timeZone }: Place, exceptions: readonly Exception[]): Calendar {
  const registered = new Map(exceptions.map(({ day, working }) => [day, working]))
  const years = new Map<string, ReadonlyMap<string, string>>()
  const isHoliday = (day: string) => {
    const year = day.slice(0, 4)
    const known = years.get(year) ?? publicHolidays({ country, timeZone }, Number(year))
    years.set(year, known)
    return known.has(day)
  }
  const isWorkingDay = (day: string) => registered.get(day) ?? (![SATURDAY, SUNDAY].includes(new Date(day).getUTCDay()) && !isHoliday(day))
  return { timeZone, isWorkingDay }
}

/** The public holidays of a year with their names in the country's language; half a day off is none. By date-holidays (data: CC BY 3.0). */
export function publicHolidays({ country, timeZone }: Place, year: number): ReadonlyMap<string, string> {
  const source = new Holidays(country, { timezone: timeZone, types: ['public'] })
  const days = new Map<string, string>()
  // One that lasts over the year's end belongs to the year in which it begins.
  for (const { start, end, name } of [year - 1, year].flatMap((one) => source.getHolidays(one))) {
    const length = Math.floor((end.getTime() - start.getTime() + HOUR_MS) / DAY_MS) // with an hour for daylight-saving time
    for (let i = 0; i < length; i++) {
      // Half a day on: where holidays begin in the evening, the day that follows is meant.
      const day = dayIn(new Date(start.getTime() + (i + 0.5) * DAY_MS), timeZone)
      if (day.startsWith(`${year}-`)) days.set(day, name)
    }
  }
  return new Map([...days].toSorted())
}
