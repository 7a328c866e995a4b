/** Who works on people's questions here. The message files have words for each of these. */
export const STAFF_ROLES = ['agent', 'officer', 'supervisor'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
