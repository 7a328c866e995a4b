import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { MOST_A_DAY } from '#lib/dispute/assisted.ts'
import { NO_ANSWERS } from '#lib/dispute/draft.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { AppError } from '../app-error.ts'
import { takeStep } from '../disputes/cases.ts'
import { testEntry, testQuestion } from '../disputes/testing.ts'
import { codeDigest, codeOf } from './code.ts'
import { matchingEntries } from './entries.ts'
import { readSearch, readStart } from './forms.ts'
import { findAssisted, findByCase, listAssisted, openByCode, searchAssisted, sendAssisted, startAssisted } from './sessions.ts'

const PERSON = { system: 'https://fhir.ee/sid/pid/est/ni', value: '48403129900' }
const OTHER = { ...PERSON, value: '35111279908' }
const START = readStart(
  new Map(
    Object.entries({
      way: 'desk',
      code: PERSON.value,
      name: 'Mari Maasikas',
      language: 'et',
      consent: 'yes',
      document: 'passport',
      documentEnd: 'ab12',
    }),
  ),
)
const SEARCH = { organisation: 'tartu', from: '2026-03-29', until: '2026-03-30' }
const ANSWERS = { ...NO_ANSWERS, reasons: ['unknown-person'], wants: ['explanation'], text: 'Who is that?' } as const
const AT = { now: new Date(), timeZone: 'Europe/Tallinn' }

