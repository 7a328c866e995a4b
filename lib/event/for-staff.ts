import type { AccessEvent, Actor, Coding } from './access-event.ts'
import { isCode, SYSTEM } from './codes.ts'

/**
 * The event as whoever works on a question about it may see it: who looked, from where, when, why, and at which kinds of data. Which document it
 * was stays out, and all else that may tell of the person's health or is not needed: titles and references, labels of sensitivity, the record
 * system's own sentence, the person's identifier, and words of the sender for codes that nobody knows.
 */
export function forStaff({ sourceText: _, correlationId: __, linked: ___, ...event }: AccessEvent): AccessEvent {
  return {
    ...event,
    patient: { ...event.patient, value: '' },
    data: event.data.map(({ category }) => ({ category })),
    eventType: bare(event.eventType),
    eventCodes: event.eventCodes.map(bare),
    purpose: event.purpose.map(bare),
    sensitivity: event.sensitivity.filter((code) => isCode(code, SYSTEM.actReason, 'HTEST')),
    legalBasis: [],
    ...(event.actor && { actor: named(event.actor) }),
    ...(event.onBehalfOf && { onBehalfOf: named(event.onBehalfOf) }),
  }
}

const bare = ({ system, code }: Coding): Coding => ({ ...(system !== undefined && { system }), code })
const named = ({ identifier: _, ...actor }: Actor): Actor => actor
