import type { State } from './kinds.ts'
import type { CaseView } from './view.ts'

/** Who has to do the next thing. */
export const HOLDERS = ['support', 'organisation', 'patient', 'body', 'nobody'] as const
type Holder = (typeof HOLDERS)[number]

export function holderOf(state: State): Holder {
  switch (state) {
    case 'awaiting_provider':
      return 'organisation'
    case 'needs_info':
      return 'patient'
    case 'escalated':
      return 'body'
    case 'decided':
    case 'closed':
    case 'withdrawn':
      return 'nobody'
    default:
      return 'support'
  }
}

/** The way of every question. `organisation` is on it only where one was asked. */
const STAGES = ['sent', 'received', 'looked-at', 'organisation', 'examined', 'answered'] as const
type Stage = (typeof STAGES)[number]

/** `stopped`: it went no further, because it was withdrawn or is with another body. */
export type StagePassed = { readonly stage: Stage; readonly is: 'done' | 'now' | 'stopped' | 'to-come' }

const REACHED: Readonly<Record<State, Stage | undefined>> = {
  submitted: 'sent',
  acknowledged: 'received',
  reopened: 'received',
  triage: 'looked-at',
  awaiting_provider: 'organisation',
  provider_answered: 'organisation',
  under_review: 'examined',
  merged: 'examined',
  decided: 'answered',
  closed: 'answered',
  // In these it stands where it stood before.
  needs_info: undefined,
  escalated: undefined,
  withdrawn: undefined,
}

/** How far a question has come since it was sent, or opened again. */
export function wayOf(marks: CaseView['marks']): readonly StagePassed[] {
  const round = marks.slice(
    Math.max(
      0,
      marks.findLastIndex(({ step }) => step === 'reopen'),
    ),
  )
  const state = round.at(-1)?.state ?? 'submitted'
  const at = round.findLast((mark) => REACHED[mark.state] !== undefined)?.state ?? 'submitted'
  const asked = round.some(({ step }) => step === 'ask-provider')
  const stages = STAGES.filter((stage) => stage !== 'organisation' || asked)
  const reached = stages.indexOf(REACHED[at] ?? 'sent')
  const over = state === 'decided' || state === 'closed'
  const stopped = state === 'withdrawn' || state === 'escalated'
  return stages.map((stage, i) => {
    if (i < reached || (i === reached && over)) return { stage, is: 'done' }
    if (i > reached) return { stage, is: 'to-come' }
    return { stage, is: stopped ? 'stopped' : 'now' }
  })
}