describe('asking for somebody who cannot log in', () => {
  let database: TestDatabase
  let staff: Database
  let web: Database
  const ids: Record<string, string> = {}
  const patient = patientKey(PERSON)
  let owner: Awaited<ReturnType<typeof connect>>

  before(async () => {
    database = await testDatabase()
    owner = await connect(database.ownerUrl)
    for (const [name, role] of [
      ['kadri', 'agent'],
      ['marko', 'agent'],
      ['ene', 'supervisor'],
      ['riina', 'officer'],
    ] as const) {
      const { rows } = await owner.query(
        `INSERT INTO staff (subject, name, role, organisation) VALUES ($1, $1, $2, CASE WHEN $2 = 'officer' THEN '90010001' END) RETURNING id`,
        [name, role],
      )
      ids[name] = rows[0].id
    }
    await look(0, patient)
    await look(1, patient, { accessedAt: '2026-03-28T21:59:59.999Z' })
    await look(2, patient, { accessedAt: '2026-03-28T22:00:00.000Z' })
    await look(3, patient, { accessedAt: '2026-03-30T20:59:59.999Z', nameVisibility: { policy: 'by-law' } })
    await look(4, patient, { accessedAt: '2026-03-30T21:00:00.000Z' })
    await look(5, patient, { organisation: { name: 'Tallinn Hospital' } })
    await look(6, patient, { actor: { kind: 'patient' } })
    await look(7, patientKey(OTHER))
    staff = createDatabase(database.urls.staff)
    web = createDatabase(database.urls.web)
  })
  after(async () => {
    await staff.$disconnect()
    await web.$disconnect()
    await owner.end()
    await database.close()
  })

  const look = async (index: number, of: string, more: object = {}) => {
    const event = {
      ...{ accessedAt: '2026-03-29T10:00:00.000Z', actor: { kind: 'professional' }, automatic: false, kind: 'access' },
      ...{ nameVisibility: { policy: 'shown' }, organisation: { identifier: { value: '90010001' }, name: 'Tartu Clinic' }, purpose: [] },
      data: [{ category: 'laboratory', title: 'A secret illness' }],
      ...more,
    }
    await owner.query(
      `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, event_nonce, concealed_nonce, source_nonce)
       VALUES ($1, $2::int, $2::int + 1, gen_random_uuid(), 'x', now(), sha256('x'), '', $3, $4, sha256('1'), sha256('2'), sha256('3'))`,
      [of, index, Buffer.from(JSON.stringify(event)), Buffer.from(JSON.stringify({ actor: { name: 'Anna Berg' } }))],
    )
  }
  const worker = (name: string, role: StaffRole = 'agent') => ({ staff: ids[name] ?? '', role, name })
  const as = <T>(name: string, work: (tx: Snapshot) => Promise<T>) => staffWork(staff, ids[name] ?? '', work)
  const start = (name = 'kadri', role: StaffRole = 'agent') => as(name, (tx) => startAssisted(tx, worker(name, role), PERSON, START))
  const found = (id: string, name = 'kadri', told: object = SEARCH) =>
    as(name, (tx) => matchingEntries(tx, { patient, id, told: told as typeof SEARCH }, AT))
  const search = (id: string, change: object = {}) =>
    as('kadri', async (tx) => searchAssisted(tx, await findAssisted(tx, worker('kadri'), id), { ...SEARCH, ...change }, ESTONIA))
  const send = (id: string, chosen: readonly number[] = [0], answers: object = ANSWERS, code = 'x', name = 'kadri') =>
    as(name, (tx) => sendAssisted(tx, worker(name), id, { chosen, answers: answers as typeof ANSWERS, code }, ESTONIA))
  const is = (code: string) => (error: unknown) => error instanceof AppError && error.code === code
  const over = (id: string) =>
    owner.query(`UPDATE assisted SET started_at = now() - interval '2 hours', until = now() - interval '61 minutes' WHERE id = $1`, [id])
  const asked = async (name = 'kadri') => {
    const id = await start(name)
    await as(name, async (tx) => searchAssisted(tx, await findAssisted(tx, worker(name), id), SEARCH, ESTONIA))
    return id
  }

  test('shows nothing before the person has named an organisation and days', async () => {
    assert.deepEqual(await found(await start()), [])
  })

  test('shows the looks of those days at that organisation, and no other of anybody', async () => {
    const entries = await found(await asked())
    assert.deepEqual(
      entries.map(({ named }) => named.historyIndex),
      [3, 2, 0],
    )
  })

  test('shows all others where what is stored of one cannot be read', async () => {
    const whole = (await owner.query('SELECT event, concealed FROM event WHERE history_index = 2 AND patient = $1', [patient])).rows[0]
    for (const rotten of [
      'event = substring(event FROM 1 FOR 60)',
      'event = set_byte(event, 20, 255)',
      `event = convert_to(replace(convert_from(event, 'UTF8'), '2026-03-28T', '2026-99-28T'), 'UTF8')`,
      `event = convert_to(replace(convert_from(event, 'UTF8'), '"policy":"shown"', '"policy":7'), 'UTF8')`,
      `concealed = '{'`,
    ]) {
      const id = await asked()
      await owner.query(`UPDATE event SET ${rotten} WHERE history_index = 2 AND patient = $1`, [patient])
      try {
        assert.deepEqual(
          (await found(id)).map(({ named }) => named.historyIndex),
          [3, 0],
          rotten,
        )
        assert.ok(await send(id, [0]), rotten)
      } finally {
        await owner.query('UPDATE event SET event = $2, concealed = $3 WHERE history_index = 2 AND patient = $1', [
          patient,
          whole.event,
          whole.concealed,
        ])
      }
    }
  })

  test('shows who looked and when, no name that is withheld, and nothing of what was looked at', async () => {
    const entries = await found(await asked())
    assert.deepEqual(
      entries.map(({ shown }) => [shown.who.key, shown.who.name, shown.at]),
      [
        ['unnamed', undefined, '2026-03-30T20:59:59.999Z'],
        ['named', 'Anna Berg', '2026-03-28T22:00:00.000Z'],
        ['named', 'Anna Berg', '2026-03-29T10:00:00.000Z'],
      ],
    )
    const rows = await as(
      'kadri',
      async (tx) =>
        tx.$queryRaw`SELECT said FROM assisted_entries(${patient}::uuid, ${(await listAssisted(tx, worker('kadri')))[0]?.id}::uuid)`,
    )
    assert.ok(!JSON.stringify(rows).includes('illness') && !JSON.stringify(rows).includes('laboratory'), JSON.stringify(rows))
  })

  test('narrows to a time of day that the person has named', async () => {
    const id = await asked()
    assert.deepEqual(
      (await found(id, 'kadri', { ...SEARCH, around: '14:59' })).map(({ named }) => named.historyIndex),
      [0],
      '13:00 in summer',
    )
    assert.deepEqual(
      (await found(id, 'kadri', { ...SEARCH, around: '15:01' })).map(({ named }) => named.historyIndex),
      [],
    )
  })

  test('finds an organisation by a part of its name or by its code', async () => {
    const id = await start()
    for (const [organisation, count] of [
      ['90010001', 3],
      ['TALL', 1],
      ['90010', 0],
      ['%%%', 0],
    ] as const) {
      await search(id, { organisation })
      assert.equal((await found(id)).length, count, organisation)
    }
    await assert.rejects(search(id, { organisation: 'ta' }))
  })

  test('is nobody else’s: another of the staff sees neither who is asked for nor the looks', async () => {
    const id = await asked()
    await assert.rejects(
      as('marko', (tx) => findAssisted(tx, worker('marko'), id)),
      is('not-found'),
    )
    assert.deepEqual(await found(id, 'marko'), [])
    assert.equal((await as('marko', (tx) => tx.assisted.findMany({ select: { id: true } }))).length, 0)
    await assert.rejects(send(id, [0], ANSWERS, 'x', 'marko'), is('not-found'))
  })

  test('is over after an hour, and cannot be made longer', async () => {
    const id = await asked()
    await assert.rejects(as('kadri', (tx) => tx.$executeRaw`UPDATE assisted SET until = now() + interval '2 hours' WHERE id = ${id}::uuid`))
    await over(id)
    await assert.rejects(
      as('kadri', (tx) => findAssisted(tx, worker('kadri'), id)),
      is('not-found'),
    )
    assert.deepEqual(await found(id), [])
    await assert.rejects(send(id), is('not-found'))
  })

  test('is found by nobody else to whom the question is open later, and by nobody after the hour', async () => {
    const id = await asked()
    const dispute = (await send(id)) ?? ''
    await owner.query('UPDATE dispute SET assignee = $1 WHERE id = $2', [ids.marko, dispute])
    assert.equal((await as('marko', (tx) => findByCase(tx, dispute))).id, id)
    for (const name of ['marko', 'kadri']) {
      await owner.query('UPDATE dispute SET assignee = $1 WHERE id = $2', [ids[name], dispute])
      if (name === 'kadri') await over(id)
      await assert.rejects(
        as(name, (tx) => findAssisted(tx, worker(name), id)),
        is('not-found'),
      )
      assert.equal((await as(name, (tx) => listAssisted(tx, worker(name)))).filter((one) => one.id === id).length, 0)
    }
    for (const wrong of ['', 'x', `${id}'`]) {
      await assert.rejects(
        as('kadri', (tx) => findAssisted(tx, worker('kadri'), wrong)),
        is('not-found'),
      )
      await assert.rejects(
        as('kadri', (tx) => findByCase(tx, wrong)),
        is('not-found'),
      )
    }
    await owner.query('DELETE FROM dispute WHERE id = $1', [dispute])
  })

  test('takes what the person has named from who asks for them alone, within the hour, and not after the question was sent', async () => {
    const searched = async (id: string, name = 'kadri') => {
      const [row] = await as(
        name,
        (tx) => tx.$queryRaw<{ done: boolean }[]>`
          SELECT assisted_search(${patient}::uuid, ${id}::uuid, 'tartu', '2026-03-29'::timestamptz, '2026-03-30'::timestamptz) AS done`,
      )
      return row?.done
    }
    const id = await start()
    assert.deepEqual([await searched(id, 'marko'), await searched(id)], [false, true])
    await over(id)
    assert.equal(await searched(id), false)
    const sent = await asked()
    await send(sent)
    assert.equal(await searched(sent), false)
  })

  test('is sent only after the person has named something', async () => {
    await assert.rejects(send(await start()), is('not-now'))
  })

  test('shows a name that is withheld for a while when that is over, and not before', async () => {
    const until = (year: number) => ({ nameVisibility: { policy: 'delayed', until: `${year}-01-01T00:00:00.000Z` } })
    await look(8, patient, until(2020))
    await look(9, patient, until(2999))
    try {
      const entries = await found(await asked())
      const names = entries.map(({ named, shown }) => [named.historyIndex, shown.who.name])
      assert.deepEqual(names.slice(0, 2), [
        [9, undefined],
        [8, 'Anna Berg'],
      ])
    } finally {
      await owner.query('DELETE FROM event WHERE patient = $1 AND history_index > 7', [patient])
    }
  })

  test('is for agents and supervisors, not for privacy officers', async () => {
    await start('ene', 'supervisor')
    await assert.rejects(start('riina', 'officer'))
  })

  test('ends with the agent’s work here', async () => {
    const id = await asked()
    await owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [ids.kadri])
    try {
      assert.deepEqual(await found(id), [])
    } finally {
      await owner.query('UPDATE staff SET ended_at = NULL WHERE id = $1', [ids.kadri])
    }
  })

  test('looks five times at most, and at no more than 31 days', async () => {
    const id = await start()
    for (let i = 0; i < 5; i++) await search(id)
    await assert.rejects(search(id), is('not-now'))
    await assert.rejects(search(await start(), { until: '2026-04-30' }))
    const form = (until: string) => new Map(Object.entries({ ...SEARCH, until }))
    readSearch(form('2026-04-28'))
    assert.throws(() => readSearch(form('2026-04-29')), is('bad-request'))
    assert.throws(() => readSearch(form('2026-03-28')), is('bad-request'))
    for (const wrong of [
      { organisation: 'ta' },
      { organisation: 'tartu\u202e' },
      { from: '2026-02-30' },
      { from: 'x' },
      { around: '25:00' },
      { around: '7' },
    ])
      assert.throws(() => readSearch(new Map(Object.entries({ ...SEARCH, ...wrong }))), is('bad-request'), JSON.stringify(wrong))
  })

  test('becomes a question of the person’s, under the reference of the looks', async () => {
    const id = await asked()
    const { reference } = await as('kadri', (tx) => findAssisted(tx, worker('kadri'), id))
    const dispute = await send(id, [0, 2, 5, 6])
    assert.ok(dispute)
    const row = await patientSnapshot(web, patient, (tx) => tx.dispute.findFirstOrThrow({ where: { id: dispute } }))
    assert.deepEqual(
      [row.reference, row.asker, row.askerName, row.locale, row.assignee, row.seen],
      [reference, 'assisted', 'Mari Maasikas', 'et-EE', null, 0],
    )
    const { rows } = await owner.query(
      'SELECT history_index, organisation, encode(who, $2) AS who FROM dispute_entry WHERE dispute = $1 ORDER BY 1',
      [dispute, 'hex'],
    )
    assert.deepEqual(
      rows.map(({ history_index }) => history_index),
      [0, 2],
    )
    assert.equal(rows[0]?.who?.length, 64)
    const events = await patientSnapshot(web, patient, (tx) => tx.disputeEvent.findMany({ where: { dispute } }))
    assert.deepEqual(
      events.map(({ party, authorName, text }) => [party, authorName, text]),
      [['agent', 'kadri', 'Who is that?']],
    )
    await assert.rejects(send(id), is('not-now'))
    assert.deepEqual(await found(id), [], 'what was looked for is not shown any more')
  })

  test('lets nobody add looks that were not named, or ask for somebody who is not there', async () => {
    const id = await asked('marko')
    const { reference } = await as('marko', (tx) => findAssisted(tx, worker('marko'), id))
    const open = (of: string, more: object = {}) => {
      const { text: _, ...question } = testQuestion({
        entries: [],
        asker: 'assisted',
        askerKey: of,
        reference,
        opener: ids.marko ?? '',
        ...more,
      })
      const { entries: __, ...columns } = question
      const state = { state: 'submitted', organisation: 'x', automatic: false, reasons: [...columns.reasons], wants: [...columns.wants] }
      return { ...columns, ...state, patient: of, id: randomUUID(), reference: question.reference ?? '', marks: [] }
    }
    const add = (data: ReturnType<typeof open>) => as('marko', (tx) => tx.dispute.create({ data, select: { id: true } }))
    const policy = /row-level security|42501/
    await assert.rejects(add(open(patientKey(OTHER))), policy)
    await assert.rejects(add(open(patient, { asker: 'patient' })), policy)
    await assert.rejects(add(open(patient, { reference: 'S-2026-99999' })), policy)
    await assert.rejects(add(open(patient, { opener: ids.kadri })), policy)
    for (const held of ['assignee', 'reviewer']) await assert.rejects(add({ ...open(patient), [held]: ids.marko }), policy, held)
    const mine = await add(open(patient))
    const { rows: events } = await owner.query('SELECT history_index, id FROM event WHERE patient = $1 ORDER BY 1', [patient])
    const name = (index: number, event = events[index].id) =>
      as('marko', (tx) =>
        tx.disputeEntry.createMany({
          data: [
            {
              ...testEntry(index, 'x'),
              patient,
              dispute: mine.id,
              who: null,
              event,
              historyIndex: BigInt(index),
              logIndex: 0n,
            },
          ],
        }),
      )
    await name(0)
    for (const index of [1, 4, 5, 6]) await assert.rejects(name(index), policy)
    await assert.rejects(name(2, randomUUID()), policy, 'another look at that place')
    await owner.query('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', [patient, mine.id, ids.marko])
    await assert.rejects(name(2), policy, 'who must not see it')
    await owner.query('DELETE FROM dispute_conflict')
    await owner.query('DELETE FROM dispute_entry WHERE dispute = $1', [mine.id])
    await owner.query('DELETE FROM dispute WHERE id = $1', [mine.id])
  })

  test('finds looks also where a record system has sent a NUL', async () => {
    await look(8, patient, { accessedAt: '2026-03-29T11:00:00.000Z', sourceText: 'a\u0000b' })
    try {
      const entries = await found(await asked())
      assert.ok(entries.some(({ named }) => named.historyIndex === 8))
    } finally {
      await owner.query('DELETE FROM event WHERE patient = $1 AND history_index = 8', [patient])
    }
  })

  test('is not sent without an entry or a reason, and keeps what was filled in', async () => {
    const id = await asked()
    assert.equal(await send(id, [5]), undefined)
    assert.equal(await send(id, [0], { ...ANSWERS, reasons: [] }), undefined)
    const { asked: kept } = await as('kadri', (tx) => findAssisted(tx, worker('kadri'), id))
    assert.equal(kept.answers.text, 'Who is that?')
  })

  test('is not confirmed as justified by whoever asked for the person', async () => {
    const dispute = (await send(await asked())) ?? ''
    const step = (name: string, of: string, more: object = {}) =>
      as(name, (tx) =>
        takeStep(tx, { patient, id: dispute }, { step: of as 'note', party: 'agent', by: ids[name] ?? '', name, ...more }, ESTONIA),
      )
    for (const one of ['acknowledge', 'triage', 'review']) await step('marko', one)
    await step('marko', 'propose', { text: 'So it was.' })
    await assert.rejects(step('kadri', 'confirm'), is('not-found'))
    await as('ene', (tx) =>
      takeStep(tx, { patient, id: dispute }, { step: 'confirm', party: 'supervisor', by: ids.ene ?? '', name: 'ene' }, ESTONIA),
    )
  })

  test('opens the question to the agent whom the person calls and tells the code, for half an hour', async () => {
    const id = await asked()
    const code = codeOf('secret', id)
    const dispute = (await send(id, [0], ANSWERS, code)) ?? ''
    const { reference } = await as('kadri', (tx) => findAssisted(tx, worker('kadri'), id))
    const opened = (name: string) => as(name, (tx) => tx.disputeEntry.count({ where: { dispute } }))
    assert.equal(await opened('marko'), 0)
    await assert.rejects(
      as('marko', (tx) => findByCase(tx, dispute)),
      is('not-found'),
    )
    assert.deepEqual(await as('marko', (tx) => openByCode(tx, reference, 'AAAA-AAAA-AAAA')), { verdict: 'wrong' })
    assert.deepEqual(await as('marko', (tx) => openByCode(tx, ` ${reference.toLowerCase()} `, code.toLowerCase().replaceAll('-', ' '))), {
      verdict: 'right',
      dispute,
    })
    assert.equal(await opened('marko'), 1)
    assert.equal((await as('marko', (tx) => findByCase(tx, dispute))).name, 'Mari Maasikas')
    await owner.query(
      `UPDATE dispute_access SET until = now() - interval '1 second' WHERE dispute = $1 AND until <= now() + interval '30 minutes'`,
      [dispute],
    )
    assert.equal(await opened('marko'), 0)
  })

  test('a code is locked for an hour after five wrong ones, for the right one too', async () => {
    const id = await asked()
    const dispute = (await send(id, [0], ANSWERS, 'right')) ?? ''
    const { reference } = await as('kadri', (tx) => findAssisted(tx, worker('kadri'), id))
    const call = (code: string) => as('marko', async (tx) => (await openByCode(tx, reference, code)).verdict)
    for (let i = 0; i < 5; i++) assert.equal(await call('wrong'), 'wrong')
    assert.deepEqual(await as('marko', (tx) => openByCode(tx, reference, 'right')), { verdict: 'locked' })
    assert.equal(await as('marko', (tx) => tx.disputeEntry.count({ where: { dispute } })), 0, 'and opens nothing')
    await owner.query(`UPDATE assisted SET tried_at = now() - interval '61 minutes' WHERE id = $1`, [id])
    assert.equal(await call('right'), 'right')
    for (const given of ['wrong', 'wrong', 'wrong', 'wrong', 'right', 'wrong', 'wrong', 'wrong', 'wrong', 'right'])
      assert.equal(await call(given), given, 'the right one begins the count anew')
    assert.equal((await as('riina', (tx) => openByCode(tx, reference, 'right'))).verdict, 'wrong', 'a privacy officer is called by nobody')
    assert.equal((await as('marko', (tx) => openByCode(tx, 'S-2026-99999', 'right'))).verdict, 'wrong')
  })

  test('a code does not open a question to who must not see it', async () => {
    const id = await asked()
    const dispute = await send(id, [0], ANSWERS, 'right')
    const { reference } = await as('kadri', (tx) => findAssisted(tx, worker('kadri'), id))
    await owner.query('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', [patient, dispute, ids.marko])
    assert.deepEqual(await as('marko', (tx) => openByCode(tx, reference, 'right')), { verdict: 'wrong' })
  })

  test('the code itself is stored nowhere, is another for each person, and reads like one', async () => {
    const id = await asked()
    const code = codeOf('secret', id)
    assert.match(code, /^[A-HJ-NPR-Z2-9]{4}(-[A-HJ-NPR-Z2-9]{4}){2}$/)
    assert.notEqual(codeOf('secret', ids.kadri ?? ''), code)
    assert.notEqual(codeOf('another', id), code)
    assert.notDeepEqual(codeDigest('S-2026-00001', code), codeDigest('S-2026-00002', code))
    await send(id, [0], ANSWERS, code)
    const { rows } = await owner.query('SELECT assisted::text AS row FROM assisted WHERE id = $1', [id])
    assert.ok(!rows[0].row.includes(code.slice(0, 4)))
    await assert.rejects(as('kadri', (tx) => tx.$queryRaw`SELECT code FROM assisted`))
  })

  test('nobody asks for more people in a day than anybody calls', async () => {
    await owner.query(`DELETE FROM assisted WHERE staff = $1`, [ids.marko])
    for (let i = 0; i < MOST_A_DAY; i++) await start('marko')
    await assert.rejects(start('marko'), is('too-many-requests'))
    const ago = (hours: number) =>
      owner.query(
        `UPDATE assisted SET started_at = now() - make_interval(hours => $2), until = now() - make_interval(hours => $2 - 1) WHERE staff = $1`,
        [ids.marko, hours],
      )
    await ago(23)
    await assert.rejects(start('marko'), is('too-many-requests'), 'also when their hour is over')
    await start('ene', 'supervisor')
    await ago(25)
    await start('marko')
  })

  test('the form says how the person was recognised, and two right answers where nobody saw them', () => {
    const form = (change: Record<string, string>) =>
      new Map(
        Object.entries({
          way: 'telephone',
          code: '1',
          name: 'M',
          language: 'ru',
          consent: 'yes',
          calledBack: 'yes',
          'answer.address': 'yes',
          'answer.birthplace': 'yes',
          ...change,
        }),
      )
    assert.deepEqual(readStart(form({})).answers, ['address', 'birthplace'])
    assert.equal((readStart(form({ address: 'Lai 1\nTartu' })) as { address: string }).address, 'Lai 1\nTartu')
    for (const wrong of [
      { consent: '' },
      { calledBack: '' },
      { 'answer.last-visit': 'yes' },
      { name: '' },
      { name: ' ' },
      { language: 'xx' },
      { name: 'a\u202eb' },
      { name: 'x'.repeat(201) },
      { address: 'a\u202eb' },
      { remark: 'a\u202eb' },
      { remark: 'x'.repeat(1001) },
    ])
      assert.throws(() => readStart(form(wrong as Record<string, string>)), is('bad-request'), JSON.stringify(wrong))
    const [one, none] = [form({}), form({})]
    for (const few of [one, none]) few.delete('answer.address')
    none.delete('answer.birthplace')
    for (const few of [one, none]) assert.throws(() => readStart(few), is('bad-request'))
    const desk = (change: object) =>
      new Map(
        Object.entries({
          way: 'desk',
          code: '1',
          name: 'M',
          language: 'en',
          consent: 'yes',
          document: 'id-card',
          documentEnd: '1234',
          ...change,
        }),
      )
    assert.equal(readStart(desk({})).way, 'desk')
    for (const wrong of [{ documentEnd: '123' }, { documentEnd: '12345' }, { documentEnd: '12-4' }, { document: 'ticket' }])
      assert.throws(() => readStart(desk(wrong)), is('bad-request'), JSON.stringify(wrong))
  })
})
