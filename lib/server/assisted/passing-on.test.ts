import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { PassedOn } from '#lib/dispute/assisted.ts'
import { NO_ANSWERS } from '#lib/dispute/draft.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError, type AppErrorCode } from '../app-error.ts'
import type { Desk } from '../desk.ts'
import { takeStep, type Written } from '../disputes/cases.ts'
import { countUnread } from '../disputes/followed.ts'
import { makeStep } from '../disputes/make-step.ts'
import { readCase } from '../disputes/view.ts'
import { addStaff } from '../register-staff.ts'
import type { CaseLook } from '../staff-look.ts'
import { readCaseLetter } from './case-letter.ts'
import { readPassed, readStart } from './forms.ts'
import { passOnByForm } from './passing-on.ts'
import { findAssisted, openByCode, searchAssisted, sendAssisted, startAssisted } from './sessions.ts'
import { addLooked } from './testing.ts'

const PERSON = { system: 'https://fhir.ee/sid/pid/est/ni', value: '48403129900' }
const START = {
  ...{ way: 'desk', code: PERSON.value, name: 'Mari Maasikas', language: 'et', consent: 'yes' },
  ...{ document: 'passport', documentEnd: 'ab12' },
}
const SEARCH = { organisation: 'tartu', from: '2026-03-29', until: '2026-03-30' }
const ANSWERS = { ...NO_ANSWERS, reasons: ['unknown-person'], wants: ['explanation'], text: 'Who is that?' } as const
const SAID = { said: 'telephone', text: 'On Monday I was at home.' }

