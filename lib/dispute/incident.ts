import type { StaffRole } from './roles.ts'

/** Security incidents: that the log contradicted itself, or that somebody says so. Another track than questions, with steps of its own. */

const INCIDENT_STATES = ['reported', 'confirmed', 'unfounded', 'contained', 'decided'] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** `text`: words. `range`: the entries that may be affected. `notice`: words for everybody, in each language. `sure`: that it is really meant. */
export type IncidentNeed = 'text' | 'range' | 'notice' | 'sure'

type Step = {
  readonly by: readonly StaffRole[]
  readonly from: readonly IncidentState[]
  readonly to?: IncidentState
  readonly needs: readonly IncidentNeed[]
  /** Only while the range is frozen, or is not. */
  readonly frozen?: boolean
  /** Never of what is proved. */
  readonly unproved?: true
}

const UNDECIDED: readonly IncidentState[] = ['confirmed', 'contained']

/** Who may do what, from where. In the order of the work. */
export const INCIDENT_STEPS = {
  note: { by: ['agent', 'supervisor'], from: INCIDENT_STATES, needs: ['text'] },
  confirm: { by: ['supervisor'], from: ['reported'], to: 'confirmed', needs: ['text'] },
  dismiss: { by: ['supervisor'], from: ['reported'], to: 'unfounded', needs: ['text'], unproved: true },
  freeze: { by: ['supervisor'], from: UNDECIDED, needs: ['range', 'sure'] },
  contain: { by: ['supervisor'], from: ['confirmed'], to: 'contained', needs: ['text'] },
  decide: { by: ['supervisor'], from: ['contained'], to: 'decided', needs: ['text'] },
  publish: { by: ['supervisor'], from: ['decided'], needs: ['notice', 'sure'] },
  release: { by: ['supervisor'], from: [...UNDECIDED, 'decided'], needs: ['text'], frozen: true },
} as const satisfies Readonly<Record<string, Step>>

export type IncidentStep = keyof typeof INCIDENT_STEPS
const INCIDENT_STEP_NAMES = Object.keys(INCIDENT_STEPS) as readonly IncidentStep[]

export const isIncidentStep = (name: string): name is IncidentStep => Object.hasOwn(INCIDENT_STEPS, name)

export type IncidentFacts = { readonly state: IncidentState; readonly proved: boolean; readonly frozen: boolean }

/** The steps that this role can make now, whatever they still need. */
export function incidentSteps(facts: IncidentFacts, role: StaffRole): readonly IncidentStep[] {
  return INCIDENT_STEP_NAMES.filter((step) => mayStep(facts, step, role) === undefined)
}

/** Why not; undefined if they may. */
export function mayStep(
  { state, proved, frozen }: IncidentFacts,
  name: IncidentStep,
  role: StaffRole,
): 'not-yours' | 'not-now' | undefined {
  const step: Step = INCIDENT_STEPS[name]
  if (!step.by.includes(role)) return 'not-yours'
  if (!step.from.includes(state) || (step.unproved && proved) || (step.frozen !== undefined && step.frozen !== frozen)) return 'not-now'
  return undefined
}

export function stateAfterStep(state: IncidentState, name: IncidentStep): IncidentState {
  const { to }: Step = INCIDENT_STEPS[name]
  return to ?? state
}

/** Entries of the log, both ends included. */
export type LogRange = { readonly first: number; readonly last: number }

/** A text for everybody in each language, by its name. */
export type Notice = Readonly<Record<string, string>>
