import { isShown, type Row } from '#components/timeline/row.ts'

export type MonthCount = { readonly key: string; readonly date: Date; readonly people: number; readonly automatic: number }

const LONGEST = 24

/** Looks by month, oldest first, months without any included; at most the last two years. */
export function countByMonth(rows: readonly Row[], timeZone: string): readonly MonthCount[] {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' })
  const looks = rows.filter(isShown).filter(({ event }) => event.kind === 'access')
  const byMonth = Map.groupBy(looks, ({ event }) => calendar.format(Date.parse(event.accessedAt)))
  const keys = [...byMonth.keys()].sort()
  const [first, last] = [keys[0], keys.at(-1)]
  if (first === undefined || last === undefined) return []
  return monthsBetween(first, last).map((key) => {
    const looksOfMonth = byMonth.get(key) ?? []
    const automatic = looksOfMonth.filter(({ event }) => event.automatic).length
    return { key, date: new Date(`${key}-15T12:00:00Z`), people: looksOfMonth.length - automatic, automatic }
  })
}

function monthsBetween(first: string, last: string): readonly string[] {
  const ordinal = (key: string) => Number(key.slice(0, 4)) * 12 + Number(key.slice(5)) - 1
  const end = ordinal(last)
  const start = Math.max(ordinal(first), end - LONGEST + 1)
  return Array.from({ length: end - start + 1 }, (_, i) => {
    const month = start + i
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
