import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { csv } from '#lib/event/csv.ts'
import { AppError } from '../app-error.ts'
import { filterOf, overviewAt } from './overview.ts'
import { tableAt } from './overview-csv.ts'
import { CLINIC, HOSPITAL, MARI, TestOffice } from './testing-office.ts'

// A Thursday. In Tallinn it is 14:00.
const NOW = new Date('2026-11-26T12:00:00.000Z')
const DAYS = { from: '2026-06-01', to: '2026-11-26' }

type Put = {
  readonly agent?: string
  readonly state: string
  readonly organisation?: string
  readonly reasons?: readonly string[]
  readonly outcome?: string
  readonly sent: string
  readonly decided?: string
  readonly due?: readonly [string, string]
  readonly marks?: readonly (readonly [step: string, at: string])[]
}

const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('the overview', () => {
  let office: TestOffice
  let owner: Pool
  const put = async ({ agent, state, organisation = CLINIC, reasons = ['other'], outcome, sent, decided, due, marks = [] }: Put) => {
    const { rows } = await owner.query<{ reference: string }>(
      `INSERT INTO dispute (patient, id, reference, state, severity, reasons, wants, care, knows, safe_contact, asker, asker_key, asker_name,
         locale, organisation, automatic, assignee, outcome, submitted_at, decided_at, due_at, due, marks, events)
       VALUES ($1, $2, 'S-2026-' || lpad(nextval('dispute_number')::text, 5, '0'), $3, 2, $4, '{explanation}', 'no', 'no', false, 'patient', $1,
         'Mari Maasikas', 'en', $5, false, $6, $7, $8, $9, $10, $11, $12, 1) RETURNING reference`,
      [
        MARI,
        randomUUID(),
        state,
        reasons,
        organisation,
        agent === undefined ? null : office.id(agent),
        outcome ?? null,
        sent,
        decided ?? null,
        due?.[1] ?? null,
        due?.[0] ?? null,
        JSON.stringify([['submit', sent], ...marks].map(([step, at]) => ({ step, state: 'x', at }))),
      ],
    )
    return rows[0]?.reference ?? ''
  }

  before(async () => {
    office = await TestOffice.make()
    owner = createPool(office.database.ownerUrl)
    // Open: two of Kadri (10 and 2 days old, one overdue), one of Marko who waits for a provider too long, one of nobody.
    await put({
      agent: 'Kadri',
      state: 'triage',
      sent: '2026-11-16T12:00:00Z',
      due: ['answer', '2026-12-16T22:00:00Z'],
      marks: [['acknowledge', '2026-11-16T14:00:00Z']],
    })
    await put({
      agent: 'Kadri',
      state: 'under_review',
      sent: '2026-11-24T12:00:00Z',
      due: ['answer', '2026-11-26T11:59:59Z'],
      marks: [
        ['acknowledge', '2026-11-24T16:00:00Z'],
        ['escalate', '2026-11-25T00:00:00Z'],
      ],
    })
    await put({
      agent: 'Marko',
      state: 'awaiting_provider',
      organisation: HOSPITAL,
      sent: '2026-09-20T12:00:00Z',
      due: ['provider', '2026-10-10T21:00:00Z'],
      marks: [
        ['acknowledge', '2026-09-20T22:00:00Z'],
        ['ask-provider', '2026-09-26T12:00:00Z'],
      ],
    })
    await put({ state: 'submitted', sent: '2026-11-26T11:00:00Z', due: ['acknowledge', '2026-11-30T22:00:00Z'] })
    // Answered: by Kadri yesterday (of three days) and long ago, by Marko after it was opened again.
    await put({
      agent: 'Kadri',
      state: 'decided',
      outcome: 'mistaken',
      reasons: ['acquaintance', 'too-many'],
      sent: '2026-11-22T10:00:00Z',
      decided: '2026-11-25T10:00:00Z',
      marks: [
        ['ask-provider', '2026-11-23T10:00:00Z'],
        ['answer', '2026-11-24T10:00:00Z'],
      ],
    })
    await put({
      agent: 'Kadri',
      state: 'closed',
      outcome: 'justified',
      reasons: ['too-many'],
      sent: '2026-08-01T10:00:00Z',
      decided: '2026-08-31T10:00:00Z',
    })
    await put({
      agent: 'Marko',
      state: 'closed',
      outcome: 'justified',
      organisation: HOSPITAL,
      sent: '2026-01-01T10:00:00Z',
      decided: '2026-11-03T10:00:00Z',
      marks: [
        ['acknowledge', '2026-01-01T12:00:00Z'],
        ['reopen', '2026-10-29T10:00:00Z'],
      ],
    })
    // Neither sent nor answered in these days; withdrawn.
    await put({ agent: 'Marko', state: 'closed', outcome: 'unjustified', sent: '2026-01-01T10:00:00Z', decided: '2026-01-02T10:00:00Z' })
    await put({ agent: 'Marko', state: 'withdrawn', sent: '2026-11-20T10:00:00Z', marks: [['withdraw', '2026-11-21T10:00:00Z']] })
  })
  after(async () => {
    await owner.end()
    await office.close()
  })

  const see = (asked = {}) => overviewAt(office.desk('Ene'), { ...DAYS, ...asked }, NOW)

  test('is for supervisors alone', async () => {
    for (const name of ['Kadri', 'Tõnu']) {
      await assert.rejects(overviewAt(office.desk(name), {}, NOW), refused('not-found'))
      await assert.rejects(
        tableAt(office.desk(name), 'cases', {}, (key) => key, NOW),
        refused('not-found'),
      )
      await assert.rejects(
        tableAt(office.desk(name), 'figures', {}, (key) => key, NOW),
        refused('not-found'),
      )
    }
  })

  test('says what each agent holds, and what nobody holds', async () => {
    const { workload } = await see()
    assert.deepEqual(
      workload.map(({ name, open, overdue, answered, age, ended }) => [name, open, overdue, answered, age && Math.round(age), ended]),
      [
        [undefined, 1, 0, 0, 0, false],
        ['Kadri', 2, 1, 1, 6, false],
        ['Marko', 1, 1, 1, 67, false],
      ],
    )
  })

  test('counts by age, and what is overdue by clock', async () => {
    const { ages, overdue } = await see()
    assert.deepEqual(
      ages.map(({ from, to, open, overdue }) => [from, to, open, overdue]),
      [
        [0, 2, 2, 1],
        [3, 7, 0, 0],
        [8, 14, 1, 0],
        [15, 30, 0, 0],
        [31, 60, 0, 0],
        [61, undefined, 1, 1],
      ],
    )
    assert.deepEqual(overdue, { acknowledge: 0, provider: 1, answer: 1 })
  })

  test('counts outcomes, of all, by organisation and by reason', async () => {
    const { outcomes, byOrganisation, byReason } = await see()
    assert.deepEqual(outcomes, { mistaken: 1, justified: 2 })
    assert.deepEqual(
      byOrganisation.map(({ key, outcomes }) => [key, outcomes]),
      [
        [CLINIC, { mistaken: 1, justified: 1 }],
        [HOSPITAL, { justified: 1 }],
      ],
    )
    assert.deepEqual(
      byReason.map(({ key, outcomes }) => [key, outcomes]),
      [
        ['too-many', { mistaken: 1, justified: 1 }],
        ['acquaintance', { mistaken: 1 }],
        ['other', { justified: 1 }],
      ],
    )
  })

  test('says how long it takes, and how much is opened again or goes elsewhere', async () => {
    const { times, sent, reopened, escalated } = await see()
    assert.deepEqual([times.acknowledge.count, times.acknowledge.median, times.acknowledge.ninth], [3, 4, 8.8])
    assert.deepEqual(times.provider, { count: 1, median: 24, ninth: 24 })
    // 72 hours, 30 days, and 5 days since it was opened again.
    assert.deepEqual([times.answer.count, times.answer.median], [3, 120])
    assert.deepEqual([sent, reopened, escalated], [7, 0, 1])
    assert.equal((await see({ from: '2026-01-01' })).reopened, 1)
  })

  test('counts what came and what was answered in each of 26 weeks', async () => {
    const { weeks } = await see()
    assert.equal(weeks.length, 26)
    assert.deepEqual(weeks.at(-1), { monday: '2026-11-23', sent: 2, answered: 1 })
    assert.deepEqual(weeks.at(-2), { monday: '2026-11-16', sent: 3, answered: 0 })
    assert.equal(weeks[0]?.monday, '2026-06-01')
    assert.deepEqual([weeks.reduce((sum, week) => sum + week.sent, 0), weeks.reduce((sum, week) => sum + week.answered, 0)], [7, 3])
  })

  test('is of one organisation where that is asked', async () => {
    const { workload, outcomes, sent, ages, overdue, weeks } = await see({ organisation: HOSPITAL })
    assert.deepEqual(
      workload.map(({ name, open }) => [name, open]),
      [
        [undefined, 0],
        ['Marko', 1],
        ['Kadri', 0],
      ],
    )
    assert.deepEqual([outcomes, sent, overdue.answer], [{ justified: 1 }, 1, 0])
    assert.equal(
      ages.reduce((sum, { open }) => sum + open, 0),
      1,
    )
    assert.equal(
      weeks.reduce((sum, week) => sum + week.sent, 0),
      1,
    )
  })

  test('leaves out days that are none', () => {
    const usual = { from: '2026-05-28', to: '2026-11-26', organisation: undefined }
    assert.deepEqual(filterOf({}, '2026-11-26'), usual)
    assert.deepEqual(filterOf({ from: '2026-02-31', to: 'x', organisation: '' }, '2026-11-26'), usual)
    assert.deepEqual(filterOf({ to: '2026-02-31' }, '2026-11-26'), usual)
    assert.deepEqual(filterOf({ from: '2026-12-01', to: '2030-01-01' }, '2026-11-26'), usual)
    assert.deepEqual(filterOf({ from: '2026-11-01', to: '2026-11-02', organisation: '9' }, '2026-11-26'), {
      from: '2026-11-01',
      to: '2026-11-02',
      organisation: '9',
    })
  })

  test('counts a day as it is where the health system is', async () => {
    const late = await put({ state: 'submitted', sent: '2026-07-01T21:30:00Z' })
    assert.equal((await see({ from: '2026-07-02', to: '2026-07-02' })).sent, 1)
    assert.equal((await see({ from: '2026-07-01', to: '2026-07-01' })).sent, 0)
    await owner.query('DELETE FROM dispute WHERE reference = $1', [late])
  })

  test('goes into a spreadsheet without anybody who asked', async () => {
    const words = (key: string) => key
    const cases = await tableAt(office.desk('Ene'), 'cases', DAYS, words, NOW)
    assert.equal(cases.length, 9)
    assert.deepEqual(cases[0]?.slice(0, 3), ['overview.csv.case.reference', 'overview.csv.case.state', 'overview.csv.case.organisation'])
    assert.match(cases[1]?.join() ?? '', /^S-2026-\d+,dispute\.state\.closed,90010002,dispute\.reason\.other,dispute\.outcome\.justified,/)
    const figures = await tableAt(office.desk('Ene'), 'figures', DAYS, words, NOW)
    assert.ok(figures.some((row) => row.join() === 'overview.workload.title,Kadri,overview.csv.overdue,1'))
    assert.ok(figures.some((row) => row.join() === `overview.byOrganisation.title,${CLINIC},dispute.outcome.mistaken,1`))
    assert.doesNotMatch(csv([...cases, ...figures]), /Mari|Maasikas|11111111/)
    await assert.rejects(tableAt(office.desk('Ene'), 'names', DAYS, words, NOW), refused('not-found'))
  })

  test('runs nothing that an organisation put into its name', async () => {
    await put({
      state: 'closed',
      outcome: 'mistaken',
      organisation: '=HYPERLINK("x")',
      sent: '2026-11-25T10:00:00Z',
      decided: '2026-11-25T11:00:00Z',
    })
    const cases = await tableAt(office.desk('Ene'), 'cases', { ...DAYS, organisation: '=HYPERLINK("x")' }, (key) => key, NOW)
    assert.equal(cases.length, 2)
    assert.match(csv(cases), /"'=HYPERLINK\(""x""\)"/)
  })
})
