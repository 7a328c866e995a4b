import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { IncidentStep } from '#lib/dispute/incident.ts'
import { type Contradiction, printEvidence } from '#lib/history/evidence.ts'
import { TestLog } from '#lib/history/testing.ts'
import { testEvent } from '#lib/history/testing-event.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { AppError } from '../app-error.ts'
import { MAX_EVIDENCE, receiveEvidence, takeReport } from './intake.ts'
import { listIncidents, readIncident, stepIncident } from './rows.ts'

const ANNA = { system: 'urn:test', value: 'anna' }
const KADRI = randomUUID()
const ENE = randomUUID()
const OFFICER = randomUUID()

function logOf(ids: readonly string[], options: ConstructorParameters<typeof TestLog>[0] = {}): TestLog {
  const log = new TestLog(options)
  for (const id of ids) log.add(ANNA, testEvent({ id, patient: ANNA }))
  log.seal(1000)
  return log
}

const { trust, note } = logOf(['a', 'b', 'c'])
const forked = (other: TestLog, change: Partial<Contradiction> = {}): Uint8Array =>
  utf8(printEvidence({ at: 1000, trustFingerprint: trust.fingerprint, code: 'forked', pinned: note, shown: other.note, ...change }))
const refused = (code: string) => (error: unknown) => error instanceof AppError && error.code === code

