import { DAY_MS, utcDay } from '#lib/event/days.ts'

/** A log of a day is drawn as the right end of two weeks. */
const SHORTEST_DAYS = 14

export type DaySize = { readonly day: string; readonly size: number }
export type GrowthScale = { readonly from: string; readonly days: number; readonly top: number }

const number = (day: string) => Date.parse(day) / DAY_MS

/** The days that are drawn, until `today`, and a round number of entries that none exceeds. */
export function scaleOf(growth: readonly DaySize[], today: string): GrowthScale {
  const first = growth[0]?.day ?? today
  const days = Math.max(SHORTEST_DAYS, number(today) - number(first) + 1)
  return { from: utcDay((number(today) - days + 1) * DAY_MS), days, top: roundUp(growth.at(-1)?.size ?? 1) }
}

/** The outline of the growth in a box: level through a day without growth, and on to the end of today. */
export function area(
  growth: readonly DaySize[],
  { from, days, top }: GrowthScale,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly fill: string; readonly line: string } {
  const x = (day: number) => Math.round(((day - number(from)) / days) * width)
  const y = (size: number) => Math.round(height - (size / top) * height)
  const start = `M${x(number(growth[0]?.day ?? from))} ${height}`
  const line = `${start}${growth.map(({ day, size }) => `H${x(number(day))}V${y(size)}`).join('')}H${width}`
  return { line, fill: `${line}V${height}Z` }
}

/** The last size of each month, newest first. */
export function monthly(growth: readonly DaySize[]): readonly DaySize[] {
  return [...new Map(growth.map((entry) => [entry.day.slice(0, 7), entry])).values()].reverse()
}

function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, 1)))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= size) ?? 10) * power
}
