import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { FileRefused, LARGEST_FILE, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { AppError } from '../app-error.ts'
import { openCase, type Question, takeStep } from './cases.ts'
import { readCaseEntries } from './entries.ts'
import { type CheckedFile, readFile, storeFiles } from './files.ts'
import { countUnread, listFollowed, markSeen, QUESTIONS_A_PAGE, requireKnown } from './followed.ts'
import { type OwnInput, takeOwnStep } from './own-steps.ts'
import { testQuestion } from './testing.ts'
import { readCase } from './view.ts'

const KADRI = randomUUID()
const OFFICER = randomUUID()
const JAAN = randomUUID()

describe('following a question', () => {
  let database: TestDatabase
  let web: Database
  let staff: Database
  let mari = ''
  before(async () => {
    database = await testDatabase()
    const owner = await connect(database.ownerUrl)
    await owner.query(`INSERT INTO staff (id, subject, name, role) VALUES ($1, 'EE1', 'Kadri Kuusk', 'agent')`, [KADRI])
    await owner.query(`INSERT INTO staff (id, subject, name, role, organisation) VALUES ($1, 'EE2', 'Riina', 'officer', '90010001')`, [
      OFFICER,
    ])
    await owner.end()
    web = createDatabase(database.urls.web)
    staff = createDatabase(database.urls.staff)
  })
  after(async () => {
    await web.$disconnect()
    await staff.$disconnect()
    await database.close()
  })

  const as = <T>(who: string, work: (tx: Snapshot) => Promise<T>) => patientSnapshot(web, who, work, 'ReadCommitted')
  const by = (patient: string, author = patient) => ({ patient, author, name: 'Mari Maasikas' })
  const ask = (of: string, change: Partial<Question> = {}) =>
    as(of, (tx) => openCase(tx, of, testQuestion({ askerKey: of, ...change }), { party: 'patient', name: 'Mari' }, ESTONIA))
  const step = (of: string, id: string, name: string, more: object = {}) =>
    staffWork(staff, KADRI, (tx) =>
      takeStep(tx, { patient: of, id }, { step: name as 'note', party: 'agent', by: KADRI, name: 'Kadri', ...more }, ESTONIA),
    )
  const own = (of: string, id: string, input: Partial<OwnInput>, author = of) =>
    as(of, (tx) => takeOwnStep(tx, by(of, author), id, { step: 'inform', text: '', files: [], ...input }, ESTONIA))
  const list = (of: string, author = of, page = 1) => as(of, (tx) => listFollowed(tx, by(of, author), page))
  const unread = (of: string, author = of) => as(of, (tx) => countUnread(tx, by(of, author)))
  const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code
  const notTaken = (problem: string) => (error: unknown) => error instanceof FileRefused && error.problem === problem
  const file = (bytes: number, name = 'letter.pdf'): CheckedFile => ({ name, type: 'application/pdf', bytes: new Uint8Array(bytes) })
  const decided = async (of: string) => {
    const { id } = await ask(of)
    for (const name of ['acknowledge', 'triage', 'review']) await step(of, id, name)
    await step(of, id, 'decide', { outcome: 'mistaken', text: 'It was a mistake.' })
    return id
  }

  test('begins with nothing, and lists what changed last first, by pages', async () => {
    mari = randomUUID()
    assert.deepEqual(await list(mari), { questions: [], count: 0 })
    const ids: string[] = []
    for (let i = 0; i <= QUESTIONS_A_PAGE; i++) ids.push((await ask(mari)).id)
    await own(mari, ids[3] ?? '', { text: 'One thing more.' })
    const first = await list(mari)
    assert.equal(first.count, QUESTIONS_A_PAGE + 1)
    assert.deepEqual([first.questions.length, first.questions[0]?.id], [QUESTIONS_A_PAGE, ids[3]])
    assert.deepEqual(
      (await list(mari, mari, 2)).questions.map(({ id }) => id),
      [ids[0]],
    )
    const [newest] = first.questions
    assert.deepEqual([newest?.entries, newest?.state, newest?.due?.name, newest?.unread], [2, 'submitted', 'acknowledge', false])
  })

  test('is for nobody else: their own list has nothing of it, and its id is no question', async () => {
    const { id } = await ask(mari)
    assert.equal((await list(JAAN)).count, 0)
    for (const other of [id, randomUUID(), 'x', '', `${id}'`])
      await assert.rejects(
        as(JAAN, (tx) => requireKnown(tx, by(JAAN), other)),
        refused('not-found'),
      )
    await assert.rejects(own(JAAN, id, { step: 'withdraw' }), refused('not-found'))
    await assert.rejects(
      as(JAAN, (tx) => takeOwnStep(tx, { ...by(mari, JAAN), patient: mari }, id, { step: 'withdraw', text: '', files: [] }, ESTONIA)),
      refused('not-found'),
    )
  })

  test('of somebody else is not for another who acts for them, where its asker wants safe contact', async () => {
    const child = randomUUID()
    const [parent, other] = [randomUUID(), randomUUID()]
    const { id } = await ask(child, { asker: 'representative', askerKey: parent, safeContact: true })
    assert.deepEqual([(await list(child, parent)).count, (await list(child, other)).count, (await list(child)).count], [1, 0, 1])
    await assert.rejects(
      as(child, (tx) => requireKnown(tx, by(child, other), id)),
      refused('not-found'),
    )
    for (const step of ['inform', 'withdraw'] as const)
      await assert.rejects(own(child, id, { step, text: 'I too.' }, other), refused('not-found'), step)
    const { id: open } = await ask(child, { asker: 'representative', askerKey: parent })
    assert.deepEqual(
      (await list(child, other)).questions.map(({ id, by }) => [id, by]),
      [[open, 'Mari Maasikas']],
    )
  })

  test('shows news until it has been seen: what staff say to everybody, and not the rest', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    assert.equal(await unread(of), 0)
    const number = await step(of, id, 'acknowledge')
    assert.deepEqual([await unread(of), (await list(of)).questions[0]?.unread], [1, true])
    await as(of, (tx) => markSeen(tx, by(of), id, number))
    await step(of, id, 'note', { text: 'For us.' })
    await own(of, id, { text: 'One thing more.' })
    assert.equal(await unread(of), 0)
    const triaged = await step(of, id, 'triage')
    await as(of, (tx) => markSeen(tx, by(of), id, triaged))
    await step(of, id, 'ask-provider', { text: 'Why?', provider: '90010001' })
    assert.equal(await unread(of), 0)
    await step(of, id, 'write', { text: 'Thank you.' })
    await as(of, (tx) => markSeen(tx, by(of), id, 1))
    assert.equal((await as(of, (tx) => readCase(tx, { patient: of, id }, 'patient'))).seen, triaged, 'what was seen stays seen')
    assert.equal(await unread(of), 1)
  })

  test('is for who asked, while they may act, and then for the person', async () => {
    const [child, parent] = [randomUUID(), randomUUID()]
    const owner = await connect(database.ownerUrl)
    try {
      await owner.query(
        `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, source, since)
         VALUES ($1, $2, 'guardian', 'Mia', 'Mari', 'test', '2020-01-01')`,
        [child, parent],
      )
      const { id } = await ask(child, { asker: 'representative', askerKey: parent })
      const number = await step(child, id, 'acknowledge')
      assert.deepEqual([await unread(child, parent), await unread(child)], [1, 0])
      await as(child, (tx) => markSeen(tx, by(child), id, number))
      assert.equal(await unread(child, parent), 1, 'another has seen it, and not who asked')
      await owner.query('UPDATE representation SET ended_at = now() WHERE patient = $1', [child])
      assert.deepEqual([await unread(child, parent), await unread(child)], [0, 1])
    } finally {
      await owner.end()
    }
  })

  test('takes information, and goes on where it was when support had asked', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    await step(of, id, 'acknowledge')
    await step(of, id, 'ask-patient', { text: 'When were you there?' })
    await own(of, id, { text: 'Never.' })
    const view = await as(of, (tx) => readCase(tx, { patient: of, id }, 'patient'))
    assert.deepEqual([view.state, view.events.at(-1)?.text, view.events.at(-1)?.party], ['acknowledged', 'Never.', 'patient'])
  })

  test('stores nothing of a step whose files are not taken', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    const files = Array.from({ length: MOST_FILES }, (_, i) => file(10, `${i}.pdf`))
    await own(of, id, { text: 'All of them.', files })
    await assert.rejects(own(of, id, { text: 'And one more.', files: [file(10)] }), notTaken('too-many'))
    const view = await as(of, (tx) => readCase(tx, { patient: of, id }, 'patient'))
    assert.deepEqual([view.files.length, view.lastEvent, view.events.length], [10, 2, 2])
  })

  test('takes 20 MB together, also when two come at once', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    await own(of, id, { text: 'Three.', files: [1, 2, 3].map(() => file(LARGEST_FILE)) })
    const both = await Promise.allSettled([1, 2].map(() => own(of, id, { text: 'One.', files: [file(LARGEST_FILE)] })))
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    await assert.rejects(own(of, id, { text: 'One byte.', files: [file(1)] }), notTaken('too-large'))
  })

  test('gives a file to who may see the question, and to nobody else', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    await own(of, id, { text: 'See here.', files: [file(3)] })
    const at = { patient: of, id }
    const [known] = (await as(of, (tx) => readCase(tx, at, 'patient'))).files
    assert.equal((await as(of, (tx) => readFile(tx, at, known?.id ?? ''))).bytes.length, 3)
    const reading = (tx: Snapshot) => readFile(tx, at, known?.id ?? '')
    await assert.rejects(as(JAAN, reading), refused('not-found'))
    for (const who of [KADRI, OFFICER]) await assert.rejects(staffWork(staff, who, reading), refused('not-found'))
    await step(of, id, 'acknowledge')
    assert.equal((await staffWork(staff, KADRI, (tx) => readFile(tx, at, known?.id ?? ''))).name, 'letter.pdf')
    await staffWork(staff, KADRI, (tx) => storeFiles(tx, at, 3, [file(5, 'ours.pdf')], 'staff'))
    const { files } = await as(of, (tx) => readCase(tx, at, 'patient'))
    assert.deepEqual(
      files.map(({ name }) => name),
      ['letter.pdf'],
    )
    for (const bad of ['', 'x', randomUUID()])
      await assert.rejects(
        as(of, (tx) => readFile(tx, at, bad)),
        refused('not-found'),
      )
  })

  test('is not withdrawn by somebody who acts for the patient and did not ask it', async () => {
    const [of, guardian] = [randomUUID(), randomUUID()]
    const { id } = await ask(of)
    await assert.rejects(own(of, id, { step: 'withdraw' }, guardian), refused('not-found'))
    await own(of, id, { text: 'I can tell more.' }, guardian)
    const { id: theirs } = await ask(of, { askerKey: guardian, asker: 'representative' })
    await own(of, theirs, { step: 'withdraw' }, guardian)
  })

  test('is withdrawn by who asked, and then takes nothing more', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    await own(of, id, { step: 'withdraw' })
    assert.equal((await list(of)).questions[0]?.state, 'withdrawn')
    await assert.rejects(own(of, id, { text: 'Wait.' }), refused('not-now'))
    await assert.rejects(own(of, id, { step: 'withdraw' }), refused('not-now'))
  })

  test('is opened again with a reason and in time, and not before there is an answer', async () => {
    const of = randomUUID()
    const { id: early } = await ask(of)
    await assert.rejects(own(of, early, { step: 'reopen', text: 'No.' }), refused('not-now'))
    const id = await decided(of)
    await assert.rejects(own(of, id, { step: 'reopen' }), refused('bad-request'))
    await own(of, id, { step: 'reopen', text: 'I never was there.' })
    assert.equal((await list(of)).questions[0]?.state, 'reopened')
    const late = await decided(of)
    const owner = await connect(database.ownerUrl)
    await owner.query(`UPDATE dispute SET decided_at = now() - interval '31 days' WHERE id = $1`, [late])
    await owner.end()
    await assert.rejects(own(of, late, { step: 'reopen', text: 'I never was there.' }), refused('not-now'))
  })

  test('is taken to a body that there is, with a reason, before and after the answer', async () => {
    const of = randomUUID()
    for (const id of [(await ask(of)).id, await decided(of)]) {
      await assert.rejects(own(of, id, { step: 'escalate', text: 'So.', body: 'newspaper' }), refused('bad-request'))
      await assert.rejects(own(of, id, { step: 'escalate', body: 'police' }), refused('bad-request'))
      await own(of, id, { step: 'escalate', text: 'It was my neighbour.', body: 'police' })
      const view = await as(of, (tx) => readCase(tx, { patient: of, id }, 'patient'))
      assert.deepEqual([view.state, view.events.at(-1)?.detail.body], ['escalated', 'police'])
    }
  })

  test('takes thirty things a day from the same side', async () => {
    const of = randomUUID()
    const { id } = await ask(of)
    for (let i = 0; i < 29; i++) await own(of, id, { text: `${i}` })
    await assert.rejects(own(of, id, { text: 'More.' }), refused('too-many-requests'))
  })

  test('names its entries as withheld where they say nothing any more', async () => {
    const of = randomUUID()
    const owner = await connect(database.ownerUrl)
    await owner.query(
      `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, withheld)
       VALUES ($1, 3, 3, gen_random_uuid(), 'x', now(), sha256('x'), '', 'retention')`,
      [of],
    )
    await owner.end()
    const { id } = await ask(of)
    const { entries } = await as(of, (tx) => readCase(tx, { patient: of, id }, 'patient'))
    const shown = await as(of, (tx) => readCaseEntries(tx, of, entries))
    assert.deepEqual(
      shown.map((entry) => [entry.historyIndex, 'withheld' in entry && entry.withheld]),
      [
        [4, 'erased'],
        [3, 'retention'],
      ],
    )
  })
})
