import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database, patientSnapshot, type Snapshot, staffWork } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { type Answers, MOST_DRAFTS, MOST_QUESTIONS, NO_ANSWERS } from '#lib/dispute/draft.ts'
import { MOST_ENTRIES } from '#lib/dispute/kinds.ts'
import { accessEvent } from '#lib/verify/testing.ts'
import { AppError, type AppErrorCode } from '../app-error.ts'
import { type Sending, type Sent, sendDraft } from './ask.ts'
import { readAsked } from './asked.ts'
import { takeStep } from './cases.ts'
import { type Author, addEntries, createDraft, discardDraft, findDraft, listDrafts, removeEntry, saveAnswers } from './drafts.ts'
import { readEntries, whoDigest } from './named-entries.ts'

const calendar: Calendar = { timeZone: 'Europe/Tallinn', isWorkingDay: (day) => ![0, 6].includes(new Date(day).getUTCDay()) }
const COMPLETE: Answers = { ...NO_ANSWERS, reasons: ['not-in-care'], wants: ['explanation'], care: 'no', text: 'I was abroad.' }
const IDENTIFIER = { system: 'https://fhir.ee/sid/pid/est/ni', value: '48403129900' }

describe('asking', () => {
  let database: TestDatabase
  let web: Database
  let owner: Pool
  before(async () => {
    database = await testDatabase()
    web = createDatabase(database.urls.web)
    owner = createPool(database.ownerUrl)
  })
  after(async () => {
    await web.$disconnect()
    await owner.end()
    await database.close()
  })

  /** Somebody with a list of 60 entries, of which number 7 was erased and number 8 is automatic. */
  const somebody = async (): Promise<Author> => {
    const patient = randomUUID()
    const rows = Array.from({ length: 60 }, (_, n) => {
      const event = accessEvent(IDENTIFIER, n, { automatic: n === 8 })(Buffer.alloc(32).toString('base64'))
      return n === 7 ? [n, null, null, 'erased'] : [n, Buffer.from(event), Buffer.from(`{"actor":{"name":"Anna Berg"}}`), null]
    })
    for (const [n, event, concealed, withheld] of rows)
      await owner.query(
        `INSERT INTO event (patient, history_index, log_index, id, record_system, received_at, commitment, nodes, event, concealed, withheld,
                            event_nonce, concealed_nonce, source_nonce)
         SELECT $1, $2, $2::bigint + 100, gen_random_uuid(), 'tartu-clinic', now(), sha256('x'), '', $3::bytea, $4, $5, nonce, nonce, nonce
         FROM (SELECT CASE WHEN $3::bytea IS NOT NULL THEN sha256('x') END AS nonce)`,
        [patient, n, event, concealed, withheld],
      )
    return { patient, author: patient }
  }
  const as = <T>({ patient }: Author, work: (tx: Snapshot) => Promise<T>) => patientSnapshot(web, patient, work, 'ReadCommitted')
  const refused = (code: AppErrorCode) => (error: unknown) => error instanceof AppError && error.code === code
  const draft = (by: Author, entries: readonly number[], answers: Answers = COMPLETE): Promise<string> =>
    as(by, async (tx) => {
      const id = await createDraft(tx, by, entries)
      await saveAnswers(tx, by, id, answers)
      return id
    })
  const send = (by: Author, id: string, more: Partial<Sending> = {}): Promise<Sent> => {
    const sending = { ...by, as: 'patient', name: 'Mari Maasikas', locale: 'en-GB', verdicts: new Map(), now: Date.now(), ...more } as const
    return as(by, (tx) => sendDraft(tx, id, sending, calendar))
  }
  const ask = async (by: Author, entries: readonly number[], answers?: Answers, more?: Partial<Sending>) =>
    send(by, await draft(by, entries, answers), more)
  const cases = (by: Author) => as(by, (tx) => tx.dispute.findMany({ orderBy: { submittedAt: 'asc' } }))
  const actingFor = ({ patient }: Author): Author => ({ patient, author: randomUUID() })

  test('a draft is kept as it was left, and is nobody else’s: neither another patient’s nor that of who acts for the same one', async () => {
    const mari = await somebody()
    const id = await draft(mari, [3, 1, 3])
    const found = await as(mari, (tx) => findDraft(tx, mari, id))
    assert.deepEqual([found.entries, found.answers], [[3, 1], COMPLETE])
    const jaan = await somebody()
    for (const other of [jaan, actingFor(mari), { ...jaan, author: mari.author }])
      for (const work of [
        async (tx: Snapshot): Promise<unknown> => findDraft(tx, other, id),
        (tx: Snapshot) => saveAnswers(tx, other, id, NO_ANSWERS),
        (tx: Snapshot) => addEntries(tx, other, id, [5]),
        (tx: Snapshot) => removeEntry(tx, other, id, 3),
      ])
        await assert.rejects(as(other, work), refused('not-found'))
    await as(actingFor(mari), (tx) => discardDraft(tx, actingFor(mari), id))
    await assert.rejects(send(jaan, id), refused('not-found'))
    await assert.rejects(
      as(mari, (tx) => findDraft(tx, mari, 'x')),
      refused('not-found'),
    )
    assert.deepEqual((await as(mari, (tx) => findDraft(tx, mari, id))).answers, COMPLETE)
    await as(mari, (tx) => discardDraft(tx, mari, id))
    await assert.rejects(send(mari, id), refused('not-found'))
  })

  test('a draft names entries of that list only, and not more than may be', async () => {
    const mari = await somebody()
    await assert.rejects(draft(mari, [60]), refused('not-found'))
    await assert.rejects(draft(mari, []), refused('bad-request'))
    const most = Array.from({ length: MOST_ENTRIES }, (_, n) => n)
    await assert.rejects(draft(mari, [...most, MOST_ENTRIES]), refused('bad-request'))
    const id = await draft(mari, most)
    await assert.rejects(
      as(mari, (tx) => addEntries(tx, mari, id, [55])),
      refused('bad-request'),
    )
    await as(mari, (tx) => removeEntry(tx, mari, id, 0))
    await as(mari, (tx) => addEntries(tx, mari, id, [55]))
    assert.equal((await as(mari, (tx) => findDraft(tx, mari, id))).entries[0], 55)
  })

  test('the same entries lead to the same draft, also at once; there are only so many, and those that are old are gone', async () => {
    const mari = await somebody()
    const ids = await Promise.all([draft(mari, [1, 2]), draft(mari, [2, 1]), draft(mari, [1, 2])])
    assert.equal(new Set(ids).size, 1)
    for (let n = 1; n < MOST_DRAFTS; n++) await draft(mari, [n + 10])
    await assert.rejects(draft(mari, [50]), refused('too-many-requests'))
    await owner.query(`UPDATE dispute_draft SET changed_at = now() - interval '91 days' WHERE id = $1`, [ids[0]])
    await assert.rejects(send(mari, ids[0] ?? ''), refused('not-found'))
    assert.equal((await as(mari, (tx) => listDrafts(tx, mari))).length, MOST_DRAFTS - 1)
    await draft(mari, [50])
  })

  test('a question is written down with what the log knows of its entries and what the browser found', async () => {
    const mari = await somebody()
    const verdicts = new Map([[3, 'verified'] as const])
    const { id, joined } = await ask(mari, [3, 8, 7], { ...COMPLETE, safeContact: true }, { verdicts })
    assert.equal(joined, false)
    const [row] = await cases(mari)
    assert.match(row?.reference ?? '', /^S-2\d{3}-\d{5}$/)
    assert.deepEqual(
      [row?.id, row?.state, row?.severity, row?.asker, row?.askerKey, row?.organisation, row?.automatic, row?.safeContact, row?.knows],
      [id, 'submitted', 2, 'patient', mari.author, '90001478', false, true, 'unsure'],
    )
    const entries = await as(mari, (tx) => tx.disputeEntry.findMany({ orderBy: { historyIndex: 'asc' } }))
    assert.deepEqual(
      entries.map(({ historyIndex, logIndex, recordSystem, verdict, automatic, who }) => [
        ...[Number(historyIndex), Number(logIndex), recordSystem, verdict, automatic],
        who?.length,
      ]),
      [
        [3, 103, 'tartu-clinic', 'verified', false, 32],
        [8, 108, 'tartu-clinic', 'unverified', true, undefined],
      ],
      'the erased entry is left out',
    )
    const events = await as(mari, (tx) => tx.disputeEvent.findMany())
    assert.deepEqual(
      events.map(({ step, text, authorName }) => [step, text, authorName]),
      [['submit', 'I was abroad.', 'Mari Maasikas']],
    )
    assert.deepEqual(await as(mari, (tx) => listDrafts(tx, mari)), [])
  })

  test('what is urgent goes first, and what is automatic alone last', async () => {
    const mari = await somebody()
    await ask(mari, [1], { ...COMPLETE, reasons: ['acquaintance'] })
    await ask(mari, [8])
    assert.deepEqual(
      (await cases(mari)).map(({ severity, automatic }) => [severity, automatic]),
      [
        [1, false],
        [3, true],
      ],
    )
  })

  test('nothing is sent while something is missing', async () => {
    const mari = await somebody()
    const incomplete: Partial<Answers>[] = [{ reasons: [] }, { wants: [] }, { reasons: ['other'], text: '' }, { text: 'x'.repeat(4001) }]
    for (const more of incomplete) await assert.rejects(ask(mari, [1], { ...COMPLETE, ...more }), refused('bad-request'))
    await assert.rejects(ask(mari, [7]), refused('bad-request'), 'of an erased entry nobody can say anything')
    assert.deepEqual(await cases(mari), [])
  })

  test('the same draft sent twice, also at once, is one question', async () => {
    const mari = await somebody()
    const id = await draft(mari, [1])
    const sent = await Promise.all([send(mari, id), send(mari, id), send(mari, id)])
    assert.equal(new Set(sent.map((one) => one.id)).size, 1)
    assert.deepEqual([(await cases(mari)).length, (await send(mari, id)).joined], [1, false])
  })

  test('two drafts about one entry, sent at once, are one question: the second becomes a part of it', async () => {
    const mari = await somebody()
    const [one, two] = [await draft(mari, [1, 2]), await draft(mari, [2, 3], { ...COMPLETE, reasons: ['emergency'], text: 'Again.' })]
    const sent = await Promise.all([send(mari, one), send(mari, two)])
    assert.deepEqual(sent.map(({ joined }) => joined).sort(), [false, true])
    const [only, ...more] = await cases(mari)
    assert.deepEqual([more, only?.severity, only?.events, only?.seen], [[], 1, 2, 2])
    assert.deepEqual(only?.reasons.toSorted(), ['emergency', 'not-in-care'])
    assert.equal(await as(mari, (tx) => tx.disputeEntry.count()), 3)
    const steps = await as(mari, (tx) => tx.disputeEvent.findMany({ orderBy: { number: 'asc' } }))
    assert.deepEqual(
      steps.map(({ step }) => step),
      ['submit', 'join'],
    )
  })

  test('what is asked again after an answer is a question of its own', async () => {
    const mari = await somebody()
    const { id } = await ask(mari, [1])
    await as(mari, (tx) => takeStep(tx, { patient: mari.patient, id }, { step: 'withdraw', party: 'patient', name: 'Mari' }, calendar))
    assert.deepEqual([(await ask(mari, [1])).joined, (await cases(mari)).length], [false, 2])
  })

  test('what somebody asks who acts for a person joins what that person asked, and each sees the other’s, but for safe contact', async () => {
    const mia = await somebody()
    const mari = actingFor(mia)
    const acting = { as: 'representative', name: 'Mari' } as const
    const { id } = await ask(mia, [1], COMPLETE, { name: 'Mia' })
    assert.deepEqual(await ask(mari, [1, 2], COMPLETE, acting), { id, joined: true })
    const seenBy = async (by: Author) => (await as(by, (tx) => readAsked(tx, by))).map(({ entries, by }) => [entries.join(), by])
    assert.deepEqual(await seenBy(mari), [['1,2', 'Mia']])
    const careful = { ...COMPLETE, safeContact: true }
    assert.equal((await ask(mia, [20], careful, { name: 'Mia' })).joined, false)
    assert.equal((await ask(mari, [20], COMPLETE, acting)).joined, false)
    assert.deepEqual(await seenBy(mari), [
      ['20', undefined],
      ['1,2', 'Mia'],
    ])
    assert.equal((await ask(mari, [30], careful, acting)).joined, false)
    assert.equal((await ask(mia, [30], COMPLETE, { name: 'Mia' })).joined, false)
    assert.equal((await ask(mia, [40], COMPLETE, { name: 'Mia' })).joined, false)
    assert.equal((await ask(mari, [40], careful, acting)).joined, false)
    assert.equal((await seenBy(mia)).length, 7)
  })

  test('what was asked again with safe contact, or is more urgent, makes the whole question so', async () => {
    const mari = await somebody()
    const { id: open } = await ask(mari, [1])
    const other = (await ask(mari, [2])).id
    await owner.query(`INSERT INTO alert_settings (patient, locale, since) VALUES ($1, 'en-GB', 0)`, [mari.patient])
    for (const asked of [open, other])
      await owner.query(`INSERT INTO alert_message (patient, channel, target, cause, urgent) VALUES ($1, 'email', '', $2, false)`, [
        mari.patient,
        `case:${asked}:2`,
      ])
    assert.equal((await ask(mari, [1], { ...COMPLETE, reasons: ['emergency'], safeContact: true })).joined, true)
    const { rows: left } = await owner.query('SELECT cause FROM alert_message WHERE patient = $1', [mari.patient])
    assert.deepEqual(left, [{ cause: `case:${other}:2` }], 'what still waited to be sent is not sent')
    const row = (await cases(mari)).find(({ id }) => id === open)
    assert.deepEqual([row?.safeContact, row?.severity], [true, 1])
    await ask(mari, [1], { ...COMPLETE, wants: ['report'] })
    const same = (await cases(mari)).find(({ id }) => id === open)
    assert.deepEqual([same?.safeContact, same?.severity, same?.wants], [true, 1, ['explanation', 'report']])
  })

  test('only so many questions are asked about a list in a day', async () => {
    const mari = await somebody()
    for (let n = 0; n < MOST_QUESTIONS; n++) await ask(mari, [n + 20])
    const id = await draft(mari, [1])
    await assert.rejects(send(mari, id), refused('too-many-requests'))
    await owner.query(`UPDATE dispute_event SET at = at - interval '25 hours' WHERE patient = $1`, [mari.patient])
    await send(mari, id)
  })

  test('the proof stands with the question, for the asker and the agent who holds it', async () => {
    const mari = await somebody()
    const { id } = await ask(mari, [1], COMPLETE, { proof: Buffer.from('{"anchors":') })
    const files = await as(mari, (tx) => tx.disputeFile.findMany())
    assert.deepEqual(
      files.map(({ dispute, number, kind, audience, bytes }) => [dispute, number, kind, audience, Buffer.from(bytes).toString()]),
      [[id, 1, 'proof', 'everybody', '{"anchors":']],
    )
    const kadri = randomUUID()
    await owner.query(`INSERT INTO staff (id, subject, name, role) VALUES ($1::uuid, $1::text, 'Kadri', 'agent')`, [kadri])
    const staff = createDatabase(database.urls.staff)
    try {
      const seen = () => staffWork(staff, kadri, (tx) => tx.disputeFile.count({ where: { dispute: id } }))
      assert.equal(await seen(), 0)
      const step = { step: 'acknowledge', party: 'agent', by: kadri, name: 'Kadri' } as const
      await staffWork(staff, kadri, (tx) => takeStep(tx, { patient: mari.patient, id }, step, calendar))
      assert.equal(await seen(), 1)
    } finally {
      await staff.$disconnect()
    }
  })

  test('entries are read as their patient is shown them, and name the same person alike', async () => {
    const mari = await somebody()
    const [newest, erased, oldest] = await as(mari, (tx) => readEntries(tx, mari.patient, [1, 7, 9], Date.now()))
    assert.deepEqual(erased, { shown: { historyIndex: 7, logIndex: 107, withheld: 'erased' } })
    assert.equal(newest && 'event' in newest.shown && newest.shown.event.actor?.name, 'Anna Berg')
    assert.deepEqual(newest?.named?.who, oldest?.named?.who)
    const looks = JSON.parse(new TextDecoder().decode(accessEvent(IDENTIFIER, 1)('x'))) as Parameters<typeof whoDigest>[0]
    assert.equal(whoDigest(looks), undefined)
    const named = { ...looks, actor: { kind: 'professional', name: 'Anna Berg' } } as const
    const numbered = { ...named, actor: { ...named.actor, identifier: { value: '1' } } }
    assert.notDeepEqual(whoDigest(named), whoDigest(numbered))
    assert.deepEqual(whoDigest(numbered), whoDigest({ ...numbered, organisation: { name: 'Elsewhere' } }))
    for (const kind of ['system', 'patient'] as const) assert.equal(whoDigest({ ...named, actor: { ...named.actor, kind } }), undefined)
    assert.equal(whoDigest({ ...named, automatic: true }), undefined)
  })
})
