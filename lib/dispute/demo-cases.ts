import type { AccessEvent } from '#lib/event/access-event.ts'
import type { DemoPerson } from '#lib/event/demo/people.ts'
import { addDays, addWorkingDays, type Calendar, dayIn, endOfDay, workingDayOnOrAfter } from './calendar.ts'
import type { StepInput } from './case.ts'
import { DEMO_STAFF, type DemoStaff } from './demo.ts'
import { queue } from './demo-queue.ts'
import { DEMO_STORIES } from './demo-stories.ts'
import type { Answer, Reason, Want } from './kinds.ts'

/** A question of the demonstration, and what has become of it. */
export type DemoCase = {
  readonly asker: DemoPerson
  readonly locale: DemoLocale
  /** Which of the entries of their list it names, the newest fifty. */
  readonly about: (event: AccessEvent) => boolean
  readonly reasons: readonly Reason[]
  readonly wants: readonly Want[]
  readonly care: Answer
  readonly knows: Answer
  readonly safeContact?: boolean
  readonly text: string
  /** So many days before today; or so that nobody has confirmed it in time. */
  readonly daysAgo: number | 'unconfirmed'
  readonly steps: readonly DemoStep[]
}
export type DemoLocale = 'en' | 'et' | 'ru'

/** `after`: days after the question. What staff do they do on the working day that comes then. */
export type DemoStep = Pick<StepInput, 'step' | 'text' | 'outcome' | 'finding' | 'provider' | 'body'> & {
  readonly by: DemoStaff | 'patient' | 'clock'
  readonly after: number
}

const MINUTE = 60_000
const EVENING = (19 * 60 + 40) * MINUTE
const MORNING = (9 * 60 + 10) * MINUTE
const APART = 37 * MINUTE

/** The questions of the demonstration, in the order in which they were asked, each with its time and the times of its steps. What would come after `now` is left out. */
export function demoCases(calendar: Calendar, now: Date) {
  const today = dayIn(now, calendar.timeZone)
  const dated = [...DEMO_STORIES, ...queue()].map((one) => {
    const day = one.daysAgo === 'unconfirmed' ? lastUnconfirmed(today, calendar) : addDays(today, -one.daysAgo)
    const steps = timed(one.steps, day, calendar)
    const ahead = steps.findIndex(({ at }) => at > now)
    return { ...one, at: on(day, EVENING, calendar), steps: ahead < 0 ? steps : steps.slice(0, ahead) }
  })
  return dated.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** Who of the staff has looked at the entries of a case, and when first: who holds it, who looked at a proposal, and whose organisation was asked. */
export function looksOf(steps: readonly (DemoStep & { readonly at: Date })[]): readonly { readonly staff: DemoStaff; readonly at: Date }[] {
  return DEMO_STAFF.flatMap((staff) => {
    const first = steps.find(({ by }) => by === staff)
    return first ? [{ staff, at: first.at }] : []
  })
}

/** The last day whose second working day is over. */
function lastUnconfirmed(today: string, calendar: Calendar): string {
  let day = addDays(today, -1)
  while (addWorkingDays(day, 2, calendar) >= today) day = addDays(day, -1)
  return day
}

function timed(steps: readonly DemoStep[], asked: string, calendar: Calendar): readonly (DemoStep & { readonly at: Date })[] {
  return steps.map((step, i) => {
    const day = addDays(asked, step.after)
    const atWork = typeof step.by !== 'string'
    return { ...step, at: on(atWork ? workingDayOnOrAfter(day, calendar) : day, atWork ? MORNING + i * APART : EVENING, calendar) }
  })
}

const on = (day: string, time: number, { timeZone }: Calendar) => new Date(endOfDay(addDays(day, -1), timeZone).getTime() + time)
