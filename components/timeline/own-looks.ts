import { isShown, type Row } from './row.ts'

/** Looks of the patient’s own, by their own log-in. Nothing that does not match is among them: that must be seen. */
export function isOwn(row: Row): boolean {
  return isShown(row) && row.mark !== 'mismatch' && row.event.kind === 'access' && row.event.actor?.kind === 'patient'
}

/** Whether a list holds own looks and nothing else: what is withheld could be anybody's. */
export function areAllOwn(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every(isOwn)
}
