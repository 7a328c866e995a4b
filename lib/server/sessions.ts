import { randomBytes } from 'node:crypto'
import type { Database } from '#lib/db/prisma.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError } from './app-error.ts'
import { type Level, type LogInRules, nameOf, personOf, reaches } from './log-in.ts'
import { type SessionToken, visitOf } from './token.ts'

const IDLE_SECONDS = 30 * 60
export const LONGEST_SECONDS = 12 * 60 * 60

export type Session = {
  readonly patient: string
  readonly identifier: PatientIdentifier
  readonly name: string
  /** Says which session a page was made for, and nothing about whose. */
  readonly visit: string
  /** Seconds until nothing but a new log-in helps, if nobody does anything; and whatever anybody does. */
  readonly secondsLeft: number
  readonly secondsLeftAtMost: number
}

type Row = { readonly acr: string; readonly idle: number; readonly age: number }

/** The log-ins of patients: one row each, which log-out and time end. Every question is asked of the database, with the database's clock. */
export class Sessions {
  readonly #database: Database
  readonly #rules: LogInRules

  constructor(database: Database, rules: LogInRules) {
    this.#database = database
    this.#rules = rules
  }

  /**
   * Who the claims of a verified ID token let in.
   *
   * @throws {AppError} `not-a-person`; `assurance-too-low` when the log-in was weaker than what is asked, or does not say how strong.
   */
  admit({ sub, acr }: Readonly<Record<string, unknown>>): { readonly identifier: PatientIdentifier; readonly acr: Level } {
    const identifier = personOf(sub, this.#rules)
    if (!reaches(acr, this.#rules)) throw new AppError('assurance-too-low')
    return { identifier, acr }
  }

  /** Starts a session for whom `admit` lets in, drops their ended ones, and makes the patient known so that the sequencer can make their label. */
  async start(claims: Readonly<Record<string, unknown>>): Promise<SessionToken> {
    const { identifier, acr } = this.admit(claims)
    const patient = patientKey(identifier)
    const id = randomBytes(32)
    await this.#database.$transaction([
      this.#as(patient),
      this.#database.$executeRaw`
        INSERT INTO patient (patient, system, value) VALUES (${patient}::uuid, ${identifier.system}, ${identifier.value}) ON CONFLICT DO NOTHING`,
      this.#database.$executeRaw`
        DELETE FROM session WHERE patient = ${patient}::uuid
          AND (ended_at IS NOT NULL OR created_at <= now() - make_interval(secs => ${LONGEST_SECONDS}))`,
      this.#database.$executeRaw`INSERT INTO session (patient, id, acr) VALUES (${patient}::uuid, ${id}, ${acr})`,
    ])
    return { kind: 'patient', sub: String(claims.sub), session: id.toString('base64url'), name: nameOf(claims) }
  }

  /**
   * The session of a token, if it still stands: its row is there and not ended, used within 30 minutes, not older than 12 hours, at
   * the level that is asked now. `extend` makes this a use.
   */
  async find(token: SessionToken, { extend }: { readonly extend: boolean }): Promise<Session | undefined> {
    const identifier = personOf(token.sub, this.#rules)
    const patient = patientKey(identifier)
    const id = Buffer.from(token.session, 'base64url')
    const [, rows] = await this.#database.$transaction([
      this.#as(patient),
      this.#database.$queryRaw<Row[]>`
        SELECT acr, extract(epoch FROM now() - seen_at)::float8 AS idle, extract(epoch FROM now() - created_at)::float8 AS age
        FROM session WHERE patient = ${patient}::uuid AND id = ${id} AND ended_at IS NULL`,
      ...(extend ? [this.#extend(patient, id)] : []),
    ])
    const [row] = rows
    if (!row || row.idle >= IDLE_SECONDS || row.age >= LONGEST_SECONDS || !reaches(row.acr, this.#rules)) return undefined
    const secondsLeftAtMost = Math.ceil(LONGEST_SECONDS - row.age)
    const secondsLeft = Math.min(secondsLeftAtMost, extend ? IDLE_SECONDS : Math.ceil(IDLE_SECONDS - row.idle))
    return { patient, identifier, name: token.name, visit: visitOf(id), secondsLeft, secondsLeftAtMost }
  }

  /** Ends the token's session; with `everywhere`, all of that person's. Ending what has ended changes nothing. */
  async end(token: SessionToken, { everywhere }: { readonly everywhere: boolean }): Promise<void> {
    const patient = patientKey(personOf(token.sub, this.#rules))
    const id = Buffer.from(token.session, 'base64url')
    await this.#database.$transaction([
      this.#as(patient),
      this.#database.$executeRaw`
        UPDATE session SET ended_at = now() WHERE patient = ${patient}::uuid AND (${everywhere} OR id = ${id}) AND ended_at IS NULL`,
    ])
  }

  #as(patient: string) {
    return this.#database.$queryRaw`SELECT set_config('sightline.patient', ${patient}, true)`
  }

  #extend(patient: string, id: Buffer) {
    return this.#database.$executeRaw`
      UPDATE session SET seen_at = now() WHERE patient = ${patient}::uuid AND id = ${id} AND ended_at IS NULL
        AND seen_at > now() - make_interval(secs => ${IDLE_SECONDS}) AND created_at > now() - make_interval(secs => ${LONGEST_SECONDS})`
  }
}
