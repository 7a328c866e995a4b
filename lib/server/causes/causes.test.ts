import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { ESTONIA as calendar } from '#lib/dispute/testing.ts'
import { AppError } from '../app-error.ts'
import { openCase, takeStep } from '../disputes/cases.ts'
import { testEntry, testQuestion } from '../disputes/testing.ts'
import { addedToCause } from './added.ts'
import { countMatches, findHeaps, findMatches, fittingCauses } from './matching.ts'
import { type By, causeEvents, listCauses, readCause } from './rows.ts'
import {
  answerBatch,
  beginAnswer,
  createCause,
  draftAnswer,
  finishAnswer,
  mergeBatch,
  type NewCause,
  returnAnswer,
  unmergeOne,
} from './work.ts'

const KADRI = { staff: randomUUID(), role: 'agent', name: 'Kadri' } as const
const MARKO = { staff: randomUUID(), role: 'agent', name: 'Marko' } as const
const ENE = { staff: randomUUID(), role: 'supervisor', name: 'Ene' } as const
const RIINA = { staff: randomUUID(), role: 'officer', name: 'Riina' } as const
const JOB: NewCause = {
  title: 'Nightly job',
  description: 'It opened every summary.',
  pattern: { organisation: '90010001', automatic: true },
}
const TEXTS = { en: 'A program did it.', et: 'Seda tegi programm.', ru: 'Это сделала программа.' }
const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('a cause of many questions', () => {
  let database: TestDatabase
  let web: Database
  let staff: Database
  const owner = async (sql: string, ...values: unknown[]) => {
    const client = await connect(database.ownerUrl)
    try {
      return (await client.query(sql, values)).rows
    } finally {
      await client.end()
    }
  }
  before(async () => {
    database = await testDatabase()
    web = createDatabase(database.urls.web)
    staff = createDatabase(database.urls.staff)
    for (const { staff: id, role, name } of [KADRI, MARKO, ENE, RIINA])
      await owner(
        'INSERT INTO staff (id, subject, name, role, organisation) VALUES ($1::uuid, $1::text, $2, $3, $4)',
        id,
        name,
        role,
        role === 'officer' ? '90010001' : null,
      )
  })
  after(async () => {
    await web.$disconnect()
    await staff.$disconnect()
    await database.close()
  })

  const as = <T>(who: By, work: (tx: Snapshot) => Promise<T>) => staffWork(staff, who.staff, work)
  const ask = (change: { automatic?: boolean; organisation?: string; recordSystem?: string; locale?: string } = {}) => {
    const patient = randomUUID()
    const { automatic = true, organisation = '90010001', recordSystem = 'tartu-clinic', locale = 'en-GB' } = change
    const entries = [{ ...testEntry(3, organisation), automatic, recordSystem }]
    const question = testQuestion({ entries, locale })
    return patientSnapshot(
      web,
      patient,
      async (tx) => ({ patient, ...(await openCase(tx, patient, question, { party: 'patient', name: 'Somebody' }, calendar)) }),
      'ReadCommitted',
    )
  }
  const askMany = async (count: number, change: Parameters<typeof ask>[0] = {}) => {
    const cases: Awaited<ReturnType<typeof ask>>[] = []
    while (cases.length < count)
      cases.push(...(await Promise.all(Array.from({ length: Math.min(5, count - cases.length) }, () => ask(change)))))
    return cases
  }
  const create = (by: By, change: Partial<NewCause> = {}) => as(by, (tx) => createCause(tx, by, { ...JOB, ...change }))
  const join = async (by: By, cause: string, ids?: readonly string[]) => {
    let joined = 0
    for (let last = -1; last !== 0; joined += last)
      last = await as(by, (tx) => mergeBatch(tx, cause, by, { calendar, ...(ids && { ids }) }))
    return joined
  }
  const answer = async (by: By, cause: string) => {
    let answered = 0
    for (let last = -1; last !== 0; answered += last) last = await as(by, (tx) => answerBatch(tx, cause, by, calendar))
    await as(by, (tx) => finishAnswer(tx, cause, by))
    return answered
  }
  const states = async (cause: string) =>
    Object.fromEntries(
      (await owner('SELECT state, count(*)::int AS n FROM dispute WHERE cause = $1 GROUP BY state', cause)).map(({ state, n }) => [
        state,
        n,
      ]),
    )
  const matches = (by: By, pattern: NewCause['pattern']) =>
    as(by, (tx) => findMatches(tx, pattern, by, { takeable: false, lock: false, limit: 500 }, calendar.timeZone))
  const empty = async () => owner(`UPDATE dispute SET state = 'withdrawn' WHERE state NOT IN ('withdrawn', 'decided')`)

  test('finds the open questions that fit: by organisation, record system, whether a program looked, and day', async () => {
    await ask()
    await ask({ automatic: false })
    await ask({ organisation: '90010002' })
    await ask({ recordSystem: 'west-laboratory' })
    assert.equal((await matches(KADRI, {})).length, 4)
    assert.equal((await matches(KADRI, { organisation: '90010001' })).length, 3)
    assert.equal((await matches(KADRI, JOB.pattern)).length, 2)
    assert.equal((await matches(KADRI, { ...JOB.pattern, recordSystem: 'west-laboratory' })).length, 1)
    const today = new Intl.DateTimeFormat('sv', { timeZone: calendar.timeZone }).format(new Date())
    assert.equal((await matches(KADRI, { from: today, until: today })).length, 4)
    assert.equal((await matches(KADRI, { until: '2020-01-01' })).length, 0)
    assert.equal((await matches(KADRI, { from: '2999-01-01' })).length, 0)
    assert.deepEqual((await as(ENE, findHeaps))[0], { organisation: '90010001', automatic: true, count: 2 })
    await empty()
  })

  test('is made and seen by agents and supervisors, and by nobody else, whatever the program says', async () => {
    const id = await create(ENE)
    assert.equal((await as(KADRI, (tx) => readCause(tx, id))).title, 'Nightly job')
    assert.deepEqual(await as(RIINA, listCauses), [])
    await assert.rejects(create(RIINA))
    await assert.rejects(
      as(RIINA, (tx) => readCause(tx, id)),
      refused('not-found'),
    )
    await assert.rejects(
      as(KADRI, (tx) => readCause(tx, 'x')),
      refused('not-found'),
    )
    await assert.rejects(
      as(KADRI, (tx) => createCause(tx, ENE, JOB)),
      'in somebody else’s name',
    )
    for (const sql of [
      'DELETE FROM cause',
      'UPDATE cause_event SET text = NULL',
      'DELETE FROM cause_event',
      `UPDATE cause SET title = 'x'`,
    ])
      await assert.rejects(staff.$executeRawUnsafe(sql), /permission denied|42501/)
    await assert.rejects(web.$executeRawUnsafe('SELECT * FROM cause'), /permission denied|42501/)
  })

  test('takes questions that nobody holds and one’s own, those of others only for a supervisor', async () => {
    const [mine, other, free] = await askMany(3)
    await owner('UPDATE dispute SET assignee = $2 WHERE id = $1', mine?.id, KADRI.staff)
    await owner('UPDATE dispute SET assignee = $2 WHERE id = $1', other?.id, MARKO.staff)
    assert.deepEqual(
      (await matches(KADRI, JOB.pattern)).flatMap(({ id, heldBy }) => (heldBy === undefined ? [] : [[id, heldBy]])),
      [[other?.id, 'Marko']],
    )
    const counts = (by: By) => as(by, (tx) => countMatches(tx, JOB.pattern, by, calendar.timeZone))
    assert.deepEqual(
      [await counts(KADRI), await counts(ENE)],
      [
        { matching: 3, takeable: 2 },
        { matching: 3, takeable: 3 },
      ],
    )
    const id = await create(KADRI)
    assert.equal(await join(KADRI, id, [mine?.id ?? '', other?.id ?? '']), 1)
    assert.equal(await join(KADRI, id), 1)
    assert.deepEqual(await owner('SELECT state, assignee FROM dispute WHERE id = $1', free?.id), [
      { state: 'merged', assignee: KADRI.staff },
    ])
    assert.equal(await join(ENE, id), 1)
    assert.deepEqual(await owner('SELECT state, assignee FROM dispute WHERE id = $1', other?.id), [
      { state: 'merged', assignee: MARKO.staff },
    ])
    assert.deepEqual(await states(id), { merged: 3 })
    const { joined, waiting } = await as(KADRI, (tx) => readCause(tx, id))
    assert.deepEqual([joined, waiting], [3, 3])
    await empty()
  })

  test('takes no question of an agent who must not see it, and none that it does not fit', async () => {
    const [conflicted] = await askMany(1)
    const foreign = await ask({ organisation: '90010002' })
    await owner('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', conflicted?.patient, conflicted?.id, KADRI.staff)
    const id = await create(KADRI)
    assert.equal(await join(KADRI, id, [conflicted?.id ?? '', foreign.id]), 0)
    await empty()
  })

  test('lets one question go, which is then worked on by itself', async () => {
    const [one] = await askMany(2)
    const id = await create(KADRI)
    await join(KADRI, id)
    const out = (form: { reference: string; text: string }) => as(MARKO, (tx) => unmergeOne(tx, id, MARKO, form, calendar))
    await assert.rejects(out({ reference: 'S-0', text: 'x' }), refused('bad-request'))
    await assert.rejects(out({ reference: one?.reference ?? '', text: ' ' }), refused('bad-request'))
    await out({ reference: one?.reference ?? '', text: 'This one is about a person.' })
    assert.deepEqual(await owner('SELECT state, cause FROM dispute WHERE id = $1', one?.id), [{ state: 'triage', cause: null }])
    assert.deepEqual(await states(id), { merged: 1 })
    await empty()
  })

  test('is answered to all at once, each in their own language, and every clock stops', async () => {
    const cases = [
      await ask({ locale: 'et-EE' }),
      await ask({ locale: 'ru-RU' }),
      await ask({ locale: 'en-GB' }),
      await ask({ locale: 'fi-FI' }),
    ]
    const id = await create(KADRI)
    await join(KADRI, id)
    await assert.rejects(
      as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 4, added: 0 })),
      refused('not-now'),
      'there is no answer',
    )
    await as(KADRI, (tx) => draftAnswer(tx, id, KADRI, { outcome: 'automatic', texts: TEXTS }))
    await assert.rejects(
      as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 3, added: 0 })),
      refused('not-now'),
      'there are four',
    )
    await assert.rejects(
      as(KADRI, (tx) => answerBatch(tx, id, KADRI, calendar)),
      refused('not-now'),
      'nobody has said so',
    )
    assert.equal(await as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 4, added: 0 })), 'answering')
    assert.equal(await answer(KADRI, id), 4)
    assert.deepEqual(await states(id), { decided: 4 })
    const texts = await Promise.all(
      cases.map(
        async ({ id: dispute }) =>
          (await owner(`SELECT text, party, audience, detail FROM dispute_event WHERE dispute = $1 AND step = 'decide-cause'`, dispute))[0],
      ),
    )
    assert.deepEqual(
      texts.map(({ text }) => text),
      [TEXTS.et, TEXTS.ru, TEXTS.en, TEXTS.en],
    )
    assert.deepEqual(
      [texts[0].party, texts[0].audience, texts[0].detail.outcome, texts[0].detail.cause],
      ['agent', 'everybody', 'automatic', id],
    )
    assert.deepEqual(await owner('SELECT DISTINCT due_at, outcome FROM dispute WHERE cause = $1', id), [
      { due_at: null, outcome: 'automatic' },
    ])
    const { state, answeredAt } = await as(ENE, (tx) => readCause(tx, id))
    assert.equal(state, 'answered')
    assert.ok(answeredAt)
    await assert.rejects(
      as(KADRI, (tx) => mergeBatch(tx, id, KADRI, { calendar })),
      refused('not-now'),
    )
    assert.deepEqual(
      (await as(ENE, (tx) => causeEvents(tx, id))).map(({ step, count }) => [step, count]),
      [
        ['create', undefined],
        ['merge', 4],
        ['draft', undefined],
        ['answer', 4],
        ['finish', 4],
      ],
    )
  })

  test('is not called justified by who asked for the person, but by somebody else', async () => {
    const [first] = await askMany(2, { organisation: 'assisted' })
    await owner('UPDATE dispute SET opener = $2 WHERE id = $1', first?.id, MARKO.staff)
    const id = await create(ENE, { pattern: { organisation: 'assisted' } })
    await join(ENE, id)
    await as(KADRI, (tx) => draftAnswer(tx, id, KADRI, { outcome: 'justified', texts: TEXTS }))
    await as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 2, added: 0 }))
    await as(MARKO, (tx) => beginAnswer(tx, id, MARKO, { count: 2, added: 0 }))
    assert.equal(await answer(MARKO, id), 1)
    assert.deepEqual(await states(id), { decided: 1, merged: 1 })
    assert.equal(await answer(ENE, id), 1)
    assert.deepEqual(await states(id), { decided: 2 })
  })

  test('lets no agent hold a question of somebody of their own name', async () => {
    const { patient, id: dispute } = await ask({ organisation: 'family' })
    await owner(`UPDATE dispute SET asker_name = 'Mart Kadri' WHERE id = $1`, dispute)
    const id = await create(KADRI, { pattern: { organisation: 'family' } })
    assert.equal(await join(KADRI, id), 1)
    const read = (by: By) => as(by, (tx) => tx.dispute.findUnique({ where: { patient_id: { patient, id: dispute } } }))
    assert.equal(await read(KADRI), null)
    assert.equal((await read(MARKO))?.assignee, null)
  })

  test('leaves questions of those who are too near to who answers for somebody else', async () => {
    const [asker, actor, subject] = await askMany(4, { organisation: 'near' })
    await owner(`UPDATE dispute SET asker_name = 'Mart Ene ' WHERE id = $1`, asker?.id)
    for (const [at, names] of [
      [actor, { onBehalfOf: { name: 'Anna ENE' } }],
      [subject, { actor: { name: 'Anna Berg', identifier: { value: ENE.staff.slice(-8) } } }],
    ] as const)
      await owner(
        `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, event_nonce,
           concealed_nonce, source_nonce)
         VALUES ($1, 3, (SELECT 1 + count(*) FROM event), gen_random_uuid(), 'x', now(), sha256('x'), '', '{}', $2, sha256('1'), sha256('2'), sha256('3'))`,
        at?.patient,
        Buffer.from(JSON.stringify(names)),
      )
    const id = await create(ENE, { pattern: { organisation: 'near' } })
    await join(ENE, id)
    await as(ENE, (tx) => draftAnswer(tx, id, ENE, { outcome: 'mistaken', texts: TEXTS }))
    await as(ENE, (tx) => beginAnswer(tx, id, ENE, { count: 4, added: 0 }))
    assert.equal(await answer(ENE, id), 1)
    assert.equal((await as(ENE, (tx) => readCause(tx, id))).state, 'answering')
    assert.equal(await answer(MARKO, id), 3)
    assert.equal((await as(ENE, (tx) => readCause(tx, id))).state, 'answered')
  })

  test('is called justified by two people only', async () => {
    await askMany(2)
    const id = await create(KADRI)
    await join(KADRI, id)
    await as(KADRI, (tx) => draftAnswer(tx, id, KADRI, { outcome: 'justified', texts: TEXTS }))
    assert.equal(await as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 2, added: 0 })), 'proposed')
    await assert.rejects(
      as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 2, added: 0 })),
      refused('not-found'),
    )
    await assert.rejects(owner(`UPDATE cause SET state = 'answering', answered_by = $2 WHERE id = $1`, id, KADRI.staff), /check/)
    await assert.rejects(
      as(MARKO, (tx) => returnAnswer(tx, id, MARKO, ' ')),
      refused('bad-request'),
    )
    await as(MARKO, (tx) => returnAnswer(tx, id, MARKO, 'Say more.'))
    await assert.rejects(
      as(MARKO, (tx) => returnAnswer(tx, id, MARKO, 'Say more.')),
      refused('not-now'),
    )
    await as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 2, added: 0 }))
    assert.equal(await as(MARKO, (tx) => beginAnswer(tx, id, MARKO, { count: 2, added: 0 })), 'answering')
    await assert.rejects(
      as(KADRI, (tx) => answerBatch(tx, id, KADRI, calendar)),
      refused('not-found'),
    )
    assert.equal(await answer(MARKO, id), 2)
    assert.deepEqual(await states(id), { decided: 2 })
  })

  test('is confirmed by who was told what patients have added since, and not for what they add after that', async () => {
    const [first, second, third] = await askMany(3)
    const id = await create(ENE)
    const adds = (at: typeof first) =>
      patientSnapshot(
        web,
        at?.patient ?? '',
        (tx) =>
          takeStep(
            tx,
            { patient: at?.patient ?? '', id: at?.id ?? '' },
            { step: 'inform', party: 'patient', name: 'Somebody', text: 'She is my sister.' },
            calendar,
          ),
        'ReadCommitted',
      )
    const added = (by: By) => as(by, async (tx) => addedToCause(tx, await readCause(tx, id)))
    const begin = (by: By, things: number, count = 3) => as(by, (tx) => beginAnswer(tx, id, by, { count, added: things }))
    await join(ENE, id)
    await adds(first)
    await as(KADRI, (tx) => draftAnswer(tx, id, KADRI, { outcome: 'justified', texts: TEXTS }))
    await begin(KADRI, 0)
    assert.deepEqual(await added(MARKO), { questions: 0, things: 0, named: [] }, 'who proposes has read what was there')

    await adds(first)
    await owner('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', second?.patient, second?.id, MARKO.staff)
    await adds(second)
    await adds(second)
    const references = (of: readonly ({ readonly reference: string } | undefined)[]) => of.map((at) => at?.reference).toSorted()
    const seen = await added(ENE)
    assert.deepEqual([seen.questions, seen.things], [2, 3])
    assert.deepEqual(references(seen.named), references([first, second]))
    assert.deepEqual(await added(MARKO), { questions: 2, things: 3, named: [{ id: first?.id, reference: first?.reference }] })
    assert.deepEqual(await added(RIINA).catch((error) => error.code), 'not-found')
    for (const told of [0, 2, Number.NaN]) await assert.rejects(begin(MARKO, told), refused('not-now'))
    assert.equal(await begin(MARKO, 3), 'answering')
    assert.equal((await added(ENE)).questions, 0)

    await adds(third)
    await adds(second)
    assert.deepEqual(references((await added(ENE)).named), references([second, third]))
    assert.equal(await answer(MARKO, id), 1)
    assert.equal(await answer(ENE, id), 0)
    assert.deepEqual(await states(id), { decided: 1, merged: 2 })
    for (const at of [second, third])
      await as(ENE, (tx) => unmergeOne(tx, id, ENE, { reference: at?.reference ?? '', text: 'We look at it by itself.' }, calendar))
    await answer(ENE, id)
    assert.equal((await as(ENE, (tx) => readCause(tx, id))).state, 'answered')
    assert.deepEqual(await owner('SELECT state, cause FROM dispute WHERE id = $1', third?.id), [{ state: 'triage', cause: null }])
    await empty()
  })

  test('is not called answered while a question waits that the one who answers must not see', async () => {
    const [hidden] = await askMany(2)
    const id = await create(ENE)
    await join(ENE, id)
    await owner('INSERT INTO dispute_conflict VALUES ($1, $2, $3)', hidden?.patient, hidden?.id, KADRI.staff)
    await as(KADRI, (tx) => draftAnswer(tx, id, KADRI, { outcome: 'automatic', texts: TEXTS }))
    await as(KADRI, (tx) => beginAnswer(tx, id, KADRI, { count: 2, added: 0 }))
    assert.equal(await answer(KADRI, id), 1)
    assert.equal((await as(KADRI, (tx) => readCause(tx, id))).state, 'answering')
    assert.equal(await answer(MARKO, id), 1)
    assert.equal((await as(KADRI, (tx) => readCause(tx, id))).state, 'answered')
  })

  test('hints at itself where a question like those comes', async () => {
    const titles = async (of: Parameters<typeof fittingCauses>[1]) =>
      (await as(KADRI, (tx) => fittingCauses(tx, of))).map(({ title }) => title)
    const recordSystem = 'image-bank'
    await create(KADRI, { title: 'Images', pattern: { organisation: '90010005', recordSystem, automatic: true } })
    assert.deepEqual(await titles({ organisation: '90010005', recordSystem, automatic: true }), ['Images'])
    assert.deepEqual(await titles({ organisation: '90010005', automatic: true }), ['Images'])
    assert.deepEqual(await titles({ organisation: '90010005', recordSystem: 'other', automatic: true }), [])
    assert.deepEqual(await titles({ organisation: '90010005', recordSystem, automatic: false }), [])
    assert.deepEqual(await titles({ organisation: '90010006', recordSystem, automatic: true }), [])
    assert.deepEqual(await as(RIINA, (tx) => fittingCauses(tx, { organisation: '90010005', automatic: true })), [])
  })

  test('of four hundred patients is joined and answered in one go, and a process that is killed in the middle loses and doubles nothing', async (t) => {
    const COUNT = 400
    const began = Date.now()
    await askMany(COUNT)
    const asked = Date.now()
    const id = await create(ENE)
    assert.equal(await join(ENE, id), COUNT)
    const joined = Date.now()
    await as(ENE, (tx) => draftAnswer(tx, id, ENE, { outcome: 'automatic', texts: TEXTS }))
    await as(ENE, (tx) => beginAnswer(tx, id, ENE, { count: COUNT, added: 0 }))
    const killed = await killInTheMiddle(database.urls.staff, id, ENE)
    const before = (await states(id)).decided ?? 0
    assert.ok(before > 0 && before < COUNT && before % 20 === 0, `${killed}: ${before} of ${COUNT} were answered`)
    const resumed = Date.now()
    const [one, two] = await Promise.all([answer(ENE, id), answer(MARKO, id)])
    assert.equal(one + two, COUNT - before)
    assert.deepEqual(await states(id), { decided: COUNT })
    const [{ events, most }] = await owner(
      `SELECT sum(n)::int AS events, max(n)::int AS most FROM (SELECT count(*) AS n FROM dispute_event e JOIN dispute d ON d.patient = e.patient AND d.id = e.dispute
       WHERE d.cause = $1 AND e.step = 'decide-cause' GROUP BY d.id) AS each`,
      id,
    )
    assert.deepEqual([events, most], [COUNT, 1])
    assert.equal((await as(ENE, (tx) => readCause(tx, id))).state, 'answered')
    t.diagnostic(
      `${COUNT} questions asked in ${asked - began} ms, joined in ${joined - asked} ms, ${COUNT - before} answered in ${Date.now() - resumed} ms`,
    )
  })
})

/** Answers in a process of its own, which is killed when it has answered some. */
async function killInTheMiddle(
  url: string,
  cause: string,
  by: { readonly staff: string; readonly role: StaffRole; readonly name: string },
) {
  const program = `
    const { createDatabase, staffWork } = await import('#lib/db/prisma.ts')
    const { answerBatch } = await import('#lib/server/causes/work.ts')
    const { ESTONIA } = await import('#lib/dispute/testing.ts')
    const database = createDatabase(${JSON.stringify(url)})
    const by = ${JSON.stringify(by)}
    for (;;) {
      await staffWork(database, by.staff, (tx) => answerBatch(tx, ${JSON.stringify(cause)}, by, ESTONIA))
      console.log('a batch')
    }`
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let batches = 0
  child.stdout.on('data', (text: Buffer) => {
    batches += String(text).split('a batch').length - 1
    if (batches >= 3) child.kill('SIGKILL')
  })
  const [code, signal] = await once(child, 'exit')
  return `${batches} batches, ${signal ?? code}`
}
