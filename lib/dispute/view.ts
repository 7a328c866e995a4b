import type { AccessEvent } from '#lib/event/access-event.ts'
import type { Basis } from './answer.ts'
import type { Way } from './assisted.ts'
import type { Calendar } from './calendar.ts'
import { type ClockName, type Clocks, clocks } from './clock.ts'
import type { Answer, Audience, Body, Outcome, Reason, Severity, State, Verdict, Want } from './kinds.ts'
import type { Party, StepName } from './machine.ts'
import { type Reminder, readMarks, type StoredMark } from './reminders.ts'

/** A case as one reader may see it. Instants are UTC with milliseconds; staff are named by their id. */
export type CaseView = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly severity: Severity
  readonly reasons: readonly Reason[]
  readonly wants: readonly Want[]
  readonly care: Answer
  readonly knows: Answer
  readonly safeContact: boolean
  readonly asker: 'patient' | 'representative' | 'assisted'
  readonly askerName: string
  readonly organisation: string
  readonly automatic: boolean
  readonly assignee?: string
  readonly reviewer?: string
  readonly provider?: string
  readonly cause?: string
  readonly outcome?: Outcome
  readonly decidedAt?: string
  /** The next deadline and whose it is; none while no clock runs. */
  readonly dueAt?: string
  readonly due?: ClockName
  readonly extended: boolean
  readonly proposed: boolean
  readonly submittedAt: string
  readonly changedAt: string
  /** Its steps and states, for `clocks`. */
  readonly marks: readonly { readonly step: StepName; readonly state: State; readonly at: string }[]
  readonly lastEvent: number
  readonly seen: number
  readonly entries: readonly EntryView[]
  readonly events: readonly EventView[]
  readonly files: readonly FileView[]
}

/** Which entry a case names, and what the asker's browser said of it. */
export type EntryView = {
  readonly historyIndex: number
  readonly logIndex: number
  readonly organisation: string
  readonly recordSystem: string
  readonly automatic: boolean
  readonly verdict: Verdict
}

/**
 * The same with what the entry says, as far as this reader may be told: nothing of what is withheld, no name that is concealed. `unreadable`:
 * what is stored is no event. `changed`: it is not what was sealed, whether it can be read or not.
 */
export type CaseEntry = EntryView & { readonly changed?: boolean } & (
    | { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }
    | { readonly withheld: 'by-law' | 'retention' | 'erased' | 'unreadable' }
  )

/** What is to be said of an entry: what the asker's browser said, unless what is stored of it is not what was sealed. */
export function verdictOf(entry: CaseEntry): Verdict | 'mismatch' {
  return entry.changed || ('withheld' in entry && entry.withheld === 'unreadable') ? 'mismatch' : entry.verdict
}

/** One thing that happened. Without `text` it had none, or none for this reader. */
export type EventView = {
  readonly number: number
  readonly at: string
  readonly step: StepName
  readonly party: Party
  readonly author?: string
  readonly authorName: string
  readonly state: State
  readonly audience: Audience
  readonly text?: string
  readonly detail: {
    readonly outcome?: Outcome
    readonly finding?: Outcome
    readonly basis?: Basis
    readonly provider?: string
    readonly body?: Body
    readonly cause?: string
    readonly assignee?: string
    /** How the person said it to the author, who passes it on. */
    readonly said?: Way
    /** Of a reminder. */
    readonly clock?: Reminder['clock']
    readonly stage?: Reminder['stage']
    /** Of a `join`: why it was asked again, and the history indexes of which entries. */
    readonly reasons?: readonly Reason[]
    readonly entries?: readonly number[]
  }
}

export type FileView = {
  readonly id: string
  readonly number: number
  readonly kind: 'attachment' | 'proof'
  readonly name: string
  readonly type: string
  readonly at: string
  readonly audience: Audience
}

/** The deadlines of a case at an instant. @throws as `clocks` */
export function clocksOf({ marks }: { readonly marks: readonly StoredMark[] }, calendar: Calendar, now: Date): Clocks {
  return clocks(readMarks(marks), calendar, now)
}
