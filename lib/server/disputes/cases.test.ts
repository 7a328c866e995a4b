import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { AppError } from '../app-error.ts'
import { type CaseId, openCase, takeStep } from './cases.ts'
import { testQuestion } from './testing.ts'

const MARI = '11111111-1111-4111-8111-111111111111'
const JAAN = '22222222-2222-4222-8222-222222222222'
const KADRI = randomUUID()
const MARKO = randomUUID()
const ENE = randomUUID()
const OFFICER = randomUUID()
const OTHER_OFFICER = randomUUID()
const calendar: Calendar = { timeZone: 'Europe/Tallinn', isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()) }

describe('a case', () => {
  let database: TestDatabase
  let web: Database
  let staff: Database
  let at: CaseId
  before(async () => {
    database = await testDatabase()
    const owner = await connect(database.ownerUrl)
    for (const [id, role, organisation] of [
      [KADRI, 'agent', null],
      [MARKO, 'agent', null],
      [ENE, 'supervisor', null],
      [OFFICER, 'officer', '90010001'],
      [OTHER_OFFICER, 'officer', '90010002'],
    ])
      await owner.query('INSERT INTO staff (id, subject, name, role, organisation) VALUES ($1::uuid, $1::text, $1::text, $2, $3)', [
        id,
        role,
        organisation,
      ])
    await owner.query(
      `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, withheld)
       SELECT $1, i, i + 1, gen_random_uuid(), 'x', now(), sha256('x'), '', 'erased' FROM generate_series(0, 9) AS i`,
      [MARI],
    )
    await owner.end()
    web = createDatabase(database.urls.web)
    staff = createDatabase(database.urls.staff)
    const opened = await patient((tx) => openCase(tx, MARI, testQuestion(), { party: 'patient', name: 'Mari' }, calendar))
    assert.match(opened.reference, /^S-2\d{3}-\d{5}$/)
    at = { patient: MARI, id: opened.id }
  })
  after(async () => {
    await web.$disconnect()
    await staff.$disconnect()
    await database.close()
  })

  const patient = <T>(work: (tx: Snapshot) => Promise<T>, who = MARI) => patientSnapshot(web, who, work, 'ReadCommitted')
  const as = <T>(who: string, work: (tx: Snapshot) => Promise<T>) => staffWork(staff, who, work)
  const step = (who: string, party: 'agent' | 'officer' | 'supervisor', name: string, more: object = {}) =>
    as(who, (tx) => takeStep(tx, at, { step: name as 'note', party, by: who, name: who, ...more }, calendar))
  const seenBy = (who: string) =>
    as(who, async (tx) => ({
      cases: await tx.dispute.count(),
      events: await tx.disputeEvent.count(),
      entries: await tx.disputeEntry.count(),
      log: (await tx.$queryRaw<unknown[]>`SELECT id FROM event`).length,
    }))
  const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

  test('is seen by the patient whose it is, and by no other', async () => {
    assert.equal(await patient((tx) => tx.dispute.count()), 1)
    assert.equal(await patient((tx) => tx.dispute.count(), JAAN), 0)
  })

  test('shows an agent that it waits, and nothing of what is in it before they hold it', async () => {
    assert.deepEqual(await seenBy(KADRI), { cases: 1, events: 0, entries: 0, log: 0 })
    await step(KADRI, 'agent', 'acknowledge')
    assert.deepEqual(await seenBy(KADRI), { cases: 1, events: 2, entries: 2, log: 2 })
    assert.deepEqual(await seenBy(MARKO), { cases: 1, events: 0, entries: 0, log: 0 })
  })

  test('is changed by nobody but the agent who holds it', async () => {
    await assert.rejects(step(MARKO, 'agent', 'triage'), refused('not-found'))
    await assert.rejects(step(ENE, 'supervisor', 'triage'), refused('not-found'))
    await step(KADRI, 'agent', 'triage')
  })

  test('is seen by the privacy officer who was asked, and by no other', async () => {
    assert.equal((await seenBy(OFFICER)).cases, 0)
    await assert.rejects(step(KADRI, 'agent', 'ask-provider', { text: 'Why?' }), refused('bad-request'))
    await step(KADRI, 'agent', 'ask-provider', { text: 'Why?', provider: '90010001' })
    assert.deepEqual(await seenBy(OFFICER), { cases: 1, events: 1, entries: 1, log: 1 }, 'of two entries the one of this organisation')
    assert.deepEqual(await seenBy(OTHER_OFFICER), { cases: 0, events: 0, entries: 0, log: 0 })
    const answer = { text: 'She was on duty.', finding: 'justified' }
    await assert.rejects(step(OTHER_OFFICER, 'officer', 'answer', { ...answer, organisation: '90010002' }), refused('not-found'))
    await step(OFFICER, 'officer', 'answer', { ...answer, organisation: '90010001' })
  })

  test('is decided as justified by two people only', async () => {
    await step(KADRI, 'agent', 'review')
    await assert.rejects(step(KADRI, 'agent', 'decide', { outcome: 'justified', text: 'So it was.' }), refused('bad-request'))
    await step(KADRI, 'agent', 'propose', { text: 'So it was.' })
    await assert.rejects(step(KADRI, 'agent', 'confirm'), refused('not-found'))
    await step(MARKO, 'agent', 'take-review')
    assert.equal((await seenBy(MARKO)).entries, 2)
    await step(MARKO, 'agent', 'confirm')
    const row = await patient((tx) => tx.dispute.findFirstOrThrow())
    assert.deepEqual([row.state, row.outcome, row.dueAt], ['decided', 'justified', null])
  })

  test('shows the patient no note of the staff', async () => {
    await step(KADRI, 'agent', 'note', { text: 'For us alone.' })
    const steps = (await patient((tx) => tx.disputeEvent.findMany())).map((event) => event.step)
    assert.ok(!steps.includes('note') && !steps.includes('propose'), steps.join())
  })

  test('is opened by a supervisor with a reason and for an hour only', async () => {
    assert.equal((await seenBy(ENE)).entries, 0)
    const opening = (until: number) =>
      as(ENE, (tx) => tx.disputeAccess.create({ data: { patient: MARI, dispute: at.id, staff: ENE, until: new Date(until) } }))
    await assert.rejects(opening(Date.now() + 7_200_000))
    await opening(Date.now() + 3_000_000)
    assert.equal((await seenBy(ENE)).entries, 2)
  })

  test('is hidden from whoever says that they must not see it', async () => {
    await step(MARKO, 'agent', 'conflict')
    assert.equal((await seenBy(MARKO)).cases, 0)
    await assert.rejects(step(MARKO, 'agent', 'note', { text: 'Still here.' }), refused('not-found'))
  })

  test('keeps every event as it was written', async () => {
    for (const database_ of [web, staff])
      for (const sql of ['UPDATE dispute_event SET text = NULL', 'DELETE FROM dispute_event', 'DELETE FROM dispute'])
        await assert.rejects(database_.$executeRawUnsafe(sql), /permission denied|42501/)
  })

  test('keeps its entries on legal hold', async () => {
    const owner = await connect(database.ownerUrl)
    const role = `${new URL(database.ownerUrl).pathname.slice(1)}_eraser`
    try {
      await owner.query(`CREATE ROLE "${role}"`)
      await owner.query(`GRANT SELECT, UPDATE ON event TO "${role}"`)
      await owner.query(`GRANT EXECUTE ON FUNCTION on_legal_hold(uuid, bigint) TO "${role}"`)
      await owner.query(`CREATE POLICY eraser ON event TO "${role}" USING (true)`)
      await owner.query(`SET ROLE "${role}"`)
      const erased = await owner.query<{ history_index: number }>(`UPDATE event SET nodes = sha256('x') RETURNING history_index`)
      assert.deepEqual(
        erased.rows.map((row) => row.history_index).filter((index) => index === 3 || index === 4),
        [],
      )
      assert.equal(erased.rowCount, 8)
    } finally {
      await owner.query('RESET ROLE')
      await owner.query(`DROP OWNED BY "${role}"`)
      await owner.query(`DROP ROLE "${role}"`)
      await owner.end()
    }
  })
})
