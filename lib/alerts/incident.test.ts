import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { smtpError, TestAlerts } from './testing.ts'

describe('the operator', () => {
  let alerts: TestAlerts
  before(async () => {
    alerts = await TestAlerts.make()
  })
  after(() => alerts.close())
  beforeEach(() => {
    alerts.mail.mails.length = 0
    alerts.mail.answer = undefined
  })
  const report = (digest: string, proved = true) =>
    alerts.sql('SELECT reference FROM report_incident($1, sha256($2), NULL, $3)', 'forked', Buffer.from(digest), proved)
  const again = () =>
    alerts.sql(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'incident')`,
    )

  test('is told once that the log has contradicted itself, with the reference and where to look', async () => {
    const [row] = await report('a')
    await report('a')
    await alerts.idle()
    const [mail, ...more] = alerts.mail.mails
    assert.deepEqual([mail?.to, more], [['operator@mail.example'], []])
    const [{ id } = { id: '' }] = await alerts.sql('SELECT id FROM incident')
    assert.ok(mail?.source.includes(`Subject: Security incident ${row?.reference}`), mail?.source)
    assert.ok(mail?.source.replaceAll('=\r\n', '').includes(`https://sightline.example/support/incidents/${id}`), mail?.source)
    await alerts.sql(`SELECT graphile_worker.add_job('incident', json_build_object('incident', $1::uuid))`, id)
    await alerts.idle()
    assert.equal(alerts.mail.mails.length, 1)
  })

  test('is told again when the mail server asks to try later, and of nothing that is not proved', async () => {
    alerts.mail.answer = () => smtpError(451)
    await report('b')
    await report('c', false)
    await alerts.idle()
    assert.equal(alerts.mail.mails.length, 0)
    alerts.mail.answer = undefined
    await again()
    await alerts.idle()
    assert.equal(alerts.mail.mails.length, 1)
  })

  test('who has named no address is not told by mail', async () => {
    await report('d')
    const { sending } = alerts
    Object.defineProperty(alerts, 'sending', { value: { ...sending, operator: undefined }, configurable: true })
    await alerts.idle()
    assert.equal(alerts.mail.mails.length, 0)
  })
})
