import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { staffWork } from '#lib/db/prisma.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'
import { overviewAt } from './overview.ts'
import { changeSamplesAt, MOST_DRAWN, SAMPLES, sampledAt, samplesAt } from './samples.ts'
import { MARI, TestOffice } from './testing-office.ts'

const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('a sample of closed cases', () => {
  let office: TestOffice
  let owner: Pool
  let first: CaseId & { readonly reference: string }
  const change = (name: string, what: string, fields: Record<string, string>) =>
    changeSamplesAt(office.desk(name), what, new Map(Object.entries(fields)))
  const shown = async (name: string, now?: Date) => {
    const found = await sampledAt(office.desk(name), first.id, now)
    assert.ok(found !== 'conflict')
    return found
  }
  const closed = async () => {
    const at = await office.ask()
    for (const step of ['acknowledge', 'triage', 'review'] as const) await office.step('Kadri', at, step)
    await office.step('Kadri', at, 'decide', { outcome: 'mistaken', text: 'It was a mistake.' })
    await office.step('Kadri', at, 'close')
    return at
  }
  before(async () => {
    office = await TestOffice.make()
    owner = createPool(office.database.ownerUrl)
    first = await closed()
  })
  after(async () => {
    await owner.end()
    await office.close()
  })

  test('is for supervisors alone', async () => {
    for (const name of ['Kadri', 'Tõnu']) {
      await assert.rejects(samplesAt(office.desk(name)), refused('not-found'))
      await assert.rejects(sampledAt(office.desk(name), first.id), refused('not-found'))
      for (const what of ['draw', 'open', 'review'])
        await assert.rejects(change(name, what, { case: first.id, count: '1', reason: 'x', finding: 'right' }), refused('not-found'))
    }
    await assert.rejects(change('Ene', 'delete', {}), refused('not-found'))
  })

  test('holds nothing that was not drawn', async () => {
    await assert.rejects(sampledAt(office.desk('Ene'), first.id), refused('not-found'))
    await assert.rejects(change('Ene', 'open', { case: first.id, reason: 'Quality sample' }), refused('not-found'))
    for (const count of ['0', 'x', '', String(MOST_DRAWN + 1)])
      assert.deepEqual((await change('Ene', 'draw', { count })).query, { problem: 'count' })
  })

  test('is drawn of what is closed, each once, and not of what the supervisor must not see', async () => {
    const conflicted = await closed()
    await owner.query('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', [MARI, conflicted.id, office.id('Ene')])
    await office.ask()
    assert.equal((await samplesAt(office.desk('Ene'))).left, 1)
    assert.deepEqual(await change('Ene', 'draw', { count: '5' }), { path: SAMPLES, query: { drawn: '1' } })
    assert.deepEqual((await change('Ene', 'draw', { count: '5' })).query, { problem: 'nothing' })
    const { open, done, left } = await samplesAt(office.desk('Ene'))
    assert.deepEqual([open.map(({ reference, outcome }) => [reference, outcome]), done, left], [[[first.reference, 'mistaken']], [], 0])
    await assert.rejects(sampledAt(office.desk('Ene'), conflicted.id), refused('not-found'))
  })

  test('says nothing of a case before it is opened with a reason', async () => {
    assert.equal((await shown('Ene')).content, undefined)
    await assert.rejects(change('Ene', 'review', { case: first.id, finding: 'right' }), refused('not-now'))
    assert.deepEqual((await change('Ene', 'open', { case: first.id, reason: ' ' })).query, { problem: 'reason' })
    assert.equal((await shown('Ene')).content, undefined)
    assert.deepEqual(office.looks, [])
  })

  test('is opened for an hour, as an event of the case, and each look is recorded', async () => {
    assert.deepEqual(await change('Ene', 'open', { case: first.id, reason: 'Quality sample' }), { path: `${SAMPLES}/${first.id}` })
    const { sample, content } = await shown('Ene')
    assert.deepEqual(content?.view.events.at(-1)?.text, 'Quality sample')
    assert.deepEqual(
      content?.entries.map((entry) => 'event' in entry && entry.event.data),
      [[{ category: 'unclassified' }], [{ category: 'unclassified' }]],
    )
    assert.deepEqual(office.looks, [`Ene ${first.reference}`])
    const minutes = (Date.parse(sample.opened ?? '') - Date.now()) / 60_000
    assert.ok(minutes > 50 && minutes <= 61, String(minutes))
    assert.equal((await shown('Urve')).content, undefined, 'for who opened it alone')
    const later = new Date(Date.now() + 3_700_000)
    assert.equal((await shown('Ene', later)).content, undefined)
  })

  test('says nothing where the look cannot be recorded, and is read only after that', async () => {
    const blind = { ...office.desk('Ene'), look: () => Promise.reject(new Error('no look')) }
    await assert.rejects(sampledAt(blind, first.id), /no look/)
    const closing = async () => {
      await owner.query('UPDATE dispute_access SET until = now() WHERE dispute = $1', [first.id])
    }
    const found = await sampledAt({ ...office.desk('Ene'), look: closing }, first.id)
    assert.deepEqual(found !== 'conflict' && [found.content?.view.events, found.content?.entries], [[], []])
    await owner.query(`UPDATE dispute_access SET until = now() + interval '1 hour' WHERE dispute = $1`, [first.id])
  })

  test('is not judged by who decided it', async () => {
    const own = await office.ask()
    for (const step of ['acknowledge', 'triage', 'review'] as const) await office.step('Kadri', own, step)
    await office.step('Kadri', own, 'propose', { text: 'So it was.' })
    await office.step('Urve', own, 'take-review')
    await office.step('Urve', own, 'confirm')
    await office.step('Kadri', own, 'close')
    await change('Urve', 'draw', { count: '5' })
    assert.deepEqual((await change('Urve', 'open', { case: own.id, reason: 'Sample' })).query, { problem: 'own' })
    const kept = await staffWork(office.staff, office.id('Urve'), (tx) => tx.disputeAccess.count({ where: { dispute: own.id } }))
    assert.equal(kept, 0, 'nothing of it is kept')
    await office.step('Urve', own, 'break-glass', { text: 'I want to see it.' })
    await staffWork(
      office.staff,
      office.id('Urve'),
      (tx) => tx.$executeRaw`INSERT INTO dispute_access (patient, dispute, staff, until)
        VALUES (${own.patient}::uuid, ${own.id}::uuid, ${office.id('Urve')}::uuid, now() + interval '1 hour')`,
    )
    const review = await change('Urve', 'review', { case: own.id, finding: 'right' })
    assert.deepEqual(review.query, { problem: 'own' }, 'also where it is open to them by another way')
    assert.deepEqual(await change('Ene', 'open', { case: own.id, reason: 'Sample' }), { path: `${SAMPLES}/${own.id}` })
  })

  test('is hidden from who may be of the family of those who looked', async () => {
    assert.deepEqual(await change('Helle Berg', 'open', { case: first.id, reason: 'Sample' }), {
      path: SAMPLES,
      query: { problem: 'conflict' },
    })
    await assert.rejects(sampledAt(office.desk('Helle Berg'), first.id), refused('not-found'))
    assert.equal(
      (await samplesAt(office.desk('Helle Berg'))).open.some(({ id }) => id === first.id),
      false,
    )
    const other = await closed()
    await change('Urve', 'draw', { count: '5' })
    await owner.query(`INSERT INTO dispute_access (patient, dispute, staff, until) VALUES ($1, $2, $3, now() + interval '1 hour')`, [
      MARI,
      other.id,
      office.id('Helle Berg'),
    ])
    const looks = office.looks.length
    assert.equal(await sampledAt(office.desk('Helle Berg'), other.id), 'conflict', 'also where it is open to them by another way')
    await assert.rejects(sampledAt(office.desk('Helle Berg'), other.id), refused('not-found'))
    assert.equal(office.looks.length, looks)
    await owner.query('DELETE FROM case_review WHERE dispute = $1', [other.id])
  })

  test('is judged once, with words where it was not right', async () => {
    const judge = (fields: Record<string, string>) => change('Ene', 'review', { case: first.id, ...fields })
    assert.deepEqual((await judge({})).query, { problem: 'finding' })
    assert.deepEqual((await judge({ finding: 'wrong' })).query, { problem: 'text' })
    assert.deepEqual(await judge({ finding: 'wrong', text: 'The hospital was not asked.' }), { path: SAMPLES, query: { done: 'review' } })
    await assert.rejects(judge({ finding: 'right' }), refused('not-now'))
    const { done } = await samplesAt(office.desk('Urve'))
    assert.deepEqual(
      done.map(({ reference, review }) => [reference, review?.finding, review?.text, review?.name]),
      [[first.reference, 'wrong', 'The hospital was not asked.', 'Ene']],
    )
    assert.deepEqual((await overviewAt(office.desk('Ene'), {})).reviews, { drawn: 1, right: 0, wrong: 1 })
  })

  test('is nobody’s to change behind the form', async () => {
    const write = (name: string, sql: string) => staffWork(office.staff, office.id(name), (tx) => tx.$executeRawUnsafe(sql))
    assert.equal(await write('Kadri', `UPDATE case_review SET text = 'x'`), 0)
    await assert.rejects(write('Ene', `UPDATE case_review SET reviewer = '${office.id('Urve')}', finding = 'right', reviewed_at = now()`))
    await assert.rejects(write('Ene', 'DELETE FROM case_review'), /permission denied|42501/)
    await assert.rejects(
      write('Kadri', `INSERT INTO case_review (patient, dispute, drawn_by) SELECT patient, id, '${office.id('Kadri')}' FROM dispute`),
    )
  })

  const drawnOne = async () => {
    const at = await closed()
    await owner.query('INSERT INTO case_review (patient, dispute, drawn_by) VALUES ($1, $2, $3)', [MARI, at.id, office.id('Ene')])
    return at
  }

  for (const step of ['propose', 'confirm', 'decide', 'decide-cause'])
    test(`is not judged by who made the step “${step}” in it, whatever they were then`, async () => {
      const at = await drawnOne()
      await owner.query('UPDATE dispute_event SET author = $1, step = $2 WHERE dispute = $3 AND number = 2', [
        office.id('Urve'),
        step,
        at.id,
      ])
      assert.deepEqual((await change('Urve', 'open', { case: at.id, reason: 'Sample' })).query, { problem: 'own' })
      assert.deepEqual((await change('Ene', 'open', { case: at.id, reason: 'Sample' })).query, undefined, 'another one may')
    })

  test('needs a reason and words that are not too long, and is judged within the hour', async () => {
    const at = await drawnOne()
    const long = 'x'.repeat(4001)
    assert.deepEqual((await change('Ene', 'open', { case: at.id, reason: long })).query, { problem: 'reason' })
    await change('Ene', 'open', { case: at.id, reason: 'Sample' })
    assert.deepEqual((await change('Ene', 'review', { case: at.id, finding: 'right', text: long })).query, { problem: 'text' })
    await owner.query('UPDATE dispute_access SET until = now() WHERE dispute = $1', [at.id])
    await assert.rejects(change('Ene', 'review', { case: at.id, finding: 'right' }), refused('not-now'))
  })

  test('leaves out what was opened again meanwhile', async () => {
    const at = await drawnOne()
    const listed = async () => (await samplesAt(office.desk('Urve'))).open.some(({ id }) => id === at.id)
    assert.equal(await listed(), true)
    await owner.query(`UPDATE dispute SET state = 'decided' WHERE id = $1`, [at.id])
    assert.equal(await listed(), true)
    await owner.query(`UPDATE dispute SET state = 'reopened' WHERE id = $1`, [at.id])
    assert.equal(await listed(), false)
    await assert.rejects(change('Urve', 'open', { case: at.id, reason: 'Sample' }), refused('not-now'))
  })
})
