import { DAY_MS } from '#lib/event/days.ts'
import type { Way } from './assisted.ts'
import type { Body, Outcome, State } from './kinds.ts'
import { BODIES, OUTCOMES, REOPEN_DAYS } from './kinds.ts'
import { type Need, type Party, STEPS, type Step, type StepName } from './machine.ts'

/** What a case is, as far as its next step depends on it: the sum of its events. */
export type CaseFacts = {
  readonly state: State
  /** Where it goes on when the patient has answered. */
  readonly resumes: State | undefined
  /** Who of the staff has asked for somebody. */
  readonly opener: string | undefined
  /** The agent who holds it. */
  readonly assignee: string | undefined
  /** Who looks at a proposal. */
  readonly reviewer: string | undefined
  /** The organisation that was asked. */
  readonly provider: string | undefined
  /** That the access was justified, which a second person has to confirm. */
  readonly proposal: { readonly by: string; readonly text: string } | undefined
  readonly outcome: Outcome | undefined
  readonly cause: string | undefined
  readonly decidedAt: Date | undefined
  readonly extended: boolean
  /** Staff who must not see this case. */
  readonly conflicted: readonly string[]
}

/** A step that somebody wants to make. Staff are named by their id, officers also by their organisation. */
export type StepInput = {
  readonly step: StepName
  readonly party: Party
  readonly by?: string
  readonly organisation?: string
  readonly at: Date
  /** How the person said to staff what these pass on. */
  readonly said?: Way
  readonly text?: string
  readonly outcome?: Outcome
  readonly finding?: Outcome
  readonly provider?: string
  readonly body?: Body
  readonly cause?: string
  readonly assignee?: string
  /** Who proposed the answer that is given to many cases at once. */
  readonly proposedBy?: string
}

/** Why a step cannot be made: who asks may not, not from this state, or something that it needs is missing. */
type Refusal = 'not-yours' | 'not-now' | Need

/** @property refusal Why. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(`The step cannot be made: ${refusal}.`)
    this.refusal = refusal
  }
}

const UNPROPOSED = { proposal: undefined, reviewer: undefined } as const
const UNDECIDED = { outcome: undefined, decidedAt: undefined, ...UNPROPOSED } as const

/** The case as a question begins it. */
export const SUBMITTED: CaseFacts = {
  state: 'submitted',
  resumes: undefined,
  opener: undefined,
  assignee: undefined,
  provider: undefined,
  cause: undefined,
  extended: false,
  conflicted: [],
  ...UNDECIDED,
}

/** The steps that this party can make now, whatever they still need. */
export function stepsFor(facts: CaseFacts, who: Pick<StepInput, 'party' | 'by' | 'organisation' | 'at' | 'said'>): readonly StepName[] {
  const names = Object.keys(STEPS) as StepName[]
  return names.filter((step) => refusalOf(facts, { step, ...who }, WHO) === undefined)
}

/**
 * The case after a step.
 *
 * @throws {StepRefused} if it cannot be made; then nothing has changed.
 */
export function advance(facts: CaseFacts, input: StepInput): CaseFacts {
  const refusal = refusalOf(facts, input, () => true)
  if (refusal) throw new StepRefused(refusal)
  const step: Step = STEPS[input.step]
  const state = stateAfter(facts, step)
  const resumes = state === 'needs_info' ? (facts.resumes ?? facts.state) : undefined
  const taken = step.needs.includes('assigned') && input.party === 'agent' && facts.assignee === undefined && { assignee: input.by }
  return { ...facts, ...taken, state, resumes, ...changesOf(input, facts) }
}

/** Needs that are about who and when, not about what was written. */
const WHO = (need: Need) => need === 'assigned' || need === 'second' || need === 'said' || need === 'reopenable' || need === 'once'

function refusalOf(facts: CaseFacts, input: StepInput, counts: (need: Need) => boolean): Refusal | undefined {
  const step: Step = STEPS[input.step]
  if (!step.by.includes(input.party)) return 'not-yours'
  if (input.by !== undefined && facts.conflicted.includes(input.by)) return 'not-yours'
  if (input.party === 'officer' && (facts.provider === undefined || facts.provider !== input.organisation)) return 'not-yours'
  if (!step.from.includes(facts.state)) return 'not-now'
  return step.needs.filter(counts).find((need) => !MET[need](facts, input))
}

function stateAfter(facts: CaseFacts, { to }: Step): State {
  if (to === undefined) return facts.state
  if (to !== 'resume') return to
  return facts.state === 'needs_info' ? (facts.resumes ?? 'triage') : facts.state
}

const MET: Readonly<Record<Need, (facts: CaseFacts, input: StepInput) => boolean>> = {
  text: (_, { text }) => text !== undefined && text.trim() !== '',
  // Justified takes two: it is proposed and confirmed.
  outcome: (_, { outcome }) => outcome !== undefined && outcome !== 'justified' && OUTCOMES.includes(outcome),
  seconded: ({ opener }, { outcome, by, proposedBy }) =>
    outcome !== undefined &&
    OUTCOMES.includes(outcome) &&
    (outcome !== 'justified' || (by !== undefined && proposedBy !== undefined && ![proposedBy, opener].includes(by))),
  finding: (_, { finding }) => finding !== undefined && OUTCOMES.includes(finding),
  provider: (_, { provider }) => provider !== undefined && provider !== '',
  body: (_, { body }) => body !== undefined && BODIES.includes(body),
  cause: (_, { cause }) => cause !== undefined,
  assignee: (facts, { assignee }) => assignee === undefined || !facts.conflicted.includes(assignee),
  // Who takes a case that nobody holds holds it.
  assigned: (facts, { party, by }) => party !== 'agent' || facts.assignee === by || (facts.assignee === undefined && by !== undefined),
  second: (facts, { by }) =>
    facts.proposal !== undefined && by !== undefined && ![facts.proposal.by, facts.assignee, facts.opener].includes(by),
  said: (_, { party, said }) => party === 'patient' || said !== undefined,
  reopenable: (facts, { at }) => facts.decidedAt !== undefined && at.getTime() < facts.decidedAt.getTime() + REOPEN_DAYS * DAY_MS,
  once: (facts) => !facts.extended,
}

function changesOf({ step, by, at, text = '', outcome, provider, cause, assignee }: StepInput, facts: CaseFacts): Partial<CaseFacts> {
  switch (step) {
    case 'acknowledge':
      return { assignee: by }
    case 'assign':
      return { assignee }
    case 'ask-provider':
      return { provider, ...UNPROPOSED }
    case 'propose':
      return { proposal: by === undefined ? undefined : { by, text }, reviewer: undefined }
    case 'take-review':
      return { reviewer: by }
    case 'return':
      return UNPROPOSED
    case 'confirm':
      return { ...UNPROPOSED, outcome: 'justified', decidedAt: at }
    case 'decide':
    case 'decide-cause':
      return { ...UNPROPOSED, outcome, decidedAt: at }
    case 'reopen':
      return { ...UNDECIDED, extended: false }
    case 'extend':
      return { extended: true }
    case 'merge':
      return { ...UNPROPOSED, cause }
    case 'unmerge':
      return { cause: undefined }
    case 'conflict':
      return {
        ...(facts.assignee === by && { assignee: undefined }),
        ...(facts.reviewer === by && { reviewer: undefined }),
        ...(facts.proposal?.by === by && UNPROPOSED),
        conflicted: by === undefined ? facts.conflicted : [...facts.conflicted, by],
      }
    default:
      return {}
  }
}
