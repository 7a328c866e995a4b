import { hash } from 'node:crypto'
import { z } from 'zod'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'

const sessionToken = z.object({ kind: z.literal('patient'), sub: z.string(), session: z.string(), name: z.string() })
const staffToken = z.object({ kind: z.literal('staff'), staff: z.uuid(), role: z.enum(STAFF_ROLES), session: z.string() })

/** What the session cookie holds, encrypted: who, and which row. Without the row it opens nothing. One browser has one, a patient's or a staff member's. */
export const token = z.discriminatedUnion('kind', [sessionToken, staffToken])
export type SessionToken = Readonly<z.infer<typeof sessionToken>>
export type StaffToken = Readonly<z.infer<typeof staffToken>>

/** Says which session a page was made for, and nothing about whose. */
export function visitOf(id: Buffer): string {
  return hash('sha256', id, 'hex').slice(0, 16)
}
