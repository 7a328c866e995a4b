import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { TestAlerts } from '#lib/alerts/testing.ts'
import { createDatabase, type Database, patientSnapshot, staffWork } from '#lib/db/prisma.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { testIdentifier } from '#lib/ledger/testing.ts'
import { saveSettings } from '../alert-changes.ts'
import { type CaseId, openCase, type Question, takeStep } from './cases.ts'
import { testQuestion } from './testing.ts'

const KADRI = randomUUID()

describe('news of a question', () => {
  let alerts: TestAlerts
  let web: Database
  let staff: Database
  let person = 100
  before(async () => {
    alerts = await TestAlerts.make()
    await alerts.sql(`INSERT INTO staff (id, subject, name, role) VALUES ($1, 'EE1', 'Kadri Kuusk', 'agent')`, KADRI)
    web = createDatabase(alerts.ledger.database.urls.web)
    staff = createDatabase(alerts.ledger.database.urls.staff)
  })
  after(async () => {
    await web.$disconnect()
    await staff.$disconnect()
    await alerts.close()
  })

  const patient = () => patientKey(testIdentifier(++person))
  const ask = async (of: string, change: Partial<Question> = {}): Promise<CaseId> => {
    const question = testQuestion({ askerKey: of, ...change })
    const { id } = await patientSnapshot(
      web,
      of,
      (tx) => openCase(tx, of, question, { party: 'patient', name: 'Mari' }, ESTONIA),
      'ReadCommitted',
    )
    return { patient: of, id }
  }
  const step = (at: CaseId, name: string, more: object = {}) =>
    staffWork(staff, KADRI, (tx) => takeStep(tx, at, { step: name as 'note', party: 'agent', by: KADRI, name: 'Kadri', ...more }, ESTONIA))
  const waiting = (of: string) => alerts.sql('SELECT * FROM alert_message WHERE patient = $1', of)
  const mailsTo = (number: number) => alerts.mail.mails.filter(({ to }) => to.includes(`p${number}@mail.example`))
  const on = async (choices: readonly string[] = []) => {
    const of = patient()
    await alerts.switchOn(person, choices)
    return of
  }

  test('is one neutral e-mail, with no word of what it is about', async () => {
    const of = await on()
    const at = await ask(of)
    await step(at, 'acknowledge')
    await alerts.idle()
    const [mail, ...more] = mailsTo(person)
    assert.ok(mail && more.length === 0)
    for (const word of ['question', 'S-20', 'Kadri', 'support', 'dispute', at.id, of])
      assert.ok(!mail.source.replaceAll(/\?t=[\w-]+/g, '').includes(word), word)
    assert.match(mail.source, /^Subject: There is something new\r$/m)
  })

  test('is sent once for a step, however often it is queued', async () => {
    const of = await on()
    const at = await ask(of)
    const number = await step(at, 'acknowledge')
    await staffWork(staff, KADRI, async (tx) => {
      for (let i = 0; i < 3; i++) await tx.$queryRaw`SELECT queue_case_news(${of}::uuid, ${at.id}::uuid, ${number})::text`
    })
    assert.equal((await waiting(of)).length, 1)
    await alerts.idle()
    await staffWork(staff, KADRI, (tx) => tx.$queryRaw`SELECT queue_case_news(${of}::uuid, ${at.id}::uuid, ${number})::text`)
    await alerts.idle()
    assert.equal(mailsTo(person).length, 1)
  })

  test('is queued with the step or not at all', async () => {
    const of = await on()
    const at = await ask(of)
    const broken = staffWork(staff, KADRI, async (tx) => {
      await takeStep(tx, at, { step: 'acknowledge', party: 'agent', by: KADRI, name: 'Kadri' }, ESTONIA)
      throw new Error('broken off')
    })
    await assert.rejects(broken, /broken off/)
    assert.equal((await waiting(of)).length, 0)
  })

  test('is none for what the patient does, what staff note among themselves, and what is asked of an organisation', async () => {
    const of = await on()
    const at = await ask(of)
    await step(at, 'acknowledge')
    await step(at, 'triage')
    const before = (await waiting(of)).length
    assert.equal(before, 2)
    await step(at, 'note', { text: 'For us.' })
    await step(at, 'ask-provider', { text: 'Why?', provider: '90010001' })
    const information = { step: 'inform', party: 'patient', name: 'Mari', text: 'One thing more.' } as const
    const number = await patientSnapshot(web, of, (tx) => takeStep(tx, at, information, ESTONIA), 'ReadCommitted')
    await staffWork(staff, KADRI, (tx) => tx.$queryRaw`SELECT queue_case_news(${of}::uuid, ${at.id}::uuid, ${number})::text`)
    assert.equal((await waiting(of)).length, before)
  })

  test('leaves the service for nobody whose question says that nothing may', async () => {
    const of = await on()
    await step(await ask(of, { safeContact: true }), 'acknowledge')
    assert.equal((await waiting(of)).length, 0)
  })

  test('goes to nobody who wants no messages, has alerts off, or whose address is refused', async () => {
    const silent = await on()
    await alerts.sql(`UPDATE alert_settings SET contact = 'silent' WHERE patient = $1`, silent)
    const refused = await on()
    await alerts.sql('UPDATE alert_email SET refused_at = now() WHERE patient = $1', refused)
    for (const who of [silent, refused, patient()]) {
      await step(await ask(who), 'acknowledge')
      assert.equal((await waiting(who)).length, 0)
    }
  })

  test('goes to each confirmed browser too', async () => {
    const of = await on()
    await alerts.sql(
      `INSERT INTO alert_push (patient, id, endpoint, p256dh, auth) VALUES ($1, sha256('x'), 'https://x.example', '', '')`,
      of,
    )
    await step(await ask(of), 'acknowledge')
    assert.deepEqual((await waiting(of)).map(({ channel }) => channel).sort(), ['email', 'push'])
    await alerts.sql('DELETE FROM alert_message WHERE patient = $1', of)
  })

  test('waits while it is quiet', async () => {
    const of = await on()
    await alerts.sql('UPDATE alert_settings SET quiet_from = 0, quiet_until = 1439 WHERE patient = $1', of)
    await step(await ask(of), 'acknowledge')
    await alerts.idle()
    assert.equal(mailsTo(person).length, 0)
    assert.deepEqual(
      (await waiting(of)).map(({ state }) => state),
      ['waiting'],
    )
  })

  test('still waits when the settings of other alerts are changed, and is dropped when nothing is to be sent any more', async () => {
    const of = await on(['everything.email'])
    await step(await ask(of), 'acknowledge')
    await saveSettings(web, of, new Map([['contact', 'usual']]), 'en-GB')
    assert.equal((await waiting(of)).length, 1)
    await saveSettings(web, of, new Map([['contact', 'silent']]), 'en-GB')
    assert.equal((await waiting(of)).length, 0)
  })

  test('goes to who asked for somebody else, as long as they may, and then to that person', async () => {
    const child = await on()
    const childsNumber = person
    const parent = await on()
    await alerts.sql(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, source, since)
       VALUES ($1, $2, 'guardian', 'Mia', 'Mari', 'test', '2020-01-01')`,
      child,
      parent,
    )
    const at = await ask(child, { asker: 'representative', askerKey: parent })
    await step(at, 'acknowledge')
    assert.deepEqual([(await waiting(parent)).length, (await waiting(child)).length], [1, 0])
    await alerts.idle()
    assert.deepEqual([mailsTo(person).length, mailsTo(childsNumber).length], [1, 0])
    await alerts.sql('UPDATE representation SET ended_at = now() WHERE patient = $1', child)
    await step(at, 'triage')
    assert.deepEqual([(await waiting(parent)).length, (await waiting(child)).length], [1, 1])
  })

  test('goes to the patient, and not to a parent, once the child is of age', async () => {
    const child = await on()
    const parent = await on()
    await alerts.sql(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, source, since, born)
       VALUES ($1, $2, 'parent', 'Mia', 'Mari', 'test', '2020-01-01', current_date - interval '18 years')`,
      child,
      parent,
    )
    await step(await ask(child, { asker: 'representative', askerKey: parent }), 'acknowledge')
    assert.deepEqual([(await waiting(parent)).length, (await waiting(child)).length], [0, 1])
  })

  test('goes by the age and the days that the operator has set', async () => {
    const child = await on()
    const parent = await on()
    await alerts.sql(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, source, since, born)
       VALUES ($1, $2, 'parent', 'Mia', 'Mari', 'test', '2020-01-01', current_date - interval '17 years')`,
      child,
      parent,
    )
    const { id } = await ask(child, { asker: 'representative', askerKey: parent })
    const follower = async (age: number) => {
      const rows = await alerts.sql(
        `WITH rule AS MATERIALIZED (SELECT set_config('sightline.child_until_age', $1, true)) SELECT follower_of($2, $3) AS who FROM rule`,
        ...[String(age), child, id],
      )
      return rows[0]?.who
    }
    assert.deepEqual([await follower(18), await follower(16)], [parent, child])
  })

  test('is for nobody else to queue', async () => {
    await assert.rejects(
      web.$queryRaw`SELECT queue_case_news(${randomUUID()}::uuid, ${randomUUID()}::uuid, 1)::text`,
      /permission denied|42501/,
    )
  })
})
