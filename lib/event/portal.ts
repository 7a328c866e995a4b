import type { AccessEvent } from './access-event.ts'

/** Sightline itself, as the record system that reports who read a list here. */
export const PORTAL = { id: 'portal', name: 'Sightline' } as const

/** A look at a list here, by whomever. */
export function isPortalLook({ origin }: Pick<AccessEvent, 'origin'>): boolean {
  return origin.id === PORTAL.id
}

const CASE = 'urn:sightline:case:'

/** How a case is named in the event of a look of staff. `reference` is such as `S-2026-00042`. */
export const caseUrn = (reference: string) => `${CASE}${reference}`

/** The reference of the case for which staff looked here, in the portal's own word. */
export function caseOf(event: Pick<AccessEvent, 'origin' | 'data'>): string | undefined {
  const reference = event.data[0]?.reference
  return isPortalLook(event) && reference?.startsWith(CASE) ? reference.slice(CASE.length) : undefined
}

/** A look at their own list by the person whose it is, in the portal's own word. What another system says was the patient is not known here. */
export function isOwnLook({ origin, actor }: Pick<AccessEvent, 'origin' | 'actor'>): boolean {
  return isPortalLook({ origin }) && actor?.kind === 'patient'
}
