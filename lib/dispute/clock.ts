import { addDays, addMonth, addWorkingDays, type Calendar, dayIn, endOfDay, workingDayOnOrAfter } from './calendar.ts'

/** What was done to a case: the step, the state after it in snake_case (`awaiting_provider`), and when. */
export type ClockEvent = { readonly step: string; readonly state: string; readonly at: Date }

export const CLOCK_NAMES = ['acknowledge', 'provider', 'answer'] as const
export type ClockName = (typeof CLOCK_NAMES)[number]

/** `met`: done in time. `late`: done, but after it was due. `overdue`: due, and not done yet. */
export type ClockStatus = 'running' | 'paused' | 'met' | 'late' | 'overdue'

/**
 * One deadline of a case.
 *
 * - `dueDay` is the last day that is in time, which is what to show a person: `2026-12-28` in the calendar's time zone.
 * - `dueAt` is the instant at which that day is over, so it is midnight and of the next day. Of a paused clock both are as if it went on now.
 * - `remindAt` are the instants at which 50 % and 80 % of the time from start to due have run, pauses left out. They move when the due day
 *   does: whoever sends a reminder notes that it was sent.
 */
export type Clock = {
  readonly name: ClockName
  readonly startedAt: Date
  readonly dueAt: Date
  readonly dueDay: string
  readonly pausedSince?: Date
  readonly stoppedAt?: Date
  readonly remindAt: readonly [half: Date, fourFifths: Date]
  readonly status: ClockStatus
}

/** The clocks of a case that have begun; `next` is the one of them that is due first, of those that run or are overdue. */
export type Clocks = { readonly acknowledge?: Clock; readonly provider?: Clock; readonly answer?: Clock; readonly next?: Clock }

export const ACKNOWLEDGE_WORKING_DAYS = 2
export const PROVIDER_DAYS = 14
const ANSWER_MONTHS = 1
const EXTENSION_MONTHS = 2
const HALF = 0.5
const FOUR_FIFTHS = 0.8

/** When somebody else has the case: the patient, or an authority. */
const PAUSED = ['needs_info', 'escalated']
const ANSWERED = ['decided', 'withdrawn', 'closed']

type Rule = {
  readonly name: ClockName
  /** The last day of the period that begins on a day, before it moves to a working day. */
  readonly lastDay: (start: string, extended: boolean) => string
  readonly pausesIn: readonly string[]
  readonly stopsIn: (state: string) => boolean
}
type Pause = { readonly from: Date; readonly until: Date }

/**
 * The clocks of a case at an instant, from its whole history until then, oldest first: its first event is the submission.
 *
 * - `acknowledge`: the 2nd working day after the submission. It stops when the state is no longer `submitted`.
 * - `provider`: the 14th day after the last `ask-provider`. It stops when the provider is no longer awaited.
 * - `answer`: one month after the submission, and two more after an `extend` that was in time (GDPR, Article 12(3)). It stops when the case is
 *   decided, withdrawn or closed; `reopen` starts another, and what was asked of a provider before is then no longer among the clocks.
 *
 * Periods are counted as in Regulation (EEC, Euratom) 1182/71, Article 3. `provider` and `answer` pause in `needs_info` and `escalated`: each day
 * on which they do, even for a part of it, makes the period a day longer. A clock that is overdue neither pauses nor is extended.
 *
 * @throws {RangeError} for an instant that is none, or in a calendar without working days.
 */
