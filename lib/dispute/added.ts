import type { StepName } from './machine.ts'
import type { EventView } from './view.ts'

/** By which a patient says something more. */
export const ADDS: readonly StepName[] = ['inform', 'join']

/** What was added to a question after the last proposal, which who proposed cannot have known; nothing where there was none. */
export function addedSinceProposal<E extends Pick<EventView, 'step'>>(events: readonly E[]): readonly E[] {
  const proposed = events.findLastIndex(({ step }) => step === 'propose')
  return proposed < 0 ? [] : events.slice(proposed).filter(({ step }) => ADDS.includes(step))
}
