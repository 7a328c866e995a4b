import type { Pool } from '#lib/db/pool.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { env } from '#lib/env.ts'
import { utcDay } from '#lib/event/days.ts'
import { database } from './database.ts'
import { type Exception, type Place, workingDays } from './public-holidays.ts'

const KEPT_MS = 5 * 60_000

/**
 * Gives the calendar of a place with the exceptions that `read` finds, which are read anew after five minutes.
 *
 * @throws what `read` throws; it is then asked again at the next call.
 */
export function keptCalendar(
  place: Place,
  read: () => Promise<readonly Exception[]>,
  now: () => number = Date.now,
): () => Promise<Calendar> {
  let kept: { readonly until: number; readonly calendar: Promise<Calendar> } | undefined
  return () => {
    if (kept && now() < kept.until) return kept.calendar
    const calendar = read().then((exceptions) => workingDays(place, exceptions))
    const mine = { until: now() + KEPT_MS, calendar }
    kept = mine
    calendar.catch(() => {
      if (kept === mine) kept = undefined
    })
    return calendar
  }
}

let ofWeb: (() => Promise<Calendar>) | undefined

/** The health system's calendar, for the web process. It says nothing of anybody, so it asks nobody who they are. */
export function calendar(): Promise<Calendar> {
  if (!ofWeb) {
    const { HOLIDAY_COUNTRY: country, TIME_ZONE: timeZone } = env('web')
    ofWeb = keptCalendar({ country, timeZone }, async () => {
      const rows = await database().holiday.findMany()
      return rows.map((row) => ({ ...row, day: utcDay(row.day.getTime()) }))
    })
  }
  return ofWeb()
}

/** The exceptions that are registered, in their order, for processes with a pool: the worker and the operator's command. */
export async function readExceptions(pool: Pool): Promise<readonly Exception[]> {
  const { rows } = await pool.query<Exception>('SELECT day::text, working, name FROM holiday ORDER BY day')
  return rows
}