export function clocks(events: readonly ClockEvent[], calendar: Calendar, now: Date): Clocks {
  const round = events.slice(Math.max(0, lastOf('reopen', events)))
  const asked = lastOf('ask-provider', round)
  const clock = (rule: Rule, since: readonly ClockEvent[]) => follow(rule, since, calendar, now)
  const acknowledge = clock(
    {
      name: 'acknowledge',
      lastDay: (start) => addWorkingDays(start, ACKNOWLEDGE_WORKING_DAYS, calendar),
      pausesIn: [],
      stopsIn: (state) => state !== 'submitted',
    },
    events,
  )
  const provider = clock(
    {
      name: 'provider',
      lastDay: (start) => addDays(start, PROVIDER_DAYS),
      pausesIn: PAUSED,
      stopsIn: (state) => state !== 'awaiting_provider' && !PAUSED.includes(state),
    },
    asked < 0 ? [] : round.slice(asked),
  )
  const answer = clock(
    {
      name: 'answer',
      lastDay: (start, extended) => addMonth(start, extended ? ANSWER_MONTHS + EXTENSION_MONTHS : ANSWER_MONTHS),
      pausesIn: PAUSED,
      stopsIn: (state) => ANSWERED.includes(state),
    },
    round,
  )
  const next = [acknowledge, provider, answer]
    .filter((clock) => clock?.status === 'running' || clock?.status === 'overdue')
    .reduce((first, clock) => (first && clock && clock.dueAt >= first.dueAt ? first : clock), undefined)
  return { ...(acknowledge && { acknowledge }), ...(provider && { provider }), ...(answer && { answer }), ...(next && { next }) }
}

const lastOf = (step: string, events: readonly ClockEvent[]) => events.findLastIndex((event) => event.step === step)

/** The clock that starts with the first of these events. */
function follow(rule: Rule, events: readonly ClockEvent[], calendar: Calendar, now: Date): Clock | undefined {
  const startedAt = events[0]?.at
  if (!startedAt) return undefined
  const pauses: Pause[] = []
  let extended = false
  let pausedSince: Date | undefined
  let stoppedAt: Date | undefined
  const pausesUntil = (at: Date) => (pausedSince ? [...pauses, { from: pausedSince, until: at }] : pauses)
  const dueDayAt = (at: Date) => {
    const lastDay = rule.lastDay(dayIn(startedAt, calendar.timeZone), extended)
    return workingDayOnOrAfter(lengthened(lastDay, pausesUntil(at), calendar.timeZone), calendar)
  }
  for (const { step, state, at } of events) {
    const paused = rule.pausesIn.includes(state)
    if (pausedSince && !paused) {
      pauses.push({ from: pausedSince, until: at })
      pausedSince = undefined
    }
    if (rule.stopsIn(state)) {
      stoppedAt = at
      break
    }
    if (dayIn(at, calendar.timeZone) > dueDayAt(at)) continue
    extended ||= step === 'extend'
    if (paused) pausedSince ??= at
  }
  const until = stoppedAt ?? now
  const dueDay = dueDayAt(until)
  const dueAt = endOfDay(dueDay, calendar.timeZone)
  const inTime = until < dueAt
  const reminder = (part: number) => afterPart(part, startedAt, dueAt, pausesUntil(until))
  return {
    name: rule.name,
    startedAt,
    dueAt,
    dueDay,
    ...(pausedSince && { pausedSince }),
    ...(stoppedAt && { stoppedAt }),
    remindAt: [reminder(HALF), reminder(FOUR_FIFTHS)],
    status: stoppedAt ? (inTime ? 'met' : 'late') : pausedSince ? 'paused' : inTime ? 'running' : 'overdue',
  }
}

/** The last day of a period after pauses. A pause that begins when that day is over already, in the days off that follow it, lasts from there. */
function lengthened(lastDay: string, pauses: readonly Pause[], timeZone: string): string {
  let last = lastDay
  let counted = ''
  for (const { from, until } of pauses) {
    const end = dayIn(until, timeZone)
    for (let day = dayIn(from, timeZone); day <= end; day = addDays(day, 1)) {
      if (day <= counted) continue
      last = day > last ? day : addDays(last, 1)
      counted = day
    }
  }
  return last
}

/** The instant at which this part of the time from `start` to `due` has run, of which pauses are none. */
function afterPart(part: number, start: Date, due: Date, pauses: readonly Pause[]): Date {
  const lengths = pauses.map(({ from, until }) => Math.max(0, until.getTime() - from.getTime()))
  const runs = due.getTime() - start.getTime() - lengths.reduce((sum, length) => sum + length, 0)
  let at = start.getTime() + Math.floor(part * runs)
  for (const [i, { from }] of pauses.entries()) if (from.getTime() < at) at += lengths[i] ?? 0
  return new Date(at)
}
