import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
import { smtpError } from '#lib/alerts/testing.ts'
import type { CaseId } from '#lib/server/disputes/cases.ts'
import { remind } from './cases.ts'
import { recoverMessages, tellStaff } from './tell.ts'
import { PROVIDER, TestClockwork } from './testing.ts'

const at = (text: string) => Date.parse(text)

describe('an e-mail to staff', () => {
  let time: TestClockwork
  let agent = ''
  before(async () => {
    time = await TestClockwork.make()
    agent = await time.hire('agent', 'agent')
    await time.hire('supervisor', 'supervisor')
    await time.hire('officer', 'officer', PROVIDER)
    await time.hire('other-officer', 'officer', '90010002')
  })
  afterEach(async () => {
    time.mail.answer = undefined
    time.mail.mails.length = 0
    await time.sql('DELETE FROM dispute')
    await time.sql('DELETE FROM staff_message')
    await time.sql('DELETE FROM graphile_worker._private_jobs')
  })
  after(() => time.close())

  const told = () =>
    time.mail.mails
      .map(({ to, source }) => `${to[0]?.split('@')[0]}: ${/^Subject: (?:S-\d{4}-\d{5}: )(.*)\r$/m.exec(source)?.[1]}`)
      .toSorted()
  const states = async ({ id }: CaseId) =>
    (await time.sql('SELECT state FROM staff_message WHERE dispute = $1 ORDER BY created_at', id)).map(({ state }) => state)
  /** A question that an agent holds, asked on a Tuesday at noon. */
  const held = async () => {
    time.now = at('2026-09-01T09:00:00Z')
    const question = await time.ask()
    await time.step(question, agent, 'acknowledge')
    return question
  }
  const withProvider = async () => {
    const question = await held()
    await time.step(question, agent, 'triage')
    await time.step(question, agent, 'ask-provider', { text: 'Why?', provider: PROVIDER })
    return question
  }

  test('says at half of the time to who holds the case what is due and when, and nothing of what is in it', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    await time.pass()
    assert.deepEqual(told(), ['agent: half of the time has passed'])
    const { source = '' } = time.mail.mails[0] ?? {}
    const text = source.replaceAll('=\r\n', '')
    assert.match(text, /The answer to the question is due by the end of October 1, 2026\./)
    assert.ok(text.includes(`https://sightline.example/support/cases/${question.id}`), text)
    for (const word of ['Mari', question.patient, 'not there', PROVIDER]) assert.ok(!text.includes(word), word)
    await time.pass()
    assert.equal(time.mail.mails.length, 1)
  })

  test('tells nobody at half of the time where nobody holds the case', async () => {
    time.now = at('2026-09-01T09:00:00Z')
    await time.ask()
    time.now = at('2026-09-02T12:00:00Z')
    await time.pass()
    assert.deepEqual(told(), [])
  })

  test('tells the organisation’s officers at once that it was asked, and no other’s', async () => {
    const question = await withProvider()
    await time.idle()
    assert.deepEqual(told(), ['officer: a question to your organisation'])
    assert.deepEqual(await time.sql('SELECT name FROM staff_message m JOIN staff s ON s.id = m.staff'), [{ name: 'officer' }])
    await time.sql(
      `SELECT graphile_worker.add_job('asked', json_build_object('patient', $1::text, 'dispute', $2::text))`,
      question.patient,
      question.id,
    )
    await time.idle()
    assert.equal(time.mail.mails.length, 1)
  })

  test('tells who holds it, then also the officers, then also the supervisors, while an organisation does not answer', async () => {
    await withProvider()
    await time.idle()
    time.mail.mails.length = 0
    const stages = [
      ['2026-09-09T09:00:00Z', ['agent: half of the time has passed']],
      ['2026-09-14T09:00:00Z', ['agent: little time is left', 'officer: little time is left']],
      ['2026-09-15T21:00:00Z', ['agent: overdue', 'officer: overdue', 'supervisor: overdue']],
      // The answer to the patient is none of the organisation’s.
      ['2026-09-28T09:00:00Z', ['agent: little time is left']],
    ] as const
    for (const [now, expected] of stages) {
      time.now = at(now)
      await time.pass()
      assert.deepEqual(told(), expected)
      time.mail.mails.length = 0
    }
  })

  test('is not sent when the organisation has answered meanwhile, nor when the case was withdrawn', async () => {
    const question = await withProvider()
    await time.sql(
      `UPDATE dispute SET state = 'triage', marks = marks || '[{"step":"review","state":"under_review","at":"2026-09-01T09:00:01.000Z"}]' WHERE id = $1`,
      question.id,
    )
    time.now += 60_000
    await time.idle()
    assert.deepEqual(told(), [])
  })

  test('that waits is dropped when the patient takes the question back', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    await remind(time.telling)
    await time.sql(
      `UPDATE dispute SET marks = marks || '[{"step":"withdraw","state":"withdrawn","at":"2026-09-17T09:00:01.000Z"}]' WHERE id = $1`,
      question.id,
    )
    time.now += 60_000
    await time.idle()
    assert.deepEqual([told(), await states(question)], [[], ['dropped']])
  })

  test('is sent once, also where two workers take it at the same time', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    await remind(time.telling)
    const [message] = await time.sql('SELECT id FROM staff_message WHERE dispute = $1', question.id)
    await Promise.all([1, 2, 3].map(() => tellStaff(time.telling, question.patient, message?.id)))
    assert.deepEqual([told().length, await states(question)], [1, ['sent']])
  })

  test('waits on a day off for the next working morning, and then says what is so then', async () => {
    time.now = at('2026-04-01T07:00:00Z')
    const question = await time.ask()
    await time.sql('UPDATE dispute SET assignee = $1 WHERE id = $2', agent, question.id)
    for (const [now, expected] of [
      ['2026-04-04T02:00:00Z', []], // Saturday of Easter: half
      ['2026-04-05T18:15:00Z', []], // Easter Sunday: four fifths
      ['2026-04-05T20:45:00Z', []],
      ['2026-04-06T05:00:00Z', ['agent: little time is left']],
      ['2026-04-06T21:00:00Z', ['agent: little time is left', 'agent: overdue', 'supervisor: overdue']],
    ] as const) {
      time.now = at(now)
      await time.pass()
      assert.deepEqual(told(), expected, now)
      const [job] = await time.sql(`SELECT min(run_at) AS at FROM graphile_worker._private_jobs`)
      const morning = Date.now() + at('2026-04-06T05:00:00Z') - time.now
      if (expected.length === 0) assert.ok(Math.abs(job?.at - morning) < 60_000, `${now}: ${job?.at}`)
    }
  })

  test('is sent on a Saturday when something is overdue', async () => {
    time.now = at('2026-09-02T09:00:00Z') // a Wednesday
    await time.ask()
    time.now = at('2026-09-04T21:00:00Z')
    await time.pass()
    assert.deepEqual(told(), ['supervisor: overdue'])
  })

  test('is not sent to who must not see the case, nor to who has ended', async () => {
    const [partial, gone] = [await time.hire('partial', 'supervisor'), await time.hire('gone', 'supervisor')]
    const [before, mute] = [await time.hire('before', 'supervisor'), await time.hire('mute', 'supervisor')]
    await time.sql('UPDATE staff SET ended_at = now() WHERE id = $1', before)
    await time.sql('UPDATE staff SET email = NULL WHERE id = $1', mute)
    time.now = at('2026-09-02T09:00:00Z')
    const question = await time.ask()
    await time.sql('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', question.patient, question.id, partial)
    time.now = at('2026-09-04T21:00:00Z')
    await remind(time.telling)
    assert.deepEqual(await time.sql('SELECT FROM staff_message WHERE staff = ANY ($1)', [partial, before, mute]), [])
    await time.sql('UPDATE staff SET ended_at = now() WHERE id = $1', gone)
    await time.idle()
    assert.deepEqual(told(), ['supervisor: overdue'])
    await time.sql('UPDATE staff SET ended_at = now() WHERE id = ANY ($1)', [partial, mute])
  })

  test('tells of a case also somebody who must not see another one of the same person', async () => {
    time.now = at('2026-09-02T09:00:00Z')
    const [question, other] = [await time.ask(), randomUUID()]
    const [{ id: supervisor }] = (await time.sql(`SELECT id FROM staff WHERE name = 'supervisor'`)) as [{ id: string }]
    await time.sql(
      `INSERT INTO dispute SELECT (jsonb_populate_record(d, jsonb_build_object('id', $2::uuid, 'remind_at', NULL))).* FROM dispute d WHERE id = $1`,
      question.id,
      other,
    )
    await time.sql('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', question.patient, other, supervisor)
    await time.hire('second', 'supervisor')
    time.now = at('2026-09-04T21:00:00Z')
    await time.pass()
    assert.deepEqual(told(), ['second: overdue', 'supervisor: overdue'])
    assert.deepEqual(await time.sql('SELECT DISTINCT dispute FROM staff_message'), [{ dispute: question.id }])
    await time.sql(`UPDATE staff SET ended_at = now() WHERE name = 'second'`)
  })

  test('is dropped for who has said meanwhile that they must not see the case', async () => {
    const near = await time.hire('near', 'supervisor')
    time.now = at('2026-09-02T09:00:00Z')
    const question = await time.ask()
    time.now = at('2026-09-04T21:00:00Z')
    await remind(time.telling)
    await time.sql('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', question.patient, question.id, near)
    await time.idle()
    assert.deepEqual(told(), ['supervisor: overdue'])
    await time.sql('UPDATE staff SET ended_at = now() WHERE id = $1', near)
  })

  test('is dropped for who held the case before', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    await remind(time.telling)
    await time.sql('UPDATE dispute SET assignee = gen_random_uuid() WHERE id = $1', question.id)
    await time.idle()
    assert.deepEqual([told(), await states(question)], [[], ['dropped']])
  })

  test('is sent again where the mail server asks to try later, and no more where it refuses', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    time.mail.answer = () => smtpError(451)
    await time.pass()
    assert.deepEqual([told(), await states(question)], [[], ['waiting']])
    time.mail.answer = undefined
    await time.idle()
    assert.deepEqual([told().length, await states(question)], [1, ['sent']])
    time.now = at('2026-09-28T09:00:00Z')
    time.mail.answer = () => smtpError(550)
    await time.pass()
    assert.deepEqual(await states(question), ['sent', 'dropped'])
  })

  test('that a killed worker had claimed is never sent again', async () => {
    const question = await held()
    time.now = at('2026-09-17T09:00:00Z')
    await remind(time.telling)
    await time.sql(`UPDATE staff_message SET state = 'claimed' WHERE dispute = $1`, question.id)
    await time.sql(`UPDATE graphile_worker._private_jobs SET locked_by = 'gone', locked_at = now()`)
    await time.idle()
    assert.deepEqual([told(), await states(question)], [[], ['unknown']])
    assert.equal(await recoverMessages(time.telling), 0)
  })
})
