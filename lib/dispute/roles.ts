/** Who works on people's questions here. The message files have words for each of these. */
export const STAFF_ROLES = ['agent', 'officer', 'supervisor'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
/** Those of the service itself. Privacy officers work for their organisations. */
export const SUPPORT: readonly StaffRole[] = ['agent', 'supervisor']
export const SUPERVISOR: readonly StaffRole[] = ['supervisor']
export const OFFICER: readonly StaffRole[] = ['officer']
