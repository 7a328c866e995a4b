import { type Pool, transaction } from '#lib/db/pool.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import { hasHidden } from '#lib/event/visible.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError } from './app-error.ts'
import { personOf } from './log-in.ts'
import { NotRegistered } from './register-representations.ts'

/** Whom the operator registers. */
export type StaffRegistration = {
  /** Whom the identity provider names: its `sub`. */
  readonly subject: string
  readonly name: string
  readonly role: StaffRole
  /** Of a privacy officer, and of nobody else: their organisation's identifier as events have it, or its name where they have none. */
  readonly organisation?: string | undefined
  readonly email?: string | undefined
  /** The key of their own history, where they can have one here: they work on no question of their own. */
  readonly person?: string | undefined
}

export type RegisteredStaff = {
  readonly id: string
  readonly subject: string
  readonly name: string
  readonly role: StaffRole
  readonly organisation: string | null
  readonly email: string | null
  readonly ended: boolean
}

/**
 * Registers somebody as staff; the opaque id. Who has ended is registered anew under the same id, and must log in again. This and the next
 * two need the database owner's log-in, which no serving process has.
 *
 * @throws {NotRegistered}
 */
export async function addStaff(owner: Pool, { subject, name, role, organisation, email, person }: StaffRegistration): Promise<string> {
  if (role === 'officer' && organisation === undefined)
    throw new NotRegistered('A privacy officer answers for one organisation: give --organisation.')
  if (role !== 'officer' && organisation !== undefined) throw new NotRegistered('Only a privacy officer has an organisation.')
  if (subject.length > 200 || !/^[\x21-\x7e]+$/.test(subject))
    throw new NotRegistered('The subject is what the identity provider calls them, such as EE38001085718.')
  for (const text of [name, organisation, email])
    if (text !== undefined && (text.trim() === '' || text.length > 100 || hasHidden(text)))
      throw new NotRegistered('Names, organisations and addresses are 1 to 100 characters that can be seen.')
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO staff (subject, name, role, organisation, email, person) VALUES ($1, $2, $3, $4, $5, $6::uuid)
     ON CONFLICT (subject) DO UPDATE SET name = EXCLUDED.name, role = EXCLUDED.role, organisation = EXCLUDED.organisation,
       email = EXCLUDED.email, person = EXCLUDED.person, registered_at = now(), ended_at = NULL WHERE staff.ended_at IS NOT NULL
     RETURNING id`,
    [subject, name, role, organisation ?? null, email ?? null, person ?? null],
  )
  if (!rows[0]) throw new NotRegistered(`${subject} is registered already: npm run staff -- list. End that first.`)
  return rows[0].id
}

/** The key of the history of whom the identity provider calls `subject`, such as `EE38001085718`; undefined where that names nobody who can have one. */
export function personKey(subject: string, systems: readonly IdentifierSystem[]): string | undefined {
  try {
    return patientKey(personOf(subject, { systems }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-a-person') return undefined
    throw error
  }
}

/** All that were ever registered, by name. */
export async function listStaff(owner: Pool): Promise<readonly RegisteredStaff[]> {
  const { rows } = await owner.query<RegisteredStaff>(
    'SELECT id, subject, name, role, organisation, email, ended_at IS NOT NULL AS ended FROM staff ORDER BY name, id',
  )
  return rows
}

/** Ends it at once, with every session of theirs. @throws {NotRegistered} if there is none, or it has ended. */
export async function endStaff(owner: Pool, id: string): Promise<void> {
  await transaction(owner, async (client) => {
    const { rowCount } = await client.query('UPDATE staff SET ended_at = now() WHERE id::text = $1 AND ended_at IS NULL', [id])
    if (rowCount === 0) throw new NotRegistered(`Nobody works here as ${id}: npm run staff -- list`)
    await client.query('UPDATE staff_session SET ended_at = now() WHERE staff::text = $1 AND ended_at IS NULL', [id])
  })
}
