import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { pino } from 'pino'
import { runWorker } from '#lib/alerts/run.ts'
import { TestMailServer } from '#lib/alerts/testing.ts'
import { connect, createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { keptCalendar, readExceptions } from '#lib/server/calendar.ts'
import { type CaseId, openCase, recount, takeStep } from '#lib/server/disputes/cases.ts'
import { testQuestion } from '#lib/server/disputes/testing.ts'
import type { Telling } from './tell.ts'
import { clockwork } from './work.ts'

const SILENT = pino({ level: 'silent' })
const DUE = 'SELECT FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at <= $1'
export const PLACE = { country: 'EE', timeZone: 'Europe/Tallinn' }
export const PROVIDER = '90010001'

/** Cases, staff, a mail server and the worker's log-in, at a time that the test says. */
export class TestClockwork {
  readonly database: TestDatabase
  readonly mail: TestMailServer
  readonly owner: Client
  readonly pool: Pool
  readonly worker: Database
  readonly web: Database
  readonly staff: Database
  now = Date.now()

  private constructor(database: TestDatabase, mail: TestMailServer, owner: Client) {
    this.database = database
    this.mail = mail
    this.owner = owner
    this.pool = createPool(database.urls.worker)
    this.worker = createDatabase(database.urls.worker)
    this.web = createDatabase(database.urls.web)
    this.staff = createDatabase(database.urls.staff)
  }

  static async make(): Promise<TestClockwork> {
    const database = await testDatabase()
    return new TestClockwork(database, await TestMailServer.start(), await connect(database.ownerUrl))
  }

  get telling(): Telling {
    return {
      database: this.worker,
      calendar: keptCalendar(PLACE, () => readExceptions(this.pool)),
      now: () => this.now,
      log: SILENT,
      mailServer: { url: this.mail.url, from: 'Sightline <no-reply@sightline.example>' },
      webOrigin: 'https://sightline.example',
      language: 'en',
    }
  }

  async sql(text: string, ...values: unknown[]) {
    return (await this.owner.query(text, values)).rows
  }

  /** Registers somebody as staff whose address is their name. */
  async hire(name: string, role: StaffRole, organisation?: string): Promise<string> {
    const [row] = await this.sql(
      'INSERT INTO staff (subject, name, role, organisation, email) VALUES ($1, $1, $2, $3, $4) RETURNING id',
      name,
      role,
      organisation ?? null,
      `${name}@mail.example`,
    )
    return row?.id
  }

  /** Somebody asks, now. */
  async ask(): Promise<CaseId> {
    const patient = randomUUID()
    const calendar = await this.telling.calendar()
    const by = { party: 'patient', name: 'Mari' } as const
    const { id } = await patientSnapshot(this.web, patient, (tx) => openCase(tx, patient, testQuestion(), by, calendar), 'ReadCommitted')
    const at = new Date(this.now).toISOString()
    await this.sql(
      `UPDATE dispute SET submitted_at = $1::text::timestamptz, marks = jsonb_set(marks, '{0,at}', to_jsonb($1::text)) WHERE id = $2`,
      at,
      id,
    )
    await this.worker.$transaction((tx) => recount(tx, { patient, id }, calendar, new Date(this.now)))
    return { patient, id }
  }

  /** Somebody makes a step, now: an agent unless it says otherwise. */
  async step(at: CaseId, by: string, step: string, more: object = {}): Promise<void> {
    const calendar = await this.telling.calendar()
    const written = { step: step as 'note', party: 'agent' as const, by, name: by, ...more }
    await staffWork(this.staff, by, (tx: Snapshot) => takeStep(tx, at, written, calendar, new Date(this.now)))
  }

  /** The worker's pass over what time does, and the e-mails that follow from it. */
  async pass(): Promise<void> {
    await this.sql(`SELECT graphile_worker.add_job('clockwork')`)
    await this.idle()
  }

  /** Runs the worker until no job is due; those that waited for later are asked whether it is time. */
  async idle(): Promise<void> {
    const stop = new AbortController()
    await this.sql('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now()')
    const sending = { ...this.telling, pool: this.pool, push: undefined, operator: undefined, secret: '', zone: PLACE.timeZone }
    const more = clockwork(this.telling, SILENT)
    const worker = runWorker({ ...sending, now: Date.now }, this.database.urls.worker, SILENT, stop.signal, { ...more, atStart: [] })
    for (let left = 1; left > 0; left = (await this.sql(DUE, new Date())).length) await sleep(20)
    stop.abort()
    await worker
  }

  async close(): Promise<void> {
    await Promise.all([this.worker, this.web, this.staff].map((database) => database.$disconnect()))
    await this.pool.end()
    await this.owner.end()
    await this.mail.close()
    await this.database.close()
  }
}
