import { randomUUID } from 'node:crypto'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { ESTONIA as calendar } from '#lib/dispute/testing.ts'
import { jcs } from '#lib/event/access-event.ts'
import { ESTONIA as SYSTEM, taken } from '#lib/event/testing.ts'
import type { Desk } from '../desk.ts'
import { type CaseId, openCase, type Question, takeStep, type Written } from './cases.ts'
import { testEntry, testQuestion } from './testing.ts'

export const MARI = '11111111-1111-4111-8111-111111111111'
export const CLINIC = '90010001'
export const HOSPITAL = '90010002'

/** A database with staff, a patient with ten entries of two organisations, and a desk for each of the staff. `looks` are those that were recorded. */
export class TestOffice {
  readonly database: TestDatabase
  readonly web: Database
  readonly staff: Database
  readonly desks: ReadonlyMap<string, Desk>
  readonly looks: string[]

  private constructor(database: TestDatabase, desks: ReadonlyMap<string, Desk>, looks: string[], web: Database, staff: Database) {
    this.database = database
    this.desks = desks
    this.looks = looks
    this.web = web
    this.staff = staff
  }

  static async make(): Promise<TestOffice> {
    const database = await testDatabase()
    const web = createDatabase(database.urls.web)
    const staff = createDatabase(database.urls.staff)
    const looks: string[] = []
    const desks = new Map<string, Desk>()
    const owner = await connect(database.ownerUrl)
    try {
      for (const [name, role, organisation] of STAFF) {
        const id = randomUUID()
        await owner.query('INSERT INTO staff (id, subject, name, role, organisation) VALUES ($1::uuid, $1::text, $2, $3, $4)', [
          id,
          name,
          role,
          organisation ?? null,
        ])
        desks.set(name, deskOf(staff, { id, name, role, organisation }, looks))
      }
      await owner.query(`INSERT INTO patient (patient, system, value) VALUES ($1, $2, '38001085718')`, [MARI, SYSTEM])
      for (let i = 0; i < 10; i++) await addEvent(owner, i, i % 2 === 0 ? HOSPITAL : CLINIC)
    } finally {
      await owner.end()
    }
    return new TestOffice(database, desks, looks, web, staff)
  }

  desk(name: string): Desk {
    const desk = this.desks.get(name)
    if (!desk) throw new Error(`Nobody is called ${name}.`)
    return desk
  }

  id(name: string): string {
    return this.desk(name).session.staff
  }

  /** Mari asks about entry 3 of the clinic and entry 4 of the hospital. */
  async ask(change: Partial<Question> = {}): Promise<CaseId & { readonly reference: string }> {
    const question = testQuestion({ entries: [testEntry(3, CLINIC), testEntry(4, HOSPITAL)], ...change })
    const by = { party: 'patient', name: 'Mari Maasikas' } as const
    const opened = await patientSnapshot(this.web, MARI, (tx) => openCase(tx, MARI, question, by, calendar), 'ReadCommitted')
    return { patient: MARI, ...opened }
  }

  /** A staff member makes a step. */
  async step(name: string, at: CaseId, step: Written['step'], more: Partial<Written> = {}): Promise<void> {
    const { session, database } = this.desk(name)
    const written = { step, party: session.role, by: session.staff, name, ...more }
    await staffWork(database, session.staff, (tx) => takeStep(tx, at, written, calendar))
  }

  /** The clinic is asked. */
  async asked(provider = CLINIC): Promise<CaseId & { readonly reference: string }> {
    const at = await this.ask()
    await this.step('Kadri', at, 'acknowledge')
    await this.step('Kadri', at, 'triage')
    await this.step('Kadri', at, 'ask-provider', { provider, text: 'Why did she look?' })
    return at
  }

  async close(): Promise<void> {
    await this.web.$disconnect()
    await this.staff.$disconnect()
    await this.database.close()
  }
}

const STAFF: readonly (readonly [name: string, role: StaffRole, organisation?: string])[] = [
  ['Kadri', 'agent'],
  ['Marko', 'agent'],
  ['Ene', 'supervisor'],
  ['Urve', 'supervisor'],
  ['Helle Berg', 'supervisor'],
  ['Jüri Berg', 'officer', CLINIC],
  ['Tõnu', 'officer', CLINIC],
  ['Riina', 'officer', HOSPITAL],
]

type Member = { readonly id: string; readonly name: string; readonly role: StaffRole; readonly organisation: string | undefined }

function deskOf(database: Database, { id, name, role, organisation }: Member, looks: string[]): Desk {
  const session = { staff: id, name, role, organisation, visit: id, secondsLeft: 900, secondsLeftAtMost: 9000 }
  const look: Desk['look'] = async ({ reference, organisation: of }) => {
    looks.push(`${name} ${reference} ${of?.name ?? ''}`.trim())
  }
  return { session, database, calendar, look }
}

async function addEvent(owner: Awaited<ReturnType<typeof connect>>, index: number, organisation: string): Promise<void> {
  const { event, concealed } = taken({
    entity: [...ENTITY, { what: { reference: 'DocumentReference/secret-7' }, type: { code: '2' }, name: 'Secret document' }],
  })
  const named = {
    ...event,
    organisation: { name: organisation === CLINIC ? 'Tartu Clinic' : 'Põhja Hospital', identifier: { value: organisation } },
  }
  const digest = Buffer.alloc(32).toString('base64')
  await owner.query(
    `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, event_nonce, concealed_nonce, source_nonce)
     VALUES ($1, $2::bigint, $2::bigint + 1, $3::uuid, 'clinic', now(), sha256('x'), '', $4, $5, sha256('n'), sha256('m'), sha256('o'))`,
    [MARI, index, randomUUID(), jcs({ ...named, id: randomUUID(), concealed: digest, sourceDigest: digest }), jcs(concealed)],
  )
}

const ENTITY = [
  {
    role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1' },
    what: { identifier: { system: SYSTEM, value: '38001085718' } },
  },
]
