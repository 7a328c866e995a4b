/**
 * What a record system has reported, without a count: since when, and where something is missing or came late. A pause accuses nobody: where
 * nothing happened, there is nothing to report.
 *
 *     days with an access   ▪▪▪ ▪ ▪▪▪▪▪ ▪▪ ············ ▪▪▪▪ ▪▫▫▫▫▫ ▪▪▪▪
 *                                          ‘silent’          ‘late’
 *
 * Days are numbers since 1 January 1970, in UTC.
 */

/** A day with accesses: when the first and the last of them were recorded, by the record system’s word, and received, by ours. */
export type AccessDay = {
  readonly day: number
  readonly firstRecorded: number
  readonly lastRecorded: number
  readonly firstReceived: number
  readonly lastReceived: number
}

/** `silent`: not one access; without `to`, until now. `late`: of these days, everything (`whole`) or some of it was reported on `reported`. */
export type Gap =
  | { readonly kind: 'silent'; readonly from: number; readonly to?: number }
  | { readonly kind: 'late'; readonly from: number; readonly to: number; readonly reported: number; readonly whole: boolean }

/** Nine of ten pauses are no longer than a record system’s usual one; a silence is four times as long, and two weeks at least. */
export const SILENCE = { share: 0.9, times: 4, days: 14 } as const
/** Before this many pauses are known there is no rhythm that could be broken. */
export const FEWEST_PAUSES = 10
/** Later than this many days after the access is late. */
export const LATE_DAYS = 7

/**
 * The gaps of one record system, in order, and whether its rhythm is known at all. `days` ascend. Of days before the log `began` nobody but
 * the record system can say when they were reported: it cannot have been here.
 */
export function findGaps(
  days: readonly AccessDay[],
  { began, today }: { readonly began: number; readonly today: number },
): { readonly gaps: readonly Gap[]; readonly rhythm: boolean } {
  const pauses = days.slice(1).map(({ day }, i) => day - (days[i]?.day ?? day))
  const rhythm = pauses.length >= FEWEST_PAUSES
  const gaps = [...(rhythm ? silences(days, longestUsual(pauses), today) : []), ...lateStretches(days, began)]
  return { gaps: gaps.sort((a, b) => a.from - b.from), rhythm }
}

function longestUsual(pauses: readonly number[]): number {
  const sorted = pauses.toSorted((a, b) => a - b)
  const usual = sorted[Math.ceil(sorted.length * SILENCE.share) - 1] ?? 0
  return Math.max(SILENCE.days, SILENCE.times * usual)
}

function silences(days: readonly AccessDay[], limit: number, today: number): readonly Gap[] {
  const between = days.flatMap(({ day }, i): readonly Gap[] => {
    const next = days[i + 1]
    return next && next.day - day > limit ? [{ kind: 'silent', from: day + 1, to: next.day - 1 }] : []
  })
  const last = days.at(-1)
  return last && today - last.day > limit ? [...between, { kind: 'silent', from: last.day + 1 }] : between
}

function lateStretches(days: readonly AccessDay[], began: number): readonly Gap[] {
  const stretches: Extract<Gap, { kind: 'late' }>[] = []
  for (const { day, firstRecorded, lastRecorded, firstReceived, lastReceived } of days) {
    const [first, last] = day < began ? [firstRecorded, lastRecorded] : [firstReceived, lastReceived]
    if (last - day <= LATE_DAYS) continue
    const before = stretches.at(-1)
    const joins = before !== undefined && Math.abs(last - before.reported) <= LATE_DAYS
    const here = { from: day, to: day, reported: last, whole: first - day > LATE_DAYS }
    if (joins)
      stretches.splice(-1, 1, {
        kind: 'late',
        from: before.from,
        to: day,
        reported: Math.max(before.reported, last),
        whole: before.whole && here.whole,
      })
    else stretches.push({ kind: 'late', ...here })
  }
  const onTime = ({ day, firstRecorded, firstReceived }: AccessDay) => (day < began ? firstRecorded : firstReceived) - day <= LATE_DAYS
  const inside = (gap: Gap) => days.some((day) => onTime(day) && day.day > gap.from && day.day < (gap.to ?? day.day))
  return stretches.map((stretch) => (stretch.whole && inside(stretch) ? { ...stretch, whole: false } : stretch))
}
