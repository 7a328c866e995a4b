import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { logIn } from '../testing-next.ts'
import type { CaseId } from './cases.ts'
import { MARI, TestOffice } from './testing-office.ts'

const { staffCase, staffFile } = await import('./staff-case.ts')

describe('the page of a case, and its files', () => {
  let office: TestOffice
  let owner: Pool
  let at: CaseId
  before(async () => {
    office = await TestOffice.make()
    owner = createPool(office.database.ownerUrl)
    Object.assign(process.env, {
      WEB_DATABASE_URL: office.database.urls.web,
      STAFF_DATABASE_URL: office.database.urls.staff,
      SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    })
    at = await office.asked()
  })
  after(async () => {
    await owner.end()
    await office.close()
  })

  const as = (name: string) => logIn(office.id(name), office.desk(name).session.role)
  const looks = async () => (await owner.query(`SELECT FROM pending WHERE record_system = 'portal'`)).rowCount
  const file = async (kind: 'attachment' | 'proof') => {
    const id = randomUUID()
    await owner.query(
      `INSERT INTO dispute_file (patient, dispute, id, number, kind, name, type, bytes, audience)
       VALUES ($1, $2, $3, 1, $4, $4, 'application/pdf', 'x', 'everybody')`,
      [MARI, at.id, id, kind],
    )
    return id
  }

  test('give what was handed in to the agent who holds it, by a look, and never the proofs', async () => {
    await as('Kadri')
    const [letter, proof] = [await file('attachment'), await file('proof')]
    assert.equal((await staffFile(at.id, letter)).name, 'attachment')
    assert.equal(await looks(), 1)
    for (const other of [proof, randomUUID(), 'x']) await assert.rejects(staffFile(at.id, other), { code: 'not-found' }, other)
  })

  test('give nothing to another agent, also one who holds another question of the same person, and record no look', async () => {
    const letter = await file('attachment')
    await office.step('Marko', await office.ask(), 'acknowledge')
    const before = await looks()
    await as('Marko')
    await assert.rejects(staffFile(at.id, letter), { code: 'not-found' })
    assert.equal((await staffCase(at.id)).opened, undefined)
    assert.equal(await looks(), before)
  })

  test('lead an officer who was asked to the page that is made for them, and another one nowhere', async () => {
    await as('Tõnu')
    await assert.rejects(staffCase(at.id), { digest: new RegExp(`;/support/answers/${at.id};`) })
    await as('Riina')
    await assert.rejects(staffCase(at.id), /404/)
  })

  test('are nothing for who may be of the family of those who looked', async () => {
    const letter = await file('attachment')
    const letIn = async () => {
      await owner.query('DELETE FROM dispute_conflict')
      await owner.query(
        `INSERT INTO dispute_access (patient, dispute, staff, until) VALUES ($1, $2, $3, now() + interval '1 hour') ON CONFLICT DO NOTHING`,
        [MARI, at.id, office.id('Helle Berg')],
      )
    }
    const before = await looks()
    await as('Helle Berg')
    await letIn()
    await assert.rejects(staffFile(at.id, letter), { code: 'not-found' })
    await letIn()
    await assert.rejects(staffCase(at.id), { digest: /;\/support\?problem=conflict;/ })
    await assert.rejects(staffCase(at.id), /404/, 'and then it is hidden from them')
    assert.equal(await looks(), before)
  })

  test('are no page for what is no case', async () => {
    await as('Ene')
    for (const id of ['x', randomUUID()]) await assert.rejects(staffCase(id), /404/)
  })
})
