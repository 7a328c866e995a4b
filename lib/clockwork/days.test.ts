import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CaseId } from '#lib/server/disputes/cases.ts'
import { closeOld, countOverdue, forgetDrafts, recountAll, remind } from './cases.ts'
import { PLACE, TestClockwork } from './testing.ts'

const QUARTER_MS = 15 * 60_000
const DAY_MS = 86_400_000

/** An instant by the clock on the wall in Tallinn, in 2026 and the winter after it. */
function at(local: string): number {
  const summer = local >= '2026-03-29 04:00' && local < '2026-10-25 04:00'
  return Date.parse(`${local.replace(' ', 'T')}:00${summer ? '+03:00' : '+02:00'}`)
}
const wall = (instant: Date) => {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: PLACE.timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant)
  return text
}

describe('the clock of a question', () => {
  let time: TestClockwork
  before(async () => {
    time = await TestClockwork.make()
  })
  after(() => time.close())

  const reminders = async ({ id }: CaseId) =>
    (
      await time.sql(
        `SELECT at, party, author_name, audience, detail FROM dispute_event WHERE dispute = $1 AND step = 'remind' ORDER BY number`,
        id,
      )
    ).map(({ at: when, detail }) => `${wall(when)} ${detail.clock} ${detail.stage}`)
  /** Runs the pass every quarter of an hour until that moment. */
  const until = async (local: string) => {
    for (; time.now <= at(local); time.now += QUARTER_MS) await remind(time.telling)
  }
  const askedAt = async (local: string) => {
    time.now = at(local)
    return time.ask()
  }

  for (const [name, asked, last, expected] of [
    ['Easter', '2026-04-01 10:00', '2026-04-08 00:00', ['2026-04-04 05:00', '2026-04-05 21:15', '2026-04-07 00:00']],
    ['Midsummer', '2026-06-22 23:30', '2026-06-28 00:00', ['2026-06-24 23:45', '2026-06-26 04:45', '2026-06-27 00:00']],
    ['Christmas', '2026-12-23 16:00', '2026-12-31 00:00', ['2026-12-26 20:00', '2026-12-28 17:45', '2026-12-30 00:00']],
    [
      'the night when the clock is put back',
      '2026-10-23 12:00',
      '2026-10-29 00:00',
      ['2026-10-25 17:30', '2026-10-27 02:15', '2026-10-28 00:00'],
    ],
    [
      'the night when the clock is put forward',
      '2026-03-27 12:00',
      '2026-04-02 00:00',
      ['2026-03-29 18:30', '2026-03-31 02:45', '2026-04-01 00:00'],
    ],
  ] as const)
    test(`is kept over ${name}: somebody is reminded at half, at four fifths, and when it is over`, async () => {
      const question = await askedAt(asked)
      await until(last)
      const stages = ['half', 'four-fifths', 'overdue']
      assert.deepEqual(
        await reminders(question),
        expected.map((when, i) => `${when} acknowledge ${stages[i]}`),
      )
      await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
    })

  test('of the answer runs on while nobody confirms that the question was received', async () => {
    const question = await askedAt('2026-12-23 16:00')
    for (; time.now <= at('2027-01-27 00:00'); time.now += 4 * QUARTER_MS) await remind(time.telling)
    assert.deepEqual((await reminders(question)).slice(3), [
      '2027-01-09 08:00 answer half',
      '2027-01-19 08:00 answer four-fifths',
      '2027-01-26 00:00 answer overdue',
    ])
    const [row] = await time.sql('SELECT due, remind_at, events FROM dispute WHERE id = $1', question.id)
    assert.deepEqual(row, { due: 'acknowledge', remind_at: null, events: 7 })
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('that is given more time is reminded of anew', async () => {
    const agent = await time.hire('extending', 'agent')
    const question = await askedAt('2026-09-01 10:00')
    await time.step(question, agent, 'acknowledge')
    time.now = at('2026-09-28 10:00')
    await remind(time.telling)
    await time.step(question, agent, 'extend', { text: 'It takes longer.' })
    time.now = at('2026-11-20 10:00')
    await remind(time.telling)
    await remind(time.telling)
    assert.deepEqual(await reminders(question), ['2026-09-28 10:00 answer four-fifths', '2026-11-20 10:00 answer four-fifths'])
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('that waits for the patient is not reminded of', async () => {
    const agent = await time.hire('waiting', 'agent')
    const question = await askedAt('2026-09-01 10:00')
    await time.step(question, agent, 'acknowledge')
    await time.step(question, agent, 'ask-patient', { text: 'Which day?' })
    time.now = at('2026-10-20 10:00')
    await remind(time.telling)
    assert.deepEqual(await reminders(question), [])
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('is told by the clock alone, in words for staff', async () => {
    const question = await askedAt('2026-09-01 10:00')
    time.now = at('2026-09-02 20:00')
    await remind(time.telling)
    const [event] = await time.sql(
      `SELECT party, author, author_name, audience, text FROM dispute_event WHERE dispute = $1 AND step = 'remind'`,
      question.id,
    )
    assert.deepEqual(event, { party: 'clock', author: null, author_name: 'Sightline', audience: 'staff', text: null })
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('is counted as overdue from the moment at which its time is over', async () => {
    const question = await askedAt('2026-09-01 10:00')
    const [row] = await time.sql('SELECT due_at FROM dispute WHERE id = $1', question.id)
    time.now = row?.due_at.getTime() - 1
    assert.equal(await countOverdue(time.telling), 0)
    time.now += 1
    assert.equal(await countOverdue(time.telling), 1)
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('moves when the operator makes a day a holiday', async () => {
    const question = await askedAt('2026-09-01 10:00')
    await time.sql(`INSERT INTO holiday VALUES ('2026-09-03', false, 'A day between')`)
    await recountAll(time.telling)
    const [row] = await time.sql('SELECT due_at FROM dispute WHERE id = $1', question.id)
    assert.equal(wall(row?.due_at), '2026-09-05 00:00')
    await time.sql('DELETE FROM holiday')
    await recountAll(time.telling)
    time.now = at('2026-09-02 23:30')
    await remind(time.telling)
    assert.deepEqual(await reminders(question), ['2026-09-02 23:30 acknowledge half'])
    await time.sql('DELETE FROM dispute WHERE id = $1', question.id)
  })

  test('that cannot be read holds no other back', async () => {
    const [broken, question] = [await askedAt('2026-09-01 10:00'), await askedAt('2026-09-01 10:00')]
    await time.sql(`UPDATE dispute SET marks = '[{"step":"submit","state":"submitted","at":"never"}]' WHERE id = $1`, broken.id)
    time.now = at('2026-09-02 23:30')
    await remind(time.telling)
    assert.equal((await reminders(question)).length, 1)
    await time.sql('DELETE FROM dispute')
  })

  test('closes a question when it cannot be opened again, and not before', async () => {
    const agent = await time.hire('closing', 'agent')
    const question = await askedAt('2026-09-01 10:00')
    for (const [step, more] of [['acknowledge'], ['triage'], ['review'], ['decide', { outcome: 'mistaken', text: 'Sorry.' }]] as const)
      await time.step(question, agent, step, more)
    const state = async () => (await time.sql('SELECT state FROM dispute WHERE id = $1', question.id))[0]?.state
    const decided = time.now
    for (const [days, expected] of [
      [-1, 'decided'],
      [0, 'closed'],
    ] as const) {
      time.now = decided + 30 * DAY_MS + days
      await closeOld(time.telling)
      assert.equal(await state(), expected)
    }
    const [event] = await time.sql(`SELECT party, author_name FROM dispute_event WHERE dispute = $1 AND step = 'close'`, question.id)
    assert.deepEqual(event, { party: 'clock', author_name: 'Sightline' })
    await time.sql('DELETE FROM dispute')
  })

  test('forgets what somebody began to write and left for 90 days', async () => {
    time.now = Date.now()
    await time.sql(
      `INSERT INTO dispute_draft (patient, author, entries, changed_at) SELECT gen_random_uuid(), gen_random_uuid(), '{}', now() - make_interval(days => days)
       FROM unnest(ARRAY[89, 91]) AS days`,
    )
    await forgetDrafts(time.telling)
    assert.equal((await time.sql('SELECT FROM dispute_draft')).length, 1)
    await time.sql(
      `INSERT INTO assisted (patient, staff, reference, system, value, name, locale, way, answers, started_at, until, dispute)
       SELECT gen_random_uuid(), gen_random_uuid(), 'S', 's', 'v', 'Mari', 'et-EE', 'telephone', '{a,b}', now() - make_interval(days => days),
         now() - make_interval(days => days), question FROM (VALUES (89, NULL::uuid), (91, NULL), (91, gen_random_uuid())) AS begun (days, question)`,
    )
    await forgetDrafts(time.telling)
    assert.equal((await time.sql('SELECT FROM assisted')).length, 2)
  })
})
