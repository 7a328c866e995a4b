import { isShown, type Row } from '#components/timeline/row.ts'
import type { Dates } from './dates.ts'

export type Dated = { readonly row: Row; readonly time: number }
type DatedMonth = { readonly key: string; readonly days: readonly (readonly Dated[])[] }

/** Each entry by itself, newest first, below months and days. One that is withheld has no time to show: it stands beside its neighbour. */
export function byDay(rows: readonly Row[], dates: Dates): readonly DatedMonth[] {
  const first = rows.find(isShown)
  let time = first ? Date.parse(first.event.accessedAt) : 0
  const dated = rows.map((row): Dated => {
    if (isShown(row)) time = Date.parse(row.event.accessedAt)
    return { row, time }
  })
  const days = Map.groupBy(
    dated.sort((one, other) => other.time - one.time),
    (each) => dates.key(each.time),
  )
  return [...Map.groupBy(days, ([key]) => key.slice(0, 7))].map(([key, ofMonth]) => ({ key, days: ofMonth.map(([, looks]) => looks) }))
}
