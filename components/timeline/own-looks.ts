import { isOwnLook } from '#lib/event/portal.ts'
import { isShown, type Row } from './row.ts'

/**
 * Looks of the patient’s own at this service, in its own word: what another record system says was the patient is shown like any other.
 * Nothing that does not match is among them: that must be seen.
 */
export function isOwn(row: Row): boolean {
  return isShown(row) && row.mark !== 'mismatch' && row.event.kind === 'access' && isOwnLook(row.event)
}

/** Whether a list holds own looks and nothing else: what is withheld could be anybody's. */
export function areAllOwn(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every(isOwn)
}
