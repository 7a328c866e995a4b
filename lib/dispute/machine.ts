import type { Audience, State } from './kinds.ts'
import type { StaffRole } from './roles.ts'

/**
 * The dispute's state machine: who may make which step, from where, to where, and what it needs.
 *
 * `patient` is the person or who acts for them; `clock` is time itself. A step that names no state leaves the case where it is; `resume`
 * leads back to where it was before it waited for the patient.
 */
export type Party = 'patient' | 'clock' | StaffRole

/**
 * `text`: words. `outcome`, `provider` (an organisation), `body`, `cause`, `assignee`: a value of that name. `assigned`: an agent must hold the case.
 * An assignee is one who may hold it, or nobody: then it is released. `second`: not who proposed, holds it, or has asked for somebody.
 * `said`: the patient themself, or staff who say how the person said it to them; that they did, `openByCode` has checked.
 * `reopenable`: within the days for it. `once`: it was not done before. `finding`: what the provider says that it was.
 * `seconded`: an outcome, and *justified* only where somebody else proposed it, and by nobody who has asked for somebody.
 */
export type Need =
  | 'text'
  | 'outcome'
  | 'seconded'
  | 'finding'
  | 'provider'
  | 'body'
  | 'cause'
  | 'assignee'
  | 'assigned'
  | 'second'
  | 'said'
  | 'reopenable'
  | 'once'

export type Step = {
  readonly by: readonly Party[]
  readonly from: readonly State[]
  readonly to?: State | 'resume'
  readonly needs: readonly Need[]
  readonly audience: Audience
}

const UNDECIDED: readonly State[] = [
  'submitted',
  'acknowledged',
  'triage',
  'awaiting_provider',
  'provider_answered',
  'under_review',
  'needs_info',
  'reopened',
]
const ANY: readonly State[] = [...UNDECIDED, 'decided', 'closed', 'withdrawn', 'escalated', 'merged']
/** Who makes a patient's step: they, or staff whom they tell it at a desk or by telephone. */
const PATIENT_OR_TOLD: readonly Party[] = ['patient', 'agent', 'supervisor']
const WORKED: readonly State[] = ['acknowledged', 'triage', 'under_review']
const UNFINISHED: readonly State[] = [...UNDECIDED, 'escalated', 'merged']

export const STEPS = {
  submit: { by: ['patient', 'agent', 'supervisor'], from: [], to: 'submitted', needs: [], audience: 'everybody' },
  acknowledge: { by: ['agent'], from: ['submitted'], to: 'acknowledged', needs: ['assigned'], audience: 'everybody' },
  triage: { by: ['agent'], from: ['acknowledged', 'reopened'], to: 'triage', needs: ['assigned'], audience: 'everybody' },
  'ask-provider': {
    by: ['agent'],
    from: ['triage', 'under_review'],
    to: 'awaiting_provider',
    needs: ['assigned', 'provider', 'text'],
    audience: 'provider',
  },
  answer: { by: ['officer'], from: ['awaiting_provider'], to: 'provider_answered', needs: ['finding', 'text'], audience: 'provider' },
  review: {
    by: ['agent'],
    from: ['triage', 'awaiting_provider', 'provider_answered', 'escalated'],
    to: 'under_review',
    needs: ['assigned'],
    audience: 'everybody',
  },
  propose: { by: ['agent'], from: ['under_review'], needs: ['assigned', 'text'], audience: 'staff' },
  'take-review': { by: ['agent', 'supervisor'], from: ['under_review'], needs: ['second'], audience: 'staff' },
  confirm: { by: ['agent', 'supervisor'], from: ['under_review'], to: 'decided', needs: ['second'], audience: 'everybody' },
  return: { by: ['agent', 'supervisor'], from: ['under_review'], needs: ['second', 'text'], audience: 'staff' },
  decide: { by: ['agent'], from: ['under_review'], to: 'decided', needs: ['assigned', 'outcome', 'text'], audience: 'everybody' },
  close: { by: ['agent', 'clock'], from: ['decided'], to: 'closed', needs: ['assigned'], audience: 'everybody' },
  'ask-patient': { by: ['agent'], from: WORKED, to: 'needs_info', needs: ['assigned', 'text'], audience: 'everybody' },
  inform: { by: PATIENT_OR_TOLD, from: UNFINISHED, to: 'resume', needs: ['said', 'text'], audience: 'everybody' },
  join: { by: ['patient'], from: UNFINISHED, to: 'resume', needs: [], audience: 'everybody' },
  write: { by: ['agent'], from: ANY, needs: ['assigned', 'text'], audience: 'everybody' },
  note: { by: ['agent', 'supervisor'], from: ANY, needs: ['text'], audience: 'staff' },
  withdraw: { by: PATIENT_OR_TOLD, from: UNFINISHED, to: 'withdrawn', needs: ['said'], audience: 'everybody' },
  reopen: {
    by: PATIENT_OR_TOLD,
    from: ['decided', 'closed'],
    to: 'reopened',
    needs: ['said', 'text', 'reopenable'],
    audience: 'everybody',
  },
  escalate: {
    by: ['patient', 'agent', 'supervisor'],
    from: [...UNDECIDED, 'decided', 'closed'],
    to: 'escalated',
    needs: ['assigned', 'body', 'text'],
    audience: 'everybody',
  },
  extend: { by: ['agent'], from: UNDECIDED, needs: ['assigned', 'text', 'once'], audience: 'everybody' },
  assign: { by: ['agent', 'supervisor'], from: ANY, needs: ['assigned', 'assignee'], audience: 'staff' },
  conflict: { by: ['agent', 'supervisor'], from: ANY, needs: [], audience: 'staff' },
  merge: {
    by: ['agent', 'supervisor'],
    from: [...WORKED, 'submitted', 'reopened'],
    to: 'merged',
    needs: ['assigned', 'cause'],
    audience: 'everybody',
  },
  unmerge: { by: ['agent', 'supervisor'], from: ['merged'], to: 'triage', needs: ['text'], audience: 'everybody' },
  'decide-cause': { by: ['agent', 'supervisor'], from: ['merged'], to: 'decided', needs: ['seconded', 'text'], audience: 'everybody' },
  'break-glass': { by: ['supervisor'], from: ANY, needs: ['text'], audience: 'staff' },
  sample: { by: ['supervisor'], from: ['decided', 'closed'], needs: ['text'], audience: 'staff' },
  remind: { by: ['clock'], from: UNFINISHED, needs: [], audience: 'staff' },
} as const satisfies Readonly<Record<string, Step>>

export type StepName = keyof typeof STEPS
export const STEP_NAMES = Object.keys(STEPS) as readonly StepName[]
