import { createHash } from 'node:crypto'
import type { AccessEvent, Named } from '#lib/event/access-event.ts'
import { isOwnLook } from '#lib/event/portal.ts'
import { type EventBytes, shownEvent } from '#lib/ledger/shown-event.ts'

/** What the patient is shown of an event now (`now`: milliseconds); undefined for one that is withheld. */
export function readAccess(bytes: EventBytes, now: number): AccessEvent | undefined {
  const shown = shownEvent(bytes, now)
  return 'event' in shown ? shown.event : undefined
}

/** True for all but the patient's own looks at this service: what another record system says was the patient may have been somebody else. */
export function isByOthers(event: AccessEvent): boolean {
  return event.kind === 'access' && !isOwnLook(event)
}

/** The digest by which a person is known in one patient's settings; undefined where the patient is not shown who it was. No program is one. */
export function personDigest(patient: string, { actor, organisation, automatic }: AccessEvent): Buffer | undefined {
  if (automatic || !actor || actor.kind === 'system') return undefined
  const { name, identifier } = actor
  if (identifier) return digest(patient, 'person', keyOf({ identifier }))
  return name === undefined ? undefined : digest(patient, 'person', `${name} ${keyOf(organisation)}`)
}

export function organisationDigest(patient: string, { organisation }: AccessEvent): Buffer {
  return digest(patient, 'organisation', keyOf(organisation))
}

function keyOf({ identifier, name }: Named): string {
  return JSON.stringify(identifier ? [identifier.system ?? '', identifier.value] : [name ?? ''])
}

/** With the patient's key in it, so that the settings of two patients do not show that they follow the same person. */
function digest(patient: string, what: string, key: string): Buffer {
  return createHash('sha256').update(`sightline/alerts/v1\n${patient}\n${what}\n${key}`).digest()
}