describe('a security incident', () => {
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
    for (const [id, role, organisation] of [
      [KADRI, 'agent', null],
      [ENE, 'supervisor', null],
      [OFFICER, 'officer', '90010001'],
    ])
      await owner(
        'INSERT INTO staff (id, subject, name, role, organisation) VALUES ($1::uuid, $1::text, $1::text, $2, $3)',
        id,
        role,
        organisation,
      )
  })
  after(async () => {
    await web.$disconnect()
    await staff.$disconnect()
    await database.close()
  })

  const as = <T>(who: string, work: (tx: Snapshot) => Promise<T>) => staffWork(staff, who, work)
  const take = (bytes: Uint8Array) => takeReport(web, trust, bytes)
  const roles = { [KADRI]: 'agent', [ENE]: 'supervisor', [OFFICER]: 'officer' } as const
  const step = (who: string, id: string, name: IncidentStep, form: Readonly<Record<string, string>> = {}) =>
    as(who, (tx) => stepIncident(tx, id, name, { staff: who, role: roles[who] ?? 'officer', name: 'N' }, new Map(Object.entries(form))))
  const idOf = async (reference: string) => String((await owner('SELECT id FROM incident WHERE reference = $1', reference))[0]?.id)
  const visible = () => web.$queryRaw<object[]>`SELECT * FROM public_incident`
  const notice = { en: 'What happened.', et: 'Mis juhtus.', ru: 'Что случилось.' }

  let proven: string

  test('is opened by a contradiction that verifies, once, however often and with whatever time it is reported', async () => {
    const other = logOf(['a', 'b', 'x'])
    const { reference, proved } = await take(forked(other))
    assert.match(reference, /^I-2\d{3}-0001$/)
    assert.equal(proved, true)
    assert.deepEqual(await take(forked(other)), { reference, proved })
    assert.deepEqual(await take(forked(other, { at: 2000 })), { reference, proved })
    assert.deepEqual(await owner('SELECT reports, state, proved FROM incident'), [{ reports: 3, state: 'reported', proved: true }])
    assert.equal((await owner('SELECT FROM incident_event')).length, 1)
    assert.deepEqual(await owner('SELECT evidence FROM incident'), [{ evidence: Buffer.from(forked(other)) }], 'the first one is kept')
    proven = await idOf(reference)
  })

  test('has the operator told in the same transaction, once', async () => {
    const jobs = await owner(
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'incident'`,
    )
    assert.deepEqual(jobs, [{ payload: { incident: proven } }])
  })

  test('is an unproven report when somebody made it up, when it is about another log, or when its keys are others’: nobody is told', async () => {
    const others = [
      forked(logOf(['a', 'b', 'c'])),
      forked(logOf(['a', 'b', 'x']), { shown: note.replace('1000', '1001') }),
      forked(logOf(['a'], { seed: 'another log' }), { pinned: logOf(['a', 'b'], { seed: 'another log' }).note }),
    ]
    for (const bytes of others) {
      const { reference, proved } = await take(bytes)
      assert.equal(proved, false)
      assert.deepEqual(await take(bytes), { reference, proved })
    }
    const jobs = await owner(`SELECT FROM graphile_worker._private_jobs`)
    assert.equal(jobs.length, 1)
  })

  test('keeps nothing of an answer that did not match: that is health data', async () => {
    const bytes = utf8(printEvidence({ at: 1, trustFingerprint: trust.fingerprint, code: 'root-mismatch', answer: utf8('blood count') }))
    const { reference, proved } = await take(bytes)
    assert.equal(proved, false)
    const [row] = await owner('SELECT code, evidence, digest FROM incident WHERE reference = $1', reference)
    assert.deepEqual(row, { code: 'root-mismatch', evidence: null, digest: createHash('sha256').update(bytes).digest() })
  })

  test('is opened by nothing that has not the form of evidence', async () => {
    const before = (await owner('SELECT FROM incident')).length
    for (const bytes of [
      utf8(''),
      utf8('{}'),
      utf8('{"at":1}'),
      new Uint8Array([0xff, 0xfe]),
      utf8(`${new TextDecoder().decode(forked(logOf(['z'])))} `),
      utf8('['.repeat(100_000)),
    ])
      await assert.rejects(take(bytes), refused('invalid-resource'))
    assert.equal((await owner('SELECT FROM incident')).length, before)
  })

  test('of which there are too many unproven ones, takes no more of these, but every proof', async () => {
    await owner(
      `INSERT INTO incident (reference, code, digest, proved) SELECT 'X-' || i, 'forked', sha256(i::text::bytea), false FROM generate_series(1, 200) AS i`,
    )
    try {
      await assert.rejects(take(forked(logOf(['q']))), refused('too-many-requests'))
      assert.equal((await take(forked(logOf(['a', 'b', 'y'])))).proved, true)
    } finally {
      await owner(`DELETE FROM incident WHERE reference LIKE 'X-%'`)
    }
  })

  test('is reported from one place ten times in ten minutes, whoever that says it is, and in no more than 1 MB', async () => {
    const report = (from: string) =>
      receiveEvidence(
        new Request('http://localhost/api/incidents', {
          method: 'POST',
          body: new Uint8Array(MAX_EVIDENCE + 1),
          headers: { 'x-forwarded-for': from },
        }),
      )
    for (let i = 0; i < 10; i++) await assert.rejects(report(`10.0.0.${i}, 192.0.2.1`), refused('too-large'))
    await assert.rejects(report('10.0.0.10, 192.0.2.1'), refused('too-many-requests'))
    await assert.rejects(report('192.0.2.2'), refused('too-large'))
  })

  test('of which there are very many proved ones in an hour, opens no more, and tells the operator of the first ten', async () => {
    await owner(
      `INSERT INTO incident (reference, code, digest, proved) SELECT 'X-' || i, 'forked', sha256(i::text::bytea), true FROM generate_series(1, 20) AS i`,
    )
    const jobs = async () => (await owner(`SELECT FROM graphile_worker._private_jobs`)).length
    try {
      const before = await jobs()
      assert.equal((await take(forked(logOf(['a', 'b', 'v'])))).proved, true)
      assert.equal(await jobs(), before)
      await owner(
        `INSERT INTO incident (reference, code, digest, proved) SELECT 'X-' || i, 'forked', sha256(i::text::bytea), true FROM generate_series(21, 60) AS i`,
      )
      await assert.rejects(take(forked(logOf(['a', 'b', 'w']))), refused('too-many-requests'))
    } finally {
      await owner(`DELETE FROM incident WHERE reference LIKE 'X-%'`)
    }
  })

  test('is read by agents and supervisors, proved ones first, and by nobody else', async () => {
    const [first] = await as(KADRI, listIncidents)
    assert.equal(first?.proved, true)
    assert.equal((await as(ENE, listIncidents)).length, (await owner('SELECT FROM incident')).length)
    assert.deepEqual(await as(OFFICER, listIncidents), [])
    await assert.rejects(
      as(OFFICER, (tx) => readIncident(tx, proven)),
      refused('not-found'),
    )
    await assert.rejects(
      as(KADRI, (tx) => readIncident(tx, 'x')),
      refused('not-found'),
    )
    for (const sql of ['SELECT * FROM incident', 'SELECT * FROM incident_event', `INSERT INTO incident (reference) VALUES ('x')`])
      await assert.rejects(web.$executeRawUnsafe(sql), /permission denied|42501/)
  })

  test('is noted about by an agent, who decides nothing, whatever the program says', async () => {
    await step(KADRI, proven, 'note', { text: 'Somebody called.' })
    await assert.rejects(step(KADRI, proven, 'note', { text: ' ' }), refused('bad-request'))
    await assert.rejects(step(KADRI, proven, 'confirm', { text: 'x' }), refused('not-found'))
    assert.equal(await as(KADRI, (tx) => tx.$executeRaw`UPDATE incident SET state = 'confirmed' WHERE id = ${proven}::uuid`), 0)
    const forge = (stepName: string, party: string, author: string) =>
      as(
        KADRI,
        (tx) =>
          tx.$executeRaw`INSERT INTO incident_event (incident, step, party, author, state) VALUES (${proven}::uuid, ${stepName}, ${party}, ${author}::uuid, 'reported')`,
      )
    await assert.rejects(forge('confirm', 'agent', KADRI))
    await assert.rejects(forge('note', 'supervisor', KADRI))
    await assert.rejects(forge('note', 'agent', ENE))
    await assert.rejects(step(OFFICER, proven, 'note', { text: 'x' }), refused('not-found'))
  })

  test('keeps what was done as it was written', async () => {
    for (const sql of [
      'UPDATE incident_event SET text = NULL',
      'DELETE FROM incident_event',
      'DELETE FROM incident',
      'UPDATE incident SET evidence = NULL',
      'UPDATE incident SET proved = false',
    ])
      await assert.rejects(staff.$executeRawUnsafe(sql), /permission denied|42501/)
  })

  test('that is proved is not called unfounded, and nothing is frozen before it is confirmed', async () => {
    await assert.rejects(step(ENE, proven, 'dismiss', { text: 'x' }), refused('not-now'))
    await assert.rejects(step(ENE, proven, 'freeze', { first: '0', last: '3', sure: 'yes' }), refused('not-now'))
    await assert.rejects(owner(`UPDATE incident SET state = 'unfounded' WHERE id = $1`, proven), /check/)
    assert.deepEqual(await visible(), [])
  })

  test('is confirmed, and its entries are frozen for everybody to see, by a supervisor who is sure', async () => {
    await step(ENE, proven, 'confirm', { text: 'Compared with the witness’s.' })
    const range = { first: '0', last: '3' }
    await assert.rejects(step(ENE, proven, 'freeze', range), refused('bad-request'))
    for (const wrong of [{ first: '4' }, { first: '-1' }, { first: '' }, { last: '1e3' }])
      await assert.rejects(step(ENE, proven, 'freeze', { ...range, ...wrong, sure: 'yes' }), refused('bad-request'))
    await step(ENE, proven, 'freeze', { ...range, sure: 'yes' })
    const [shown] = (await visible()) as { frozen: boolean; last_index: bigint; notice: unknown }[]
    assert.deepEqual([shown?.frozen, Number(shown?.last_index), shown?.notice], [true, 3, null])
  })

  test('is published when it is decided, in every language, and not before', async () => {
    await assert.rejects(step(ENE, proven, 'publish', { ...notice, sure: 'yes' }), refused('not-now'))
    await assert.rejects(step(ENE, proven, 'decide', { text: 'x' }), refused('not-now'))
    await step(ENE, proven, 'contain', { text: 'Keys are changed.' })
    await step(ENE, proven, 'decide', { text: 'A second sequencer signed.' })
    await assert.rejects(step(ENE, proven, 'publish', { ...notice, ru: ' ', sure: 'yes' }), refused('bad-request'))
    await assert.rejects(step(ENE, proven, 'publish', notice), refused('bad-request'))
    await step(ENE, proven, 'publish', { ...notice, sure: 'yes' })
    await step(ENE, proven, 'release', { text: 'Compared, entry by entry.' })
    const [shown] = (await visible()) as { frozen: boolean; notice: unknown; decided_at: Date }[]
    assert.deepEqual([shown?.frozen, shown?.notice], [false, notice])
    const { events, state } = await as(KADRI, (tx) => readIncident(tx, proven))
    assert.equal(state, 'decided')
    assert.deepEqual(
      events.map((event) => event.step),
      ['report', 'note', 'confirm', 'freeze', 'contain', 'decide', 'publish', 'release'],
    )
  })

  test('shows everybody what is frozen or published, and neither its evidence nor what staff wrote', async () => {
    const [row] = await visible()
    assert.deepEqual(Object.keys(row ?? {}), [
      'reference',
      'state',
      'first_index',
      'last_index',
      'frozen',
      'opened_at',
      'decided_at',
      'published_at',
      'notice',
    ])
  })

  test('that proves nothing can be unfounded, and then nothing more is done', async () => {
    const { reference } = await take(forked(logOf(['k'])))
    const id = await idOf(reference)
    await step(ENE, id, 'dismiss', { text: 'Made up.' })
    await assert.rejects(step(ENE, id, 'confirm', { text: 'x' }), refused('not-now'))
    await assert.rejects(step(ENE, randomUUID(), 'confirm', { text: 'x' }), refused('not-found'))
    await assert.rejects(step(ENE, 'x', 'confirm', { text: 'x' }), refused('not-found'))
  })
})
