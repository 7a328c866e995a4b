import { DAY_MS, utcDay } from '#lib/event/days.ts'

/** Where a young log would be drawn as one point. */
const SHORTEST_DAYS = 90

/** A stretch of time that is drawn from 0 to 1000. */
export type TimeScale = { readonly from: string; readonly to: string; readonly years: readonly number[] }

type Dated = { readonly since: string | undefined }

/** From the first access of any record system, or the first day that is looked at, until now; the starts of years between. */
export function timeScale(systems: readonly Dated[], { from, at }: { readonly from: string; readonly at: string }): TimeScale {
  const to = at.slice(0, 10)
  const first = systems.flatMap(({ since }) => since ?? []).sort()[0] ?? to
  const shortest = utcDay(Date.parse(to) - SHORTEST_DAYS * DAY_MS)
  const start = [from, [first, shortest].sort()[0] ?? first].sort()[1] ?? from
  const [low, high] = [Number(start.slice(0, 4)) + 1, Number(to.slice(0, 4))]
  return { from: start, to, years: Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i) }
}

/** Where the start of a day is drawn; days outside are at the edge. */
export function position({ from, to }: TimeScale, day: string): number {
  const [start, end] = [Date.parse(from), Date.parse(to) + DAY_MS]
  return Math.round(Math.min(1, Math.max(0, (Date.parse(day) - start) / (end - start))) * 1000)
}

/** Where the end of a day is drawn. */
export function positionAfter(scale: TimeScale, day: string): number {
  return position(scale, utcDay(Date.parse(day) + DAY_MS))
}
