import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { TestAlerts } from '#lib/alerts/testing.ts'
import { childEnv } from '#lib/env.ts'

describe('the worker that is killed', () => {
  let alerts: TestAlerts
  let person = 0
  const running: ChildProcess[] = []
  let said = ''
  before(async () => {
    alerts = await TestAlerts.make()
  })
  afterEach(async () => {
    for (const child of running.splice(0)) await kill(child)
    alerts.mail.answer = undefined
  })
  after(() => alerts.close())

  function start(): ChildProcess {
    const env = childEnv(['PATH'], {
      WORKER_DATABASE_URL: alerts.ledger.database.urls.worker,
      ALERT_SECRET: alerts.sending.secret,
      WEB_ORIGIN: alerts.sending.webOrigin,
      SMTP_URL: alerts.mail.url,
      MAIL_FROM: 'Sightline <no-reply@sightline.example>',
      LOG_LEVEL: 'debug',
    })
    const child = spawn(process.execPath, ['bin/worker.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
    running.push(child)
    return child
  }

  async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL') {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  async function until(what: string, done: () => Promise<boolean> | boolean) {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) if (await done()) return
    assert.fail(`${what}: ${said}`)
  }

  const state = async (patient: string) => (await alerts.sql('SELECT state FROM alert_message WHERE patient = $1', patient))[0]?.state
  const mails = () => alerts.mail.mails.filter(({ to }) => to.includes(`p${person}@mail.example`)).length

  test('while a mail is being handed over has sent it once or not at all, and the next one does not send it again', async () => {
    const patient = await alerts.switchOn(++person)
    const handed = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    alerts.mail.answer = async () => {
      handed.resolve()
      await answer.promise
      return undefined
    }
    const first = start()
    await alerts.look(person)
    await handed.promise // the mail server has the whole mail, and has not said so
    assert.equal(await state(patient), 'claimed')
    await kill(first)
    answer.resolve()
    await until('the mail is there', () => mails() === 1)
    start()
    await until('the next one has begun', async () => (await state(patient)) === 'unknown')
    await alerts.look(person)
    await until('it works', async () => (await alerts.sql('SELECT FROM alert WHERE patient = $1', patient)).length === 2)
    assert.equal(mails(), 1)
  })

  test('before the mail server answers has claimed nothing, and the next one sends it', async () => {
    const patient = await alerts.switchOn(++person)
    const first = start()
    await until('it is working', () => said.includes('working'))
    await kill(first)
    await alerts.look(person)
    assert.equal(await state(patient), undefined, 'the job is there, and nobody has done it')
    start()
    await until('it is sent', async () => (await state(patient)) === 'sent')
    assert.equal(mails(), 1)
  })

  test('at any moment, again and again, sends nobody two mails for one look', async () => {
    const patients: string[] = []
    const first = person + 1
    for (let i = 0; i < 12; i++) patients.push(await alerts.switchOn(++person))
    let child = start()
    for (let i = 0; i < 12; i++) {
      await alerts.look(first + i)
      await sleep(i * 4)
      await kill(child)
      child = start()
    }
    const waiting = `SELECT FROM alert_settings s WHERE patient = ANY ($1) AND NOT EXISTS
      (SELECT FROM alert_message m WHERE m.patient = s.patient AND m.state IN ('sent', 'unknown'))`
    await until('all are done', async () => (await alerts.sql(waiting, patients)).length === 0)
    for (let i = 0; i < 12; i++) {
      const sent = alerts.mail.mails.filter(({ to }) => to.includes(`p${first + i}@mail.example`)).length
      const [message] = await alerts.sql('SELECT state FROM alert_message WHERE patient = $1', patients[i])
      assert.ok(message?.state === 'sent' ? sent === 1 : sent <= 1, `${i}: ${message?.state}, ${sent}`)
    }
  })

  /** A question that nobody has received for two months. */
  const overdue = async () => {
    const marks = JSON.stringify([{ step: 'submit', state: 'submitted', at: new Date(Date.now() - 60 * 86_400_000).toISOString() }])
    const [row] = await alerts.sql(
      `INSERT INTO dispute (patient, reference, state, severity, reasons, wants, care, knows, safe_contact, asker, asker_key, asker_name, locale,
         organisation, automatic, marks, due_at, due, remind_at, events)
       VALUES (gen_random_uuid(), 'S-2026-00001', 'submitted', 2, '{}', '{}', 'no', 'no', false, 'patient', gen_random_uuid(), 'Mari', 'en-GB',
         '90010001', false, $1, now(), 'acknowledge', now(), 1) RETURNING id`,
      marks,
    )
    return row?.id as string
  }
  const staffStates = async (id: string) =>
    (await alerts.sql('SELECT clock, state FROM staff_message WHERE dispute = $1 ORDER BY clock', id)).map(
      ({ clock, state }) => `${clock} ${state}`,
    )
  const mailsAbout = (id: string) => alerts.mail.mails.filter(({ source }) => source.replaceAll('=\r\n', '').includes(id)).length
  const reminders = (id: string) => alerts.sql(`SELECT FROM dispute_event WHERE dispute = $1 AND step = 'remind'`, id)

  test('while staff are being told has told them once or not at all', async () => {
    await alerts.sql(`INSERT INTO staff (subject, name, role, email) VALUES ('EE1', 'Ene', 'supervisor', 'ene@mail.example')`)
    const id = await overdue()
    const handed = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    let mails = 0
    alerts.mail.answer = async () => {
      if (++mails === 2) handed.resolve()
      await answer.promise
      return undefined
    }
    const first = start()
    await handed.promise
    await until('both are handed over', async () => (await staffStates(id)).every((state) => state.endsWith('claimed')))
    await kill(first)
    answer.resolve()
    await until('the mails are there', () => mailsAbout(id) === 2)
    start()
    await until('the next one has begun', async () => (await staffStates(id)).every((state) => state.endsWith('unknown')))
    await alerts.sql(`SELECT graphile_worker.add_job('clockwork', job_key := 'again')`)
    await until(
      'it has passed again',
      async () => (await alerts.sql(`SELECT FROM graphile_worker._private_jobs WHERE key = 'again'`)).length === 0,
    )
    assert.deepEqual([(await reminders(id)).length, mailsAbout(id)], [2, 2])
  })

  test('at any moment of its pass reminds of each question once, and tells nobody twice', async () => {
    const ids: string[] = []
    for (let i = 0; i < 12; i++) ids.push(await overdue())
    let child = start()
    for (let i = 0; i < 10; i++) {
      await sleep(400 + i * 37)
      await kill(child)
      child = start()
    }
    const done = async (id: string) => {
      const states = await staffStates(id)
      return states.length === 2 && states.every((state) => /sent|unknown/.test(state))
    }
    for (const id of ids) await until(`${id} is done`, () => done(id))
    for (const id of ids) {
      const sent = (await staffStates(id)).filter((state) => state.endsWith('sent')).length
      assert.equal((await reminders(id)).length, 2)
      assert.ok(mailsAbout(id) >= sent && mailsAbout(id) <= 2, id)
    }
  })

  test('ends in order when it is asked to, and names nobody in what it says', async () => {
    const patient = await alerts.switchOn(++person)
    const child = start()
    await alerts.look(person)
    await until('the mail is there', () => mails() === 1)
    await kill(child, 'SIGTERM')
    assert.equal(child.exitCode, 0)
    assert.ok(said.includes('working'))
    for (const secret of [patient, 'mail.example', 'Berg', alerts.sending.secret]) assert.ok(!said.includes(secret), secret)
  })
})
