import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Client } from 'pg'
import { connect } from './pool.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

const CLINIC = '90010001'
const HOSPITAL = '90010002'
const STAFF = {
  kadri: ['agent'],
  marko: ['agent'],
  gone: ['agent'],
  ene: ['supervisor'],
  urve: ['supervisor'],
  tonu: ['officer', CLINIC],
  tiina: ['officer', CLINIC],
  riina: ['officer', HOSPITAL],
  left: ['officer', CLINIC],
} as const
type Name = keyof typeof STAFF | 'nobody'

/** `held` by Kadri and reviewed by Marko, who holds `other`; of `left`, who held it has ended; Kadri and Tõnu must not see `near`; `own` is Kadri’s. */
const CASES = ['held', 'other', 'left', 'near', 'closed', 'own'] as const
type Case = (typeof CASES)[number]

describe('the database', () => {
  let database: TestDatabase
  let owner: Client
  let staff: Client
  let web: Client
  let worker: Client
  const [mari, jaan, kadriHerself] = [randomUUID(), randomUUID(), randomUUID()]
  const ids = Object.fromEntries(['nobody', ...Object.keys(STAFF)].map((name) => [name, randomUUID()])) as Record<Name, string>
  const cases = Object.fromEntries(CASES.map((name) => [name, randomUUID()])) as Record<Case, string>
  const of = (name: Case) => `'${name === 'left' ? jaan : name === 'own' ? kadriHerself : mari}', '${cases[name]}'`

  before(async () => {
    database = await testDatabase()
    owner = await connect(database.ownerUrl)
    staff = await connect(database.urls.staff)
    web = await connect(database.urls.web)
    worker = await connect(database.urls.worker)
    for (const [name, [role, organisation]] of Object.entries(STAFF) as [Name, readonly [string, string?]][])
      await owner.query(
        `INSERT INTO staff (id, subject, name, role, organisation, person, ended_at)
         VALUES ($1, $2, $2, $3, $4, $5, CASE WHEN $2 IN ('gone', 'left') THEN now() END)`,
        [ids[name], name, role, organisation ?? null, name === 'kadri' ? kadriHerself : null],
      )
    await owner.query(`INSERT INTO patient (patient, system, value) SELECT p, 'x', p FROM unnest($1::uuid[]) AS p`, [
      [mari, jaan, kadriHerself],
    ])
    await owner.query(
      `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, withheld)
       SELECT p, i, i + 1, gen_random_uuid(), 'x', now(), sha256('x'), '', 'erased' FROM unnest($1::uuid[]) AS p, generate_series(0, 9) AS i`,
      [[mari, jaan]],
    )
    const open = async (name: Case, change: { assignee?: Name; reviewer?: Name; provider?: string; state?: string } = {}) =>
      owner.query(
        `INSERT INTO dispute (patient, id, reference, state, severity, reasons, wants, care, knows, safe_contact, asker, asker_key, asker_name,
           locale, organisation, automatic, assignee, reviewer, provider)
         VALUES (${of(name)}, $1, $2, 2, '{other}', '{explanation}', 'no', 'no', false, 'patient', gen_random_uuid(), 'Mari', 'en', 'x', false, $3, $4, $5)`,
        [name, change.state ?? 'triage', change.assignee && ids[change.assignee], change.reviewer && ids[change.reviewer], change.provider],
      )
    await open('held', { assignee: 'kadri', reviewer: 'marko', provider: CLINIC })
    await open('other', { assignee: 'marko', provider: CLINIC })
    await open('left', { assignee: 'gone' })
    await open('near', { assignee: 'kadri', provider: CLINIC })
    await open('closed', { state: 'closed' })
    await open('own', { assignee: 'kadri' })
    await owner.query(`INSERT INTO dispute_conflict VALUES (${of('near')}, $1), (${of('near')}, $2), (${of('closed')}, $3)`, [
      ids.kadri,
      ids.tonu,
      ids.urve,
    ])
    await owner.query(
      `INSERT INTO dispute_access (patient, dispute, staff, until)
       VALUES (${of('other')}, $1, now() + interval '30 minutes'), (${of('held')}, $1, now() - interval '1 second')`,
      [ids.ene],
    )
    const entries = [
      ['held', 0, CLINIC],
      ['held', 1, HOSPITAL],
      ['other', 2, CLINIC],
      ['near', 3, CLINIC],
      ['left', 1, CLINIC],
      ['own', 0, CLINIC],
    ] as const
    for (const [name, index, organisation] of entries)
      await owner.query(
        `INSERT INTO dispute_entry (patient, dispute, history_index, log_index, event, organisation, record_system, automatic, verdict)
         VALUES (${of(name)}, $1::bigint, 1, gen_random_uuid(), $2, 'x', false, 'verified')`,
        [index, organisation],
      )
    const events = [
      ['held', 1, 'patient', 'everybody', {}],
      ['held', 2, 'agent', 'staff', { provider: CLINIC }],
      ['held', 3, 'agent', 'provider', { provider: HOSPITAL }],
      ['held', 4, 'agent', 'provider', { provider: CLINIC }],
      ['other', 3, 'agent', 'provider', { provider: CLINIC }],
      ['near', 1, 'patient', 'everybody', {}],
    ] as const
    for (const [name, number, party, audience, detail] of events)
      await owner.query(
        `INSERT INTO dispute_event (patient, dispute, number, step, party, author_name, state, audience, detail)
         VALUES (${of(name)}, $1, 'note', $2, 'x', 'triage', $3, $4)`,
        [number, party, audience, detail],
      )
    for (const [number, audience] of [
      [1, 'everybody'],
      [3, 'provider'],
      [4, 'provider'],
      [4, 'staff'],
    ] as const)
      await owner.query(
        `INSERT INTO dispute_file (patient, dispute, number, kind, name, type, bytes, audience)
         VALUES (${of('held')}, $1::int, 'attachment', ($1::int)::text || $2::text, 'x', '', $2)`,
        [number, audience],
      )
    await owner.query(
      `INSERT INTO dispute_answer_draft (patient, dispute, staff, text) VALUES (${of('held')}, $1, 'held'), (${of('left')}, $1, 'left')`,
      [ids.tonu],
    )
    await owner.query(
      `INSERT INTO dispute_answer_file (patient, dispute, staff, name, type, bytes)
       VALUES (${of('held')}, $1, 'held', 'x', ''), (${of('left')}, $1, 'left', 'x', '')`,
      [ids.tonu],
    )
    await owner.query(`INSERT INTO case_review (patient, dispute, drawn_by) VALUES (${of('closed')}, $1)`, [ids.ene])
    for (const [name, who, minutes, dispute] of [
      ['mine', 'kadri', 30, undefined],
      ['over', 'kadri', -1, undefined],
      ['markos', 'marko', 30, undefined],
      ['became', 'urve', -1, 'held'],
    ] as const)
      await owner.query(
        `INSERT INTO assisted (patient, staff, reference, system, value, name, locale, way, answers, started_at, until, dispute)
         VALUES ($1, $2, $3, 's', 'v', 'Mari', 'et-EE', 'telephone', '{a,b}', now() - interval '20 minutes', now() + make_interval(mins => $4), $5)`,
        [dispute ? mari : jaan, ids[who], name, minutes, dispute && cases[dispute]],
      )
  })
  after(async () => {
    for (const client of [staff, web, worker, owner]) await client.end()
    await database.close()
  })

  /** In a transaction that is rolled back, so that each test finds the same rows. */
  async function within(client: Client, setting: string, value: string, sql: string): Promise<readonly string[]> {
    await client.query('BEGIN')
    try {
      await client.query('SELECT set_config($1, $2, true)', [setting, value])
      const { rows, rowCount } = await client.query<unknown[]>({ text: sql, rowMode: 'array' })
      return /^SELECT/.test(sql) ? rows.map((row) => row.join(' ')).sort() : [String(rowCount)]
    } finally {
      await client.query('ROLLBACK')
    }
  }
  const as = (who: Name, sql: string) => within(staff, 'sightline.staff', who === 'nobody' ? '' : ids[who], sql)
  const patient = (sql: string, who = mari) => within(web, 'sightline.patient', who, sql)
  const NO = /row-level security|permission denied/
  const sees = async (sql: string, expected: Partial<Record<Name, readonly string[]>>) => {
    for (const [name, rows] of Object.entries(expected) as [Name, readonly string[]][]) assert.deepEqual(await as(name, sql), rows, name)
  }
  const named = (table: string, column: string) =>
    `SELECT d.reference, ${column} FROM ${table} x JOIN dispute d ON d.patient = x.patient AND d.id = x.dispute`
  const nothing = { gone: [], left: [], riina: [], nobody: [] } as const

  test('shows agents and supervisors which questions there are, officers those that wait for their organisation, and who has ended none', () =>
    sees('SELECT reference FROM dispute', {
      kadri: ['closed', 'held', 'left', 'other'],
      marko: ['closed', 'held', 'left', 'near', 'other', 'own'],
      ene: ['closed', 'held', 'left', 'near', 'other', 'own'],
      urve: ['held', 'left', 'near', 'other', 'own'],
      tonu: ['held', 'other'],
      tiina: ['held', 'near', 'other'],
      ...nothing,
    }))

  test('shows what a question is about to who holds it, reviews it, was let in for a while, or answers for the organisation', () =>
    sees(named('dispute_entry', 'x.history_index'), {
      kadri: ['held 0', 'held 1'],
      marko: ['held 0', 'held 1', 'other 2'],
      ene: ['other 2'],
      urve: [],
      tonu: ['held 0', 'other 2'],
      ...nothing,
    }))

  test('shows officers what their organisation was asked, and nothing of what others wrote and another was asked', () =>
    sees(named('dispute_event', 'x.number'), {
      kadri: ['held 1', 'held 2', 'held 3', 'held 4'],
      ene: ['other 3'],
      tonu: ['held 4', 'other 3'],
      ...nothing,
    }))

  test('shows officers the files of their own answer, and nobody else’s', () =>
    sees('SELECT name FROM dispute_file', {
      kadri: ['1everybody', '3provider', '4provider', '4staff'],
      ene: [],
      tonu: ['4provider'],
      ...nothing,
    }))

  test('shows of somebody’s list the entries that an open question names, and no other of anybody', async () => {
    const whose = `SELECT CASE patient WHEN '${mari}' THEN 'mari' ELSE 'another' END`
    await sees(`${whose}, history_index FROM event`, {
      kadri: ['mari 0', 'mari 1'],
      ene: ['mari 2'],
      tonu: ['mari 0', 'mari 2'],
      urve: [],
      ...nothing,
    })
    await sees(`${whose} FROM patient`, { kadri: ['mari'], tonu: ['mari'], urve: [], ...nothing })
  })

  test('tells who must not see a question to those who could give it to them, and themselves', () =>
    sees('SELECT (SELECT s.name FROM staff s WHERE s.id = c.staff) FROM dispute_conflict c', {
      marko: ['kadri', 'tonu', 'urve'],
      tonu: ['tonu'],
      riina: [],
    }))

  test('shows what was opened to whom to nobody else', () =>
    sees('SELECT until > now() FROM dispute_access', { ene: ['false', 'true'], urve: [], kadri: [], tonu: [] }))

  test('shows an answer that is being written to who writes it, while their organisation is asked', async () => {
    for (const table of ['dispute_answer_draft', 'dispute_answer_file'])
      await sees(`SELECT ${table === 'dispute_answer_draft' ? 'text' : 'name'} FROM ${table}`, {
        tonu: ['held'],
        tiina: [],
        kadri: [],
        ene: [],
        ...nothing,
      })
  })

  test('shows what was drawn for a second look to supervisors who may see the question', () =>
    sees(named('case_review', '1'), { ene: ['closed 1'], urve: [], kadri: [], tonu: [], ...nothing }))

  test('shows who is asked for to who asks, for as long as they do, and then to who has the question', () =>
    sees('SELECT reference FROM assisted', { kadri: ['became', 'mine'], marko: ['became', 'markos'], urve: [], ene: [], ...nothing }))

  const event = (author: Name, party: string, name: Case = 'held') =>
    `INSERT INTO dispute_event (patient, dispute, number, step, party, author, author_name, state, audience)
     VALUES (${of(name)}, 9, 'note', '${party}', '${ids[author]}', 'x', 'triage', 'staff')`

  test('lets nobody write in another’s name or role, or into a question that they must not see', async () => {
    assert.deepEqual(await as('kadri', event('kadri', 'agent')), ['1'])
    for (const [author, party, name] of [
      ['marko', 'agent', 'held'],
      ['kadri', 'supervisor', 'held'],
      ['kadri', 'patient', 'held'],
      ['kadri', 'agent', 'near'],
    ] as const)
      await assert.rejects(as('kadri', event(author, party, name)), NO, `${author} ${party} ${name}`)
    await assert.rejects(as('gone', event('gone', 'agent', 'left')), NO)
  })

  test('lets an officer change a question of their organisation, and not give it to another', async () => {
    assert.deepEqual(await as('tonu', `UPDATE dispute SET state = 'provider_answered'`), ['2'])
    await assert.rejects(as('tonu', `UPDATE dispute SET provider = '${HOSPITAL}'`), NO)
    assert.deepEqual(await as('riina', `UPDATE dispute SET provider = '${HOSPITAL}'`), ['0'])
  })

  test('lets supervisors alone open a question, for themselves and for an hour at most', async () => {
    const open = (who: Name, minutes = 60) =>
      `INSERT INTO dispute_access VALUES (${of('left')}, '${ids[who]}', now() + interval '${minutes} minutes')`
    assert.deepEqual(await as('ene', open('ene')), ['1'])
    await assert.rejects(as('ene', open('ene', 61)), NO)
    await assert.rejects(as('ene', open('kadri')), NO)
    for (const name of ['kadri', 'tonu', 'gone'] as const) await assert.rejects(as(name, open(name)), NO, name)
  })

  test('lets a file be added by who has the question open', async () => {
    const add = (name: Case) =>
      `INSERT INTO dispute_file (patient, dispute, number, kind, name, type, bytes, audience)
       VALUES (${of(name)}, 1, 'attachment', 'x', 'x', '', 'staff')`
    assert.deepEqual(await as('kadri', add('held')), ['1'])
    await assert.rejects(as('kadri', add('other')), NO)
  })

  test('lets no officer hide a question from anybody', async () => {
    const hide = `INSERT INTO dispute_conflict VALUES (${of('held')}, '${ids.marko}')`
    assert.deepEqual(await as('kadri', hide), ['1'])
    await assert.rejects(as('tonu', hide), NO)
  })

  test('lets nobody write another’s answer, or one for an organisation that is not asked', async () => {
    const draft = (who: Name, name: Case) =>
      `INSERT INTO dispute_answer_draft (patient, dispute, staff) VALUES (${of(name)}, '${ids[who]}')`
    assert.deepEqual(await as('tiina', draft('tiina', 'held')), ['1'])
    await assert.rejects(as('tiina', draft('riina', 'held')), NO)
    await assert.rejects(as('riina', draft('riina', 'held')), NO)
    await assert.rejects(as('kadri', draft('kadri', 'held')), NO)
  })

  test('lets a supervisor draw a question and judge it in their own name', async () => {
    const draw = (name: Case) => `INSERT INTO case_review (patient, dispute, drawn_by) VALUES (${of(name)}, '${ids.ene}')`
    const judge = (who: Name) => `UPDATE case_review SET finding = 'right', reviewed_at = now(), reviewer = '${ids[who]}'`
    assert.deepEqual(await as('ene', draw('other')), ['1'])
    assert.deepEqual(await as('ene', judge('ene')), ['1'])
    await assert.rejects(as('ene', judge('urve')), NO)
    await assert.rejects(as('kadri', draw('other')), NO)
    await assert.rejects(as('urve', draw('closed')), NO)
  })

  test('lets agents and supervisors ask for somebody, in their own name and while the hour lasts', async () => {
    const ask = (who: Name, minutes = 60) =>
      `INSERT INTO assisted (patient, staff, reference, system, value, name, locale, way, document, document_end, until)
       VALUES ('${jaan}', '${ids[who]}', 'x', 's', 'v', 'Jaan', 'et-EE', 'desk', 'passport', '1234', now() + interval '${minutes} minutes')`
    for (const name of ['kadri', 'ene'] as const) assert.deepEqual(await as(name, ask(name)), ['1'])
    await assert.rejects(as('kadri', ask('marko')), NO)
    await assert.rejects(as('kadri', ask('kadri', -1)), NO)
    for (const name of ['tonu', 'gone'] as const) await assert.rejects(as(name, ask(name)), NO, name)
  })

  test('shows a patient nothing that staff wrote for themselves, and lets nobody write for staff', async () => {
    assert.deepEqual(await patient(`SELECT number FROM dispute_event WHERE dispute = '${cases.held}'`), ['1', '3', '4'])
    assert.deepEqual(await patient('SELECT name FROM dispute_file'), ['1everybody'])
    assert.deepEqual(await patient('SELECT number FROM dispute_event', jaan), [])
    assert.deepEqual(await patient('SELECT name FROM dispute_file', jaan), [])
    const write = (party: string, whose = mari) =>
      `INSERT INTO dispute_event (patient, dispute, number, step, party, author_name, state, audience)
       VALUES ('${whose}', '${cases.held}', 9, 'inform', '${party}', 'x', 'triage', 'everybody')`
    const hand = (audience: string, whose = mari) =>
      `INSERT INTO dispute_file (patient, dispute, number, kind, name, type, bytes, audience)
       VALUES ('${whose}', '${cases.held}', 1, 'attachment', 'x', 'x', '', '${audience}')`
    assert.deepEqual([await patient(write('patient')), await patient(hand('everybody'))], [['1'], ['1']])
    for (const sql of [write('agent'), write('patient', jaan), hand('staff'), hand('everybody', jaan)])
      await assert.rejects(patient(sql), NO, sql)
  })

  test('lets nobody rewrite who asks, what was named, or what was said', async () => {
    for (const sql of [
      `UPDATE dispute SET asker_key = gen_random_uuid()`,
      `UPDATE dispute SET asker_name = 'x'`,
      'UPDATE dispute SET opener = NULL',
      'DELETE FROM dispute',
      ...['dispute_entry', 'dispute_event', 'dispute_file', 'dispute_conflict'].flatMap((table) => [
        `UPDATE ${table} SET patient = patient`,
        `DELETE FROM ${table}`,
      ]),
    ]) {
      await assert.rejects(as('kadri', sql), /permission denied/, sql)
      await assert.rejects(patient(sql), /permission denied/, sql)
      await assert.rejects(within(worker, 'sightline.staff', '', sql), /permission denied/, sql)
    }
    for (const sql of [
      'UPDATE dispute_access SET until = until',
      'SELECT answers FROM dispute_draft',
      'SELECT code FROM assisted',
      'SELECT source_nonce FROM event',
    ])
      await assert.rejects(as('kadri', sql), /permission denied/, sql)
  })

  test('shows time’s own work no name, no words and no looks', async () => {
    for (const sql of [
      'SELECT asker_name FROM dispute',
      'SELECT asker_key FROM dispute',
      'SELECT text FROM dispute_event',
      'SELECT FROM dispute_entry',
      'SELECT FROM dispute_file',
      'SELECT answers FROM dispute_draft',
      'SELECT name FROM assisted',
    ])
      await assert.rejects(within(worker, 'sightline.staff', '', sql), /permission denied/, sql)
  })
})
