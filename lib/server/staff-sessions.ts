import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Database, staffWork } from '#lib/db/prisma.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { AppError } from './app-error.ts'
import { type Level, reaches } from './log-in.ts'
import { type StaffToken, visitOf } from './token.ts'

/** However weak a log-in is enough for patients. */
export const STAFF_LEVEL: Level = 'high'
const IDLE_SECONDS = 15 * 60
export const LONGEST_STAFF_SECONDS = 8 * 60 * 60
const FRESH_SECONDS = 5 * 60

export type StaffSession = {
  /** The key of their row: what the database's setting `sightline.staff` says. */
  readonly staff: string
  readonly role: StaffRole
  /** Of a privacy officer, and of nobody else: the identifier of their organisation, or its name where it has none. */
  readonly organisation: string | undefined
  readonly name: string
  /** Says which session a page was made for, and nothing about whose. */
  readonly visit: string
  /** Seconds until nothing but a new log-in helps, if nobody does anything; and whatever anybody does. */
  readonly secondsLeft: number
  readonly secondsLeftAtMost: number
}

export type StaffRules = {
  /** The claim of the ID token that lists roles. */
  readonly rolesClaim: string
  readonly now?: () => Date
}

type Row = { name: string; role: StaffRole; organisation: string | null; acr: string; idle: number; age: number }

/** The log-ins of staff: one row each, which log-out, time and the end of their registration end. Asked of the database each time, with its clock. */
export class StaffSessions {
  readonly #database: Database
  readonly #rules: StaffRules

  constructor(database: Database, rules: StaffRules) {
    this.#database = database
    this.#rules = rules
  }

  /**
   * Who the claims of a verified ID token let in: somebody registered as staff whose role the identity provider names too, and who has
   * just shown, at the highest level, that it is them.
   *
   * @throws {AppError} `assurance-too-low`, `log-in-too-old`, `not-staff`
   */
  async admit(claims: Readonly<Record<string, unknown>>): Promise<{ readonly staff: string; readonly role: StaffRole }> {
    if (!reaches(claims.acr, { level: STAFF_LEVEL })) throw new AppError('assurance-too-low')
    if (!this.#isFresh(claims.auth_time)) throw new AppError('log-in-too-old')
    const roles = z.array(z.string()).safeParse(claims[this.#rules.rolesClaim]).data ?? []
    const [member] =
      typeof claims.sub === 'string'
        ? await this.#database.staff.findMany({ where: { subject: claims.sub, endedAt: null }, select: { id: true, role: true } })
        : []
    if (!member || !roles.includes(member.role)) throw new AppError('not-staff')
    return { staff: member.id, role: member.role as StaffRole }
  }

  /** Starts a session for whom `admit` lets in, and drops their ended ones. */
  async start(claims: Readonly<Record<string, unknown>>): Promise<StaffToken> {
    const { staff, role } = await this.admit(claims)
    const id = randomBytes(32)
    await staffWork(this.#database, staff, async (transaction) => {
      await transaction.$executeRaw`
        DELETE FROM staff_session WHERE staff = ${staff}::uuid
          AND (ended_at IS NOT NULL OR created_at <= now() - make_interval(secs => ${LONGEST_STAFF_SECONDS}))`
      await transaction.staffSession.create({ data: { staff, id, acr: String(claims.acr) } })
    })
    return { kind: 'staff', staff, role, session: id.toString('base64url') }
  }

  /**
   * The session of a token, if it still stands: its row is there and not ended, used within 15 minutes and not older than 8 hours, and
   * its owner is staff still, in the role that they logged in with. `extend` makes this a use.
   */
  async find(token: StaffToken, { extend }: { readonly extend: boolean }): Promise<StaffSession | undefined> {
    const { staff } = token
    const id = Buffer.from(token.session, 'base64url')
    const row = await staffWork(this.#database, staff, async (transaction) => {
      const [found] = await transaction.$queryRaw<Row[]>`
        SELECT m.name, m.role, m.organisation, s.acr,
               extract(epoch FROM now() - s.seen_at)::float8 AS idle, extract(epoch FROM now() - s.created_at)::float8 AS age
        FROM staff_session s JOIN staff m ON m.id = s.staff
        WHERE s.staff = ${staff}::uuid AND s.id = ${id} AND s.ended_at IS NULL AND m.ended_at IS NULL AND s.created_at >= m.registered_at`
      if (!found || found.role !== token.role || !reaches(found.acr, { level: STAFF_LEVEL })) return undefined
      if (found.idle >= IDLE_SECONDS || found.age >= LONGEST_STAFF_SECONDS) return undefined
      if (extend)
        await transaction.$executeRaw`
          UPDATE staff_session SET seen_at = now() WHERE staff = ${staff}::uuid AND id = ${id} AND ended_at IS NULL`
      return found
    })
    if (!row) return undefined
    const secondsLeftAtMost = Math.ceil(LONGEST_STAFF_SECONDS - row.age)
    const secondsLeft = Math.min(secondsLeftAtMost, extend ? IDLE_SECONDS : Math.ceil(IDLE_SECONDS - row.idle))
    const { name, role, organisation } = row
    return { staff, role, organisation: organisation ?? undefined, name, visit: visitOf(id), secondsLeft, secondsLeftAtMost }
  }

  /** Ends the token's session; with `everywhere`, all of that staff member's. Ending what has ended changes nothing. */
  async end({ staff, session }: StaffToken, { everywhere }: { readonly everywhere: boolean }): Promise<void> {
    const id = Buffer.from(session, 'base64url')
    await staffWork(
      this.#database,
      staff,
      (transaction) => transaction.$executeRaw`
        UPDATE staff_session SET ended_at = now() WHERE staff = ${staff}::uuid AND (${everywhere} OR id = ${id}) AND ended_at IS NULL`,
    )
  }

  #isFresh(authTime: unknown): boolean {
    const now = (this.#rules.now?.() ?? new Date()).getTime() / 1000
    return typeof authTime === 'number' && Math.abs(now - authTime) <= FRESH_SECONDS
  }
}
