import type { Calendar } from './calendar.ts'

/** What was done to a case: the step, the state after it in snake_case (`awaiting_provider`), and when. */
export type ClockEvent = { readonly step: string; readonly state: string; readonly at: Date }

export type ClockName = 'acknowledge' | 'provider' | 'answer'

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

/** The clocks of a case at an instant, from its whole history until then, oldest first: its first event is the submission. */
export function clocks(_events: readonly ClockEvent[], _calendar: Calendar, _now: Date): Clocks {
  throw new Error('not yet')
}

/** The instant of the next deadline; undefined if no clock runs. */
export function nextDeadline(events: readonly ClockEvent[], calendar: Calendar, now: Date): Date | undefined {
  return clocks(events, calendar, now).next?.dueAt
}