describe('passing on what somebody says who cannot log in', () => {
  let database: TestDatabase
  let owner: Pool
  let staff: Database
  let web: Database
  const desks: Record<string, Desk> = {}
  const looks: CaseLook[] = []
  const patient = patientKey(PERSON)

  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    staff = createDatabase(database.urls.staff)
    web = createDatabase(database.urls.web)
    for (const [key, name, role, code] of [
      ['kadri', 'Kadri Kuusk', 'agent', '49104179911'],
      ['marko', 'Marko Laas', 'agent', '38502239910'],
      ['liis', 'Liis Berg', 'agent', '48702239910'],
      ['mari', 'Mari Kask', 'agent', PERSON.value],
      ['ene', 'Ene Sepp', 'supervisor', '47206089910'],
      ['riina', 'Riina Mägi', 'officer', '48011199910'],
    ] as const)
      desks[key] = await member(name, role, code)
    await addLooked(owner, PERSON)
  })
  after(async () => {
    await staff.$disconnect()
    await web.$disconnect()
    await owner.end()
    await database.close()
  })

  async function member(name: string, role: StaffRole, code: string): Promise<Desk> {
    const organisation = role === 'officer' ? '90010001' : undefined
    const person = patientKey({ ...PERSON, value: code })
    const id = await addStaff(owner, { subject: `EE${code}`, name, role, organisation, person })
    const session = { staff: id, role, name, organisation, visit: randomUUID().slice(0, 16), secondsLeft: 900, secondsLeftAtMost: 900 }
    const look = async (one: CaseLook) => {
      looks.push(one)
    }
    return { session, database: staff, calendar: ESTONIA, look }
  }
  const desk = (name: string) => desks[name] ?? assert.fail(name)
  const as = <T>(name: string, work: (tx: Snapshot) => Promise<T>) => staffWork(staff, desk(name).session.staff, work)

  /** A question that Kadri has asked for Mari, with the code `right`. */
  async function asked(): Promise<{ readonly id: string; readonly reference: string }> {
    const { session } = desk('kadri')
    const begun = await as('kadri', (tx) => startAssisted(tx, session, PERSON, readStart(new Map(Object.entries(START)))))
    await as('kadri', async (tx) => searchAssisted(tx, await findAssisted(tx, session, begun), SEARCH, ESTONIA))
    const question = { chosen: [0], answers: ANSWERS, code: 'right' }
    const id = (await as('kadri', (tx) => sendAssisted(tx, session, begun, question, ESTONIA))) ?? assert.fail()
    const { rows } = await owner.query('SELECT reference FROM dispute WHERE id = $1', [id])
    return { id, reference: rows[0].reference }
  }
  const told = async (name: string, reference: string, code = 'right') => (await as(name, (tx) => openByCode(tx, reference, code))).verdict
  const work = (id: string, step: Written['step'], more: object = {}) =>
    as('kadri', (tx) => {
      const { staff: by, name } = desk('kadri').session
      return takeStep(tx, { patient, id }, { step, party: 'agent', by, name, ...more }, ESTONIA)
    })
  /** One that waits for Mari's answer, and that Kadri holds. */
  async function waiting() {
    const question = await asked()
    for (const step of ['acknowledge', 'triage'] as const) await work(question.id, step)
    await work(question.id, 'ask-patient', { text: 'When were you there?' })
    return question
  }
  const pass = (name: string, id: string, step: PassedOn, fields: object = SAID) =>
    passOnByForm(desk(name), step, new Map(Object.entries({ case: id, ...fields })))
  const stateOf = async (id: string) => (await owner.query('SELECT state FROM dispute WHERE id = $1', [id])).rows[0].state as string
  const events = async (id: string) =>
    Number((await owner.query('SELECT count(*) FROM dispute_event WHERE dispute = $1', [id])).rows[0].count)
  const is = (code: AppErrorCode) => (error: unknown) => error instanceof AppError && error.code === code
  const policy = /row-level security|42501/

  test('an answer that the person gives by telephone reaches the question, which goes on where it was', async () => {
    const { id, reference } = await waiting()
    assert.equal(await told('marko', reference), 'right')
    const unread = () => patientSnapshot(web, patient, (tx) => countUnread(tx, { patient, author: patient }))
    await owner.query('UPDATE dispute SET seen = events')
    assert.equal(await unread(), 0)
    assert.deepEqual(await pass('marko', id, 'inform'), { path: `/support/cases/${id}/letter`, query: { done: 'inform' } })
    assert.equal(await stateOf(id), 'triage')
    const view = await patientSnapshot(web, patient, (tx) => readCase(tx, { patient, id }, 'patient'))
    const last = view.events.at(-1)
    assert.deepEqual(
      [last?.step, last?.party, last?.authorName, last?.audience, last?.text, last?.detail],
      ['inform', 'agent', 'Marko Laas', 'everybody', SAID.text, { said: 'telephone' }],
    )
    const { rows } = await owner.query('SELECT author FROM dispute_event WHERE dispute = $1 ORDER BY number DESC LIMIT 1', [id])
    assert.equal(rows[0].author, desk('marko').session.staff)
    assert.equal(view.assignee, desk('kadri').session.staff, 'who holds it holds it still')
    assert.equal(await unread(), 1, 'to a log-in of the person it is news')
  })

  test('something may be added at a desk without being asked, also to a supervisor', async () => {
    const { id, reference } = await asked()
    await told('ene', reference)
    await pass('ene', id, 'inform', { ...SAID, said: 'desk' })
    assert.equal(await stateOf(id), 'submitted')
    const { rows } = await owner.query('SELECT party, detail FROM dispute_event WHERE dispute = $1 AND number = 2', [id])
    assert.deepEqual(rows, [{ party: 'supervisor', detail: { said: 'desk' } }])
  })

  test('that staff look is recorded before anything is written, or nothing is', async () => {
    const { id, reference } = await waiting()
    await told('marko', reference)
    looks.length = 0
    await pass('marko', id, 'inform')
    assert.deepEqual(looks, [{ patient: PERSON, reference }])
    const before = await events(id)
    const look = () => Promise.reject(new Error('not recorded'))
    const form = new Map(Object.entries({ case: id, ...SAID }))
    await assert.rejects(passOnByForm({ ...desk('marko'), look }, 'inform', form), /not recorded/)
    assert.equal(await events(id), before)
  })

  test('a question is withdrawn for the person only when it was said to be meant', async () => {
    const { id, reference } = await waiting()
    await told('marko', reference)
    await assert.rejects(pass('marko', id, 'withdraw', { said: 'desk' }), is('bad-request'))
    assert.equal(await stateOf(id), 'needs_info')
    await pass('marko', id, 'withdraw', { said: 'desk', sure: 'yes' })
    assert.equal(await stateOf(id), 'withdrawn')
    await assert.rejects(pass('marko', id, 'inform'), is('not-now'))
  })

  test('a question is opened again for the person within thirty days of its answer', async () => {
    const { id, reference } = await waiting()
    await told('marko', reference)
    await assert.rejects(pass('marko', id, 'reopen'), is('not-now'))
    await pass('marko', id, 'inform')
    await work(id, 'review')
    await work(id, 'decide', { outcome: 'mistaken', text: 'A mistake.' })
    await owner.query(`UPDATE dispute SET decided_at = now() - interval '31 days' WHERE id = $1`, [id])
    await assert.rejects(pass('marko', id, 'reopen'), is('not-now'))
    await owner.query(`UPDATE dispute SET decided_at = now() - interval '29 days' WHERE id = $1`, [id])
    await assert.rejects(pass('marko', id, 'reopen', { said: 'desk' }), is('bad-request'))
    await pass('marko', id, 'reopen')
    assert.equal(await stateOf(id), 'reopened')
  })

  test('nobody passes anything on who was not told the code: neither who holds the question, nor who has asked it, nor a supervisor', async () => {
    const { id, reference } = await waiting()
    assert.equal(await told('marko', reference, 'wrong'), 'wrong')
    await makeStep(desk('ene'), id, 'break-glass', new Map([['text', 'A complaint.']]))
    const before = await events(id)
    for (const name of ['kadri', 'marko', 'ene', 'riina'])
      for (const step of ['inform', 'withdraw', 'reopen'] as const)
        await assert.rejects(pass(name, id, step, { ...SAID, sure: 'yes' }), is('not-found'), `${name} ${step}`)
    assert.equal(await events(id), before)
  })

  test('after half an hour the code has to be told again', async () => {
    const { id, reference } = await waiting()
    await told('kadri', reference)
    const { rows } = await owner.query(`SELECT until <= now() + interval '30 minutes' AS short FROM dispute_access WHERE dispute = $1`, [
      id,
    ])
    assert.deepEqual(rows, [{ short: true }])
    await owner.query(`UPDATE dispute_access SET until = now() - interval '1 second' WHERE dispute = $1`, [id])
    await assert.rejects(pass('kadri', id, 'inform'), is('not-found'))
    await told('kadri', reference)
    await pass('kadri', id, 'inform')
  })

  test('the code of one question opens no other', async () => {
    const [one, other] = [await waiting(), await waiting()]
    await told('marko', one.reference)
    for (const id of [other.id, randomUUID(), 'x', '']) await assert.rejects(pass('marko', id, 'inform'), is('not-found'), id)
  })

  test('the database itself takes such a step only from who was told the code, and only with how it was said', async () => {
    const { id, reference } = await waiting()
    const write = (name: string, step: string, detail: object) =>
      as(name, (tx) => {
        const { staff: author, role: party, name: authorName } = desk(name).session
        const row = { patient, dispute: id, number: 90 + Math.floor(Math.random() * 1e6), step, party, author, authorName }
        return tx.disputeEvent.createMany({ data: [{ ...row, state: 'triage', audience: 'everybody', detail }] })
      })
    for (const step of ['inform', 'withdraw', 'reopen']) await assert.rejects(write('kadri', step, { said: 'desk' }), policy, step)
    await write('kadri', 'write', {})
    await told('marko', reference)
    await assert.rejects(write('marko', 'inform', {}), policy)
    await assert.rejects(write('marko', 'inform', { said: 'letter' }), policy)
    await write('marko', 'inform', { said: 'desk' })
    await owner.query(`UPDATE dispute_access SET until = now() - interval '1 second' WHERE dispute = $1`, [id])
    await owner.query('UPDATE dispute SET assignee = $2 WHERE id = $1', [id, desk('marko').session.staff])
    await assert.rejects(write('marko', 'inform', { said: 'desk' }), policy)
    const access = (byCode: boolean) =>
      as('ene', (tx) => {
        const until = new Date(Date.now() + 60_000)
        return tx.disputeAccess.createMany({ data: [{ patient, dispute: id, staff: desk('ene').session.staff, until, byCode }] })
      })
    await assert.rejects(access(true), policy)
    await access(false)
    await assert.rejects(write('ene', 'inform', { said: 'desk' }), policy, 'the glass is broken, but nobody has told the code')
  })

  test('nobody does so for themself', async () => {
    const { id, reference } = await waiting()
    assert.equal(await told('mari', reference), 'wrong')
    assert.equal(Number((await owner.query('SELECT count(*) FROM dispute_access WHERE dispute = $1', [id])).rows[0].count), 0)
    const { staff: me } = desk('mari').session
    await owner.query(`INSERT INTO dispute_access VALUES ($1, $2, $3, now() + interval '9 minutes', true)`, [patient, id, me])
    await assert.rejects(pass('mari', id, 'inform'), is('not-found'))
  })

  test('who has the family name of somebody who looked passes nothing on, and does not see the question any more', async () => {
    const { id, reference } = await waiting()
    assert.equal(await told('liis', reference), 'right')
    looks.length = 0
    assert.deepEqual(await pass('liis', id, 'inform'), { path: '/support', query: { problem: 'conflict' } })
    assert.deepEqual(looks, [])
    assert.equal(await stateOf(id), 'needs_info')
    await assert.rejects(pass('liis', id, 'inform'), is('not-found'))
    assert.equal(await told('liis', reference), 'wrong')
  })

  test('thirty steps in a day are enough, and what is too much leaves nothing', async () => {
    const { id, reference } = await waiting()
    await told('marko', reference)
    for (let i = 0; i < 30; i++) await pass('marko', id, 'inform')
    const before = await events(id)
    await assert.rejects(pass('marko', id, 'inform'), is('too-many-requests'))
    assert.equal(await events(id), before)
  })

  test('the page of the letter offers what can be passed on now, to nobody but who was told the code', async () => {
    const { id, reference } = await waiting()
    const held = await readCaseLetter(desk('kadri'), id)
    assert.equal(held.passOn, undefined)
    await told('marko', reference)
    const { passOn } = await readCaseLetter(desk('marko'), id)
    assert.deepEqual([passOn?.dispute, passOn?.visit, passOn?.steps], [id, desk('marko').session.visit, ['inform', 'withdraw']])
    await pass('marko', id, 'withdraw', { said: 'desk', sure: 'yes' })
    assert.deepEqual((await readCaseLetter(desk('marko'), id)).passOn?.steps, [])
  })

  test('the form says how it was said, and in which words', () => {
    const form = (change: object) => new Map(Object.entries({ ...SAID, ...change }))
    assert.deepEqual(readPassed('inform', form({ text: ' Yes.\n' })), { step: 'inform', said: 'telephone', text: 'Yes.' })
    for (const wrong of [{ said: '' }, { said: 'letter' }, { text: ' ' }, { text: 'x'.repeat(4001) }])
      for (const step of ['inform', 'reopen'] as const) assert.throws(() => readPassed(step, form(wrong)), is('bad-request'))
    for (const wrong of [{}, { sure: 'no' }]) assert.throws(() => readPassed('withdraw', form(wrong)), is('bad-request'))
    assert.deepEqual(readPassed('withdraw', form({ sure: 'yes' })), { step: 'withdraw', said: 'telephone' })
  })
})
