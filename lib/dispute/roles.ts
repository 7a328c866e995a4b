/** What somebody of the staff is: a support agent, an organisation’s privacy officer, a supervisor. */
export const STAFF_ROLES = ['agent', 'officer', 'supervisor'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]
