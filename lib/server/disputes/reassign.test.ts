import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'
import { giveAt, heldAt, MOST_AT_ONCE } from './reassign.ts'
import { MARI, TestOffice } from './testing-office.ts'

const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('a supervisor', () => {
  let office: TestOffice
  let owner: Pool
  let late: CaseId
  before(async () => {
    office = await TestOffice.make()
    owner = createPool(office.database.ownerUrl)
    await office.ask()
    const soon = await office.ask()
    late = await office.ask()
    for (const at of [soon, late]) await office.step('Kadri', at, 'acknowledge')
    await office.step('Kadri', late, 'triage')
    await owner.query(`UPDATE dispute SET due_at = '2026-01-01' WHERE id = $1`, [late.id])
  })
  after(async () => {
    await owner.end()
    await office.close()
  })

  test('alone sees and gives what agents hold', async () => {
    for (const name of ['Kadri', 'Tõnu']) {
      await assert.rejects(heldAt(office.desk(name), office.id('Kadri')), refused('not-found'))
      await assert.rejects(giveAt(office.desk(name), office.id('Kadri'), office.id('Marko'), [late.id]), refused('not-found'))
    }
  })

  test('sees what an agent holds, what is due first at the top', async () => {
    const { holder, others, cases } = await heldAt(office.desk('Ene'), office.id('Kadri'))
    assert.deepEqual([holder?.name, others.map(({ name }) => name)], ['Kadri', ['Marko']])
    assert.deepEqual(
      cases.map(({ state, overdue }) => [state, overdue]),
      [
        ['triage', true],
        ['acknowledged', false],
      ],
    )
    const nobody = await heldAt(office.desk('Ene'), 'nobody')
    assert.deepEqual([nobody.holder, nobody.cases.length], [undefined, 1])
    await assert.rejects(heldAt(office.desk('Ene'), 'x'), refused('not-found'))
  })

  test('gives cases to another agent, and is told which cannot be', async () => {
    const [mine, conflicted] = [await office.ask(), await office.ask()]
    for (const at of [mine, conflicted]) await office.step('Kadri', at, 'acknowledge')
    await owner.query('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', [MARI, conflicted.id, office.id('Marko')])
    const path = `/support/overview/agents/${office.id('Kadri')}`
    const way = await giveAt(office.desk('Ene'), office.id('Kadri'), office.id('Marko'), [mine.id, conflicted.id, randomUUID()])
    assert.deepEqual(way, { path, query: { to: office.id('Marko'), given: mine.reference, kept: conflicted.reference } })
    const held = async (name: string) => (await heldAt(office.desk('Ene'), office.id(name))).cases.map(({ id }) => id)
    assert.ok((await held('Marko')).includes(mine.id))
    assert.ok((await held('Kadri')).includes(conflicted.id))
    const { rows } = await owner.query(
      `SELECT author_name, detail->>'assignee' AS assignee FROM dispute_event WHERE dispute = $1 AND step = 'assign'`,
      [mine.id],
    )
    assert.deepEqual(rows, [{ author_name: 'Ene', assignee: office.id('Marko') }])
  })

  test('gives a question to nobody who has asked it, or whose it is', async () => {
    const marko = office.id('Marko')
    const asker = randomUUID()
    const [own, asked] = [await office.ask(), await office.ask({ askerKey: asker })]
    for (const at of [own, asked]) await office.step('Kadri', at, 'acknowledge')
    for (const [at, person] of [
      [own, MARI],
      [asked, asker],
    ] as const) {
      await owner.query('UPDATE staff SET person = $2 WHERE id = $1', [marko, person])
      assert.deepEqual((await giveAt(office.desk('Ene'), office.id('Kadri'), marko, [at.id])).query, {
        to: marko,
        given: '',
        kept: at.reference,
      })
    }
    await owner.query('UPDATE staff SET person = NULL WHERE id = $1', [marko])
  })

  test('gives nothing to who is no agent, and not too much at once', async () => {
    const kadri = office.id('Kadri')
    const [at] = (await heldAt(office.desk('Ene'), kadri)).cases
    for (const to of [office.id('Ene'), office.id('Tõnu'), kadri, 'x'])
      assert.deepEqual((await giveAt(office.desk('Ene'), kadri, to, [at?.id ?? ''])).query, { problem: 'agent' })
    assert.deepEqual((await giveAt(office.desk('Ene'), kadri, office.id('Marko'), [])).query, { problem: 'none' })
    const many = Array.from({ length: MOST_AT_ONCE + 1 }, () => randomUUID())
    await assert.rejects(giveAt(office.desk('Ene'), kadri, office.id('Marko'), many), refused('bad-request'))
  })

  test('gives nothing to an agent who has ended, and nothing that is closed', async () => {
    const kadri = office.id('Kadri')
    const at = await office.ask()
    await office.step('Kadri', at, 'acknowledge')
    const [before, over] = [(await heldAt(office.desk('Ene'), kadri)).cases.length, await office.ask()]
    await office.step('Kadri', over, 'acknowledge')
    await owner.query(`UPDATE dispute SET state = 'closed' WHERE id = $1`, [over.id])
    assert.equal((await heldAt(office.desk('Ene'), kadri)).cases.length, before)
    await owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [office.id('Marko')])
    assert.deepEqual((await giveAt(office.desk('Ene'), kadri, office.id('Marko'), [at.id])).query, { problem: 'agent' })
    await owner.query('UPDATE staff SET ended_at = NULL WHERE id = $1', [office.id('Marko')])
  })

  test('does not take a question from who has got it in the same moment', async () => {
    const at = await office.ask()
    await office.step('Kadri', at, 'acknowledge')
    const desk = office.desk('Ene')
    let transactions = 0
    const meanwhile = async (...given: unknown[]) => {
      if (++transactions === 2) await owner.query('UPDATE dispute SET assignee = NULL WHERE id = $1', [at.id])
      return (desk.database.$transaction as (...given: unknown[]) => Promise<unknown>)(...given)
    }
    const racing = { ...desk, database: { $transaction: meanwhile } as unknown as typeof desk.database }
    const { query } = await giveAt(racing, office.id('Kadri'), office.id('Marko'), [at.id])
    assert.deepEqual([query?.given, query?.kept], ['', at.reference])
  })
})
