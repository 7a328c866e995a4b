import type { AccessEvent } from './access-event.ts'

/** Sightline itself, as the record system that reports who read a list here. */
export const PORTAL = { id: 'portal', name: 'Sightline' } as const

/** A look at a list here, by whomever. */
export function isPortalLook({ origin }: Pick<AccessEvent, 'origin'>): boolean {
  return origin.id === PORTAL.id
}

/** A look at their own list by the person whose it is, in the portal's own word. What another system says was the patient is not known here. */
export function isOwnLook({ origin, actor }: Pick<AccessEvent, 'origin' | 'actor'>): boolean {
  return isPortalLook({ origin }) && actor?.kind === 'patient'
}
