import type { Calendar } from './calendar.ts'
import { type Clock, type ClockEvent, type ClockName, clocks } from './clock.ts'

/** How far a clock has run when somebody is reminded of it: half of its time, four fifths, or over. */
export const STAGES = ['half', 'four-fifths', 'overdue'] as const
type Stage = (typeof STAGES)[number]

/** What a case keeps of each step: its clocks follow from these. Of a reminder also which clock it was of, and how far that had run. */
export type Mark = ClockEvent & { readonly clock?: ClockName; readonly stage?: Stage }

/** `since`: when this clock was started, or given more time: it is reminded of anew after that. */
export type Reminder = { readonly clock: ClockName; readonly stage: Stage; readonly since: Date; readonly dueDay: string }

/** A mark as it is stored, with its instant as a UTC text. */
export type StoredMark = Omit<Mark, 'at'> & { readonly at: string }

export function readMarks(stored: readonly StoredMark[]): readonly Mark[] {
  return stored.map((mark) => ({ ...mark, at: new Date(mark.at) }))
}

/** The reminders to give now: of each clock that runs the last stage that it has reached, once. Stages that were missed are not made up for. */
export function remindersDue(marks: readonly Mark[], calendar: Calendar, now: Date): readonly Reminder[] {
  return running(marks, calendar, now).flatMap((clock) => {
    const since = sinceOf(clock, marks)
    const stage = STAGES.findLast((one) => pointOf(clock, one) <= now)
    if (stage === undefined || STAGES.indexOf(stage) <= lastGiven(clock, marks)) return []
    return [{ clock: clock.name, stage, since, dueDay: clock.dueDay }]
  })
}

/** When the next reminder is due, which may be over already; undefined if there is none to come. */
export function nextReminder(marks: readonly Mark[], calendar: Calendar, now: Date): Date | undefined {
  const points = running(marks, calendar, now).flatMap((clock) =>
    STAGES.slice(lastGiven(clock, marks) + 1).map((stage) => pointOf(clock, stage)),
  )
  return points.reduce<Date | undefined>((first, at) => (first && first <= at ? first : at), undefined)
}

/** What a row of a case says of its clocks: the next deadline, and when somebody is to be reminded of one that runs. */
export function deadlines(stored: readonly StoredMark[], calendar: Calendar, now: Date) {
  const marks = readMarks(stored)
  const { next } = clocks(marks, calendar, now)
  return { dueAt: next?.dueAt ?? null, due: next?.name ?? null, remindAt: nextReminder(marks, calendar, now) ?? null }
}

type Given = Omit<Reminder, 'stage'> & { readonly stage?: Stage }

/** The last reminder of a clock that runs; undefined if there was none, or it runs no longer. */
export function lastReminder(name: ClockName, marks: readonly Mark[], calendar: Calendar, now: Date): Given | undefined {
  const clock = running(marks, calendar, now).find((one) => one.name === name)
  if (!clock) return undefined
  const stage = STAGES[lastGiven(clock, marks)]
  return { clock: name, since: sinceOf(clock, marks), dueDay: clock.dueDay, ...(stage && { stage }) }
}

function running(marks: readonly Mark[], calendar: Calendar, now: Date): readonly Clock[] {
  const { acknowledge, provider, answer } = clocks(marks, calendar, now)
  return [acknowledge, provider, answer]
    .filter((clock) => clock !== undefined)
    .filter(({ status }) => status === 'running' || status === 'overdue')
}

function sinceOf({ name, startedAt }: Clock, marks: readonly Mark[]): Date {
  const extended = name === 'answer' ? marks.findLast(({ step, at }) => step === 'extend' && at >= startedAt) : undefined
  return extended?.at ?? startedAt
}

/** The place in `STAGES` of the last reminder; -1 if there was none. */
function lastGiven(clock: Clock, marks: readonly Mark[]): number {
  const since = sinceOf(clock, marks)
  const given = marks.flatMap((mark) => (mark.clock === clock.name && mark.stage && mark.at > since ? [STAGES.indexOf(mark.stage)] : []))
  return Math.max(-1, ...given)
}

function pointOf({ remindAt: [half, fourFifths], dueAt }: Clock, stage: Stage): Date {
  return { half, 'four-fifths': fourFifths, overdue: dueAt }[stage]
}
