import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect, createPool } from '#lib/db/pool.ts'
import { digestDay, forgetOld, makeDigest } from './schedule.ts'
import { smtpError, TestAlerts } from './testing.ts'
import { openUnsubscribeToken } from './tokens.ts'

const EMERGENCY = { emergency: true, purpose: [{ code: 'ETREAT' }] }

describe('alerts', () => {
  let alerts: TestAlerts
  let person = 0
  before(async () => {
    alerts = await TestAlerts.make()
  })
  after(() => alerts.close())

  const kinds = async (patient: string) =>
    (await alerts.sql('SELECT kinds FROM alert WHERE patient = $1 ORDER BY position, cause', patient)).map(({ kinds }) => kinds)
  const states = async (patient: string) =>
    (await alerts.sql('SELECT state FROM alert_message WHERE patient = $1 ORDER BY created_at, cause', patient)).map(({ state }) => state)
  const mailsTo = (person: number) => alerts.mail.mails.filter(({ to }) => to.includes(`p${person}@mail.example`))

  test('a look leads to a line in the app and one e-mail', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person)
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [['everything']])
    assert.deepEqual(await states(patient), ['sent'])
    assert.equal(mailsTo(person).length, 1)
  })

  test('the e-mail says nothing about who, where or what, and can be unsubscribed from by one click', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person, EMERGENCY)
    await alerts.idle()
    const source = mailsTo(person)[0]?.source.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? ''
    for (const word of [
      'Berg',
      'Anna',
      'Tartu',
      'Clinic',
      'nurse',
      'TREAT',
      'laboratory',
      'emergency',
      'health',
      'patient',
      'Health Information',
      patient,
      '0000000',
    ])
      assert.ok(
        !source
          .replaceAll(/\?t=[\w-]+/g, '')
          .toLowerCase()
          .includes(word.toLowerCase()),
        word,
      )
    assert.match(source, /^Subject: There is something new\r$/m)
    assert.match(source, /There is something new for you\. Log in to see it\./)
    assert.match(source, /^https:\/\/sightline\.example\/\r?$/m)
    assert.match(source, /^https:\/\/sightline\.example\/unsubscribe\?t=[\w-]{80}\r?$/m)
    assert.match(source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    const token = /^List-Unsubscribe:\s+<https:\/\/sightline\.example\/api\/unsubscribe\?t=([\w-]+)>\r$/m.exec(source)?.[1] ?? ''
    const opened = openUnsubscribeToken(alerts.sending.secret, token)
    assert.equal(opened?.patient, patient)
    assert.ok(opened?.isFor(`p${person}@mail.example`))
  })

  test('somebody new, a new place and the second look of the same person are told apart', async () => {
    const patient = await alerts.switchOn(++person, ['first.app', 'everything.app'])
    await alerts.look(person)
    await alerts.look(person)
    await alerts.look(person, {}, { actor: { name: 'Bert Other' } })
    await alerts.look(person, { organisation: { name: 'Elsewhere' }, automatic: true, actor: { kind: 'system' } }, {})
    await alerts.look(person, { organisation: { name: 'Elsewhere' }, automatic: true, actor: { kind: 'system' } }, {})
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [
      ['everything', 'first'],
      ['everything'],
      ['everything', 'first'],
      ['everything', 'first'],
      ['everything'],
    ])
  })

  test('who is in the history already is not new, and what is older than the alerts is none', async () => {
    await alerts.look(++person)
    const patient = await alerts.switchOn(person, ['first.app', 'everything.app'])
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [])
    await alerts.look(person)
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [['everything']])
  })

  test('a person whose name is not shown is not told apart by it', async () => {
    const patient = await alerts.switchOn(++person, ['first.app', 'everything.app'])
    const hidden = { nameVisibility: { policy: 'by-law' } } as const
    await alerts.look(person, hidden)
    await alerts.look(person, hidden, { actor: { name: 'Bert Other' } })
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [['everything', 'first'], ['everything']], 'only the place was new')
  })

  test('a person who is followed, and an emergency', async () => {
    const patient = await alerts.switchOn(++person, ['followed.app', 'emergency.app'])
    await alerts.look(person)
    await alerts.idle()
    await alerts.sql('INSERT INTO alert_followed SELECT patient, who FROM alert_known WHERE patient = $1', patient)
    await alerts.look(person)
    await alerts.look(person, EMERGENCY, { actor: { name: 'Bert Other' } })
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [['followed'], ['emergency']])
  })

  test('what the patient does is no alert', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.ownLook(person)
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [])
    assert.equal(mailsTo(person).length, 0)
  })

  test('what a record system says was the patient is an alert: it may have been somebody else', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person, { actor: { kind: 'patient' } })
    await alerts.idle()
    assert.notDeepEqual(await kinds(patient), [])
  })

  test('nothing is queued or sent for who has no alerts, and the worker cannot read their history', async () => {
    const jobs = async () => (await alerts.sql('SELECT FROM graphile_worker._private_jobs')).length
    await alerts.idle()
    const before = await jobs()
    await alerts.look(++person)
    assert.equal(await jobs(), before)
    const worker = await connect(alerts.ledger.database.urls.worker)
    const { rows } = await worker.query(
      'SELECT count(*) AS all, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM alert_settings s WHERE s.patient = e.patient)) AS others FROM event e',
    )
    await worker.end()
    assert.ok(rows[0].all > 0)
    assert.equal(rows[0].others, 0)
  })

  test('quiet hours hold messages back, and one message comes afterwards', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.sql('UPDATE alert_settings SET quiet_from = 1320, quiet_until = 420 WHERE patient = $1', patient)
    alerts.now = Date.parse('2027-01-10T21:00:00Z')
    await alerts.look(person, EMERGENCY)
    await alerts.look(person)
    await alerts.idle()
    assert.deepEqual(await states(patient), ['waiting', 'waiting'])
    assert.deepEqual((await kinds(patient)).length, 2, 'the app has them at once')
    const [job] = await alerts.sql(`SELECT run_at FROM graphile_worker._private_jobs WHERE key LIKE 'send:' || $1 || '%'`, patient)
    assert.equal(job?.run_at.toISOString(), '2027-01-11T05:00:00.000Z')
    await alerts.sql(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'send:' || $1 || '%'`, patient)
    alerts.now = Date.parse('2027-01-11T05:00:00Z')
    await alerts.idle()
    alerts.now = Date.now()
    assert.deepEqual(await states(patient), ['sent', 'sent'])
    assert.equal(mailsTo(person).length, 1)
  })

  test('many looks in a short time are two e-mails, and an emergency does not wait', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person)
    await alerts.idle()
    for (let i = 0; i < 3; i++) await alerts.look(person)
    await alerts.idle()
    assert.deepEqual((await states(patient)).toSorted(), ['sent', 'waiting', 'waiting', 'waiting'])
    await alerts.look(person, EMERGENCY)
    await alerts.idle()
    assert.equal(mailsTo(person).length, 2)
    assert.deepEqual(new Set(await states(patient)), new Set(['sent']))
  })

  test('more caution: no name of ours and no link, or no message at all', async () => {
    const nameless = await alerts.switchOn(++person)
    await alerts.sql(`UPDATE alert_settings SET contact = 'nameless' WHERE patient = $1`, nameless)
    await alerts.look(person)
    await alerts.idle()
    const [headers = '', body = ''] = mailsTo(person)[0]?.source.split('\r\n\r\n') ?? []
    assert.equal(body.trim(), 'There is something new for you.')
    assert.match(headers, /^Subject: Something new\r?$/m)
    const silent = await alerts.switchOn(++person)
    await alerts.sql(`UPDATE alert_settings SET contact = 'silent' WHERE patient = $1`, silent)
    await alerts.look(person)
    await alerts.idle()
    assert.equal(mailsTo(person).length, 0)
    assert.equal((await kinds(silent)).length, 1)
    assert.deepEqual(await states(silent), [])
  })

  test('a mail server that is busy is asked again, and the mail is sent once', async () => {
    const patient = await alerts.switchOn(++person)
    let asked = 0
    alerts.mail.answer = () => (asked++ === 0 ? smtpError(451) : undefined)
    await alerts.look(person)
    await alerts.idle()
    assert.deepEqual(await states(patient), ['waiting'])
    const [job] = await alerts.sql(
      `SELECT run_at > now() AS later, last_error FROM graphile_worker._private_jobs WHERE key LIKE 'send:' || $1 || '%'`,
      patient,
    )
    assert.equal(job?.later, true)
    assert.ok(!job?.last_error.includes('@'))
    await alerts.sql(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'send:' || $1 || '%'`, patient)
    await alerts.idle()
    alerts.mail.answer = undefined
    assert.deepEqual(await states(patient), ['sent'])
    assert.equal(mailsTo(person).length, 1)
  })

  test('an address that the mail server refuses is written to no more', async () => {
    const patient = await alerts.switchOn(++person)
    alerts.mail.answer = () => smtpError(550)
    await alerts.look(person)
    await alerts.idle()
    alerts.mail.answer = undefined
    assert.deepEqual(await states(patient), ['dropped'])
    assert.equal((await alerts.sql('SELECT FROM alert_email WHERE patient = $1 AND refused_at IS NOT NULL', patient)).length, 1)
    await alerts.look(person)
    await alerts.idle()
    assert.deepEqual(await states(patient), ['dropped'])
    assert.equal((await kinds(patient)).length, 2)
  })

  test('a lost connection after the mail was handed over is not followed by a second mail', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person)
    await alerts.sql(`SELECT graphile_worker.add_job('alerts', json_build_object('patient', $1::text))`, patient)
    alerts.mail.answer = () => smtpError(421)
    await alerts.idle()
    alerts.mail.answer = undefined
    await alerts.sql(`UPDATE alert_message SET state = 'claimed' WHERE patient = $1`, patient) // as a killed worker leaves it
    await alerts.sql(
      `UPDATE graphile_worker._private_jobs SET run_at = now(), locked_by = 'gone', locked_at = now() WHERE key LIKE 'send:' || $1 || '%'`,
      patient,
    )
    await alerts.idle()
    assert.deepEqual(await states(patient), ['unknown'])
    assert.equal(mailsTo(person).length, 0)
  })

  test('a job of a worker that is gone is done by the next one', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.idle()
    await alerts.look(person)
    await alerts.sql(`UPDATE graphile_worker._private_jobs SET locked_by = 'gone', locked_at = now() WHERE key = 'alerts:' || $1`, patient)
    await alerts.work(async () => (await kinds(patient)).length > 0, 3000)
    assert.equal((await kinds(patient)).length, 1)
  })

  test('a second worker does nothing until the first is gone', async () => {
    await alerts.work(async () => {
      await alerts.sql(`SELECT graphile_worker.add_job('forget', run_at := now() + interval '1 hour')`)
      const { rowCount } = await alerts.ledger.owner.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND pid IN (SELECT pid FROM pg_stat_activity WHERE usename LIKE '%_worker')`,
      )
      if (rowCount !== 1) return false
      const blocked = await alerts.pool.query(`SELECT pg_try_advisory_lock(hashtext('sightline worker')) AS held`)
      assert.equal(blocked.rows[0].held, false)
      return true
    })
  })

  test('switching off deletes everything, also what waits', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person)
    await alerts.idle()
    await alerts.sql('DELETE FROM alert_settings WHERE patient = $1', patient)
    for (const table of ['alert_choice', 'alert_known', 'alert_followed', 'alert', 'alert_message', 'alert_email', 'alert_push'])
      assert.equal((await alerts.sql(`SELECT FROM ${table} WHERE patient = $1`, patient)).length, 0, table)
    await alerts.look(person)
    await alerts.idle()
    assert.equal(mailsTo(person).length, 1)
  })

  test('a history that grew without a job is caught up with', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.idle()
    await alerts.look(person)
    await alerts.sql(`DELETE FROM graphile_worker._private_jobs WHERE key = 'alerts:' || $1`, patient)
    await alerts.sql(`SELECT graphile_worker.add_job('catch-up')`)
    await alerts.work(async () => (await kinds(patient)).length > 0)
    assert.equal((await kinds(patient)).length, 1)
  })

  test('a weekly digest counts what others did, comes once, and not after a week without looks', async () => {
    const patient = await alerts.switchOn(++person, ['digest.app', 'digest.email'])
    await alerts.look(person)
    await alerts.look(person)
    await alerts.ownLook(person)
    await alerts.idle()
    assert.deepEqual(await kinds(patient), [])
    for (const day of ['2026-11-30', '2026-11-30', '2026-12-07']) await makeDigest(alerts.pool, patient, day)
    await alerts.idle()
    assert.deepEqual(await alerts.sql('SELECT cause, kinds, looks FROM alert WHERE patient = $1', patient), [
      { cause: 'digest:2026-11-30', kinds: ['digest'], looks: 2 },
    ])
    assert.equal(mailsTo(person).length, 1)
  })

  test('a look on the Monday after its digest is counted in the next one', async () => {
    const patient = await alerts.switchOn(++person, ['digest.app'])
    const looks = async () =>
      (await alerts.sql('SELECT looks FROM alert WHERE patient = $1 ORDER BY cause', patient)).map(({ looks }) => looks)
    for (const day of ['2026-11-30', '2026-11-30', '2026-12-07', '2026-12-07']) {
      await alerts.look(person)
      await alerts.idle()
      await makeDigest(alerts.pool, patient, day)
    }
    assert.deepEqual(await looks(), [1, 2])
  })

  test('the digest is due on Monday from eight o’clock, by the clock of the health system', () => {
    const day = (at: string) => digestDay(new Date(at), 'Europe/Tallinn')
    assert.equal(day('2026-11-30T05:59:59Z'), undefined)
    assert.equal(day('2026-11-30T06:05:00Z'), '2026-11-30')
    assert.equal(day('2026-11-30T21:59:00Z'), '2026-11-30')
    assert.equal(day('2026-12-01T09:00:00Z'), undefined, 'Tuesday')
    assert.equal(day('2026-11-30T22:00:00Z'), undefined, 'Tuesday there')
    assert.equal(day('2026-06-01T05:05:00Z'), '2026-06-01', 'summer time')
  })

  test('alerts are kept for 90 days, links for one', async () => {
    const patient = await alerts.switchOn(++person)
    await alerts.look(person)
    await alerts.look(person)
    await alerts.idle()
    await alerts.sql(
      `UPDATE alert SET created_at = now() - interval '91 days' WHERE cause = (SELECT min(cause) FROM alert WHERE patient = $1)`,
      patient,
    )
    await alerts.sql(
      `INSERT INTO alert_confirmation (patient, id, requested_at) VALUES ($1, decode(repeat('00', 16), 'hex'), now() - interval '25 hours')`,
      patient,
    )
    await forgetOld(alerts.pool)
    assert.equal((await kinds(patient)).length, 1)
    assert.equal((await alerts.sql('SELECT FROM alert_confirmation WHERE patient = $1', patient)).length, 0)
  })

  test('a tree is published also when its alerts cannot be queued', async () => {
    await alerts.sql('ALTER FUNCTION queue_alerts(uuid[]) RENAME TO gone')
    try {
      const id = await alerts.look(++person)
      assert.equal((await alerts.sql('SELECT FROM event WHERE id = $1', id)).length, 1)
    } finally {
      await alerts.sql('ALTER FUNCTION gone(uuid[]) RENAME TO queue_alerts')
    }
  })

  test('a tree is published also while somebody holds the jobs of its alerts back', { timeout: 20_000 }, async () => {
    const patient = await alerts.switchOn(++person)
    const holder = await createPool(alerts.ledger.database.urls.web, { max: 1 }).connect()
    try {
      await holder.query('BEGIN')
      await holder.query('SELECT queue_alerts(ARRAY[$1::uuid])', [patient])
      const id = await alerts.look(person)
      assert.equal((await alerts.sql('SELECT FROM event WHERE id = $1', id)).length, 1)
    } finally {
      await holder.query('ROLLBACK')
      holder.release(true)
    }
  })
})
