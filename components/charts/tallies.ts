import { type Found, type Tally, total } from '#components/timeline/find.ts'
import { monthsBetween } from '#lib/event/days.ts'

export const VIEWS = ['months', 'organisation', 'data'] as const
export type View = (typeof VIEWS)[number]

export type Count = Tally & { readonly key: string; readonly name: string }

const NOTHING: Tally = { people: 0, automatic: 0, unproven: 0 }

/** Each month of the whole list, oldest first; one without entries counts nothing, and stands there all the same. */
export function countsByMonth({ months, counts }: Pick<Found, 'months' | 'counts'>): readonly Count[] {
  if (!months) return []
  return monthsBetween(months.first, months.last).map((key) => ({ ...(counts.days.get(key) ?? NOTHING), key, name: key }))
}

/** The most frequent first. */
export function countsBy(counts: ReadonlyMap<string, Tally>, nameOf: (key: string) => string): readonly Count[] {
  return [...counts]
    .map(([key, tally]) => ({ ...tally, key, name: nameOf(key) }))
    .sort((a, b) => total(b) - total(a) || (a.name < b.name ? -1 : 1))
}

/** The most that one of them counts. */
export const highest = (counts: readonly Count[]): number => counts.reduce((most, count) => Math.max(most, total(count)), 0)

/** Lengths of the parts of a bar, of `whole` for the highest count; what is there is never too small to be seen. */
export function partsOf(
  count: Tally,
  most: number,
  whole: number,
): readonly { readonly part: keyof Tally; readonly from: number; readonly length: number }[] {
  let from = 0
  return (['people', 'automatic', 'unproven'] as const).flatMap((part) => {
    if (count[part] === 0) return []
    const length = Math.max(1.5, (count[part] / most) * whole)
    const bar = { part, from, length }
    from += length
    return [bar]
  })
}
