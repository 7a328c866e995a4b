import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sendConfirmation } from '#lib/alerts/confirm.ts'
import { smtpError, TestAlerts } from '#lib/alerts/testing.ts'
import { confirmationToken, unsubscribeToken } from '#lib/alerts/tokens.ts'
import { createDatabase, type Database, patientSnapshot } from '#lib/db/prisma.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { testIdentifier } from '#lib/ledger/testing.ts'
import { follow, markRead, requireVisit, saveSettings, switchOff } from './alert-changes.ts'
import { addBrowser, askForLink, confirmAddress, removeAddress, removeBrowsers, unsubscribe } from './alert-places.ts'
import { openAlerts, readAlerts } from './alert-rows.ts'

const form = (fields: Record<string, string>) => new Map(Object.entries(fields))
const BOTH = form({
  'first.app': 'on',
  'everything.app': 'on',
  'everything.email': 'on',
  'everything.push': 'on',
  contact: 'usual',
  quietFrom: '22:00',
  quietUntil: '07:30',
})

describe('a patient’s own alerts', () => {
  let alerts: TestAlerts
  let web: Database
  let people = 100
  before(async () => {
    alerts = await TestAlerts.make()
    web = createDatabase(alerts.ledger.database.urls.web)
  })
  after(async () => {
    await web.$disconnect()
    await alerts.close()
  })

  const read = (patient: string) => patientSnapshot(web, patient, (snapshot) => readAlerts(snapshot, patient, Date.now()))
  const keyOf = (person: number) => patientKey(testIdentifier(person))
  const save = (patient: string, fields = BOTH) => saveSettings(web, patient, fields, 'en-GB')
  const link = async (patient: string) => {
    const [row] = await alerts.sql('SELECT id FROM alert_confirmation WHERE patient = $1 AND address IS NOT NULL', patient)
    return confirmationToken(alerts.sending.secret, patient, row?.id ?? Buffer.of())
  }
  async function confirmed(patient: string, address: string) {
    await askForLink(web, patient, form({ address }))
    await alerts.idle()
    await confirmAddress(web, patient, form({ t: await link(patient) }), alerts.sending.secret)
  }

  test('are off until they are switched on, and are what was chosen', async () => {
    const patient = keyOf(++people)
    assert.equal(await read(patient), undefined)
    await save(patient)
    const on = await read(patient)
    assert.deepEqual(on?.choices, new Set(['everything.app', 'everything.email', 'everything.push', 'first.app']))
    assert.deepEqual(on?.quiet, { from: '22:00', until: '07:30' })
    await save(patient, form({ contact: 'silent', quietFrom: '', quietUntil: '', 'none.app': 'on' }))
    const changed = await read(patient)
    assert.deepEqual(changed?.choices, new Set())
    assert.equal(changed?.contact, 'silent')
    assert.equal(changed?.quiet, undefined)
  })

  for (const [what, fields] of [
    ['one quiet hour without the other', { contact: 'usual', quietFrom: '22:00' }],
    ['an hour that there is not', { contact: 'usual', quietFrom: '24:00', quietUntil: '07:00' }],
    ['a contact that there is not', { contact: 'loud' }],
    ['no contact', {}],
  ] as const)
    test(`are not saved with ${what}`, async () => {
      const patient = keyOf(++people)
      await assert.rejects(save(patient, form(fields)), { code: 'bad-request' })
      assert.equal(await read(patient), undefined)
    })

  test('are not changed by a page that was made in another session', () => {
    assert.throws(() => requireVisit(form({ visit: 'a' }), 'b'), { code: 'not-logged-in' })
    requireVisit(form({ visit: 'a' }), 'a')
    requireVisit(form({}), 'a')
  })

  test('list what is new, who it was, and what was read', async () => {
    const patient = keyOf(++people)
    await save(patient)
    await alerts.look(people)
    await alerts.idle()
    const [first] = (await read(patient))?.alerts ?? []
    assert.equal(first?.access?.actor?.name, 'Anna Berg')
    assert.deepEqual(first?.kinds, ['first', 'everything'])
    assert.equal(first?.isNew, true)
    await markRead(web, keyOf(1))
    assert.equal((await read(patient))?.alerts[0]?.isNew, true, 'somebody else’s reading is not mine')
    await markRead(web, patient)
    assert.equal((await read(patient))?.alerts[0]?.isNew, false)
  })

  test('that are on are read as a look at the list, and not at all where that cannot be committed', async () => {
    const patient = keyOf(++people)
    let recorded = 0
    const open = (record: () => Promise<void>) => openAlerts(web, patient, Date.now(), record)
    const count = async () => void recorded++
    assert.equal(await open(count), undefined)
    assert.equal(recorded, 0, 'alerts that are off say nothing of the list')
    await save(patient)
    await alerts.look(people)
    assert.ok((await open(count))?.people.length)
    assert.equal(recorded, 1)
    await assert.rejects(
      open(() => Promise.reject(new Error('the database refuses'))),
      /refuses/,
    )
  })

  test('send a link to an address, and only its own link confirms it, once', async () => {
    const patient = keyOf(++people)
    const [other] = [keyOf(++people)]
    await save(patient)
    await save(other)
    await askForLink(web, patient, form({ address: ' mari@mail.example ' }))
    assert.deepEqual((await read(patient))?.email, { state: 'asked', address: 'mari@mail.example' })
    const token = await link(patient)
    await assert.rejects(
      confirmAddress(web, patient, form({ t: token }), alerts.sending.secret),
      { code: 'not-found' },
      'nothing was sent yet',
    )
    await alerts.idle()
    const mail = alerts.mail.mails.filter(({ to }) => to.includes('mari@mail.example'))
    assert.equal(mail.length, 1)
    assert.ok(
      mail[0]?.source.replaceAll('=\r\n', '').replaceAll('=3D', '=').includes(`https://sightline.example/alerts/confirm?t=${token}`),
    )
    assert.doesNotMatch(mail[0]?.source ?? '', /health|patient|Anna|Tartu/i)
    for (const [who, t] of [
      [other, token],
      [patient, `${token}x`],
      [patient, ''],
    ] as const)
      await assert.rejects(confirmAddress(web, who, form({ t }), alerts.sending.secret), { code: 'not-found' })
    await confirmAddress(web, patient, form({ t: token }), alerts.sending.secret)
    assert.deepEqual((await read(patient))?.email, { state: 'confirmed', address: 'mari@mail.example' })
    await removeAddress(web, patient)
    await assert.rejects(confirmAddress(web, patient, form({ t: token }), alerts.sending.secret), { code: 'not-found' })
    assert.deepEqual((await read(patient))?.email, { state: 'none' })
  })

  test('take no link that is more than an hour old, or that a newer one has replaced', async () => {
    const patient = keyOf(++people)
    await save(patient)
    await askForLink(web, patient, form({ address: 'old@mail.example' }))
    await alerts.idle()
    const token = await link(patient)
    await alerts.sql(`UPDATE alert_confirmation SET requested_at = now() - interval '61 minutes' WHERE patient = $1`, patient)
    await assert.rejects(confirmAddress(web, patient, form({ t: token }), alerts.sending.secret), { code: 'not-found' })
    await alerts.sql('UPDATE alert_confirmation SET requested_at = now() WHERE patient = $1', patient)
    await askForLink(web, patient, form({ address: 'new@mail.example' }))
    await alerts.idle()
    await assert.rejects(confirmAddress(web, patient, form({ t: token }), alerts.sending.secret), { code: 'not-found' })
  })

  test('send three links an hour, also to who switches off and on again', async () => {
    const patient = keyOf(++people)
    await save(patient)
    for (let i = 0; i < 3; i++) await askForLink(web, patient, form({ address: `p${i}@mail.example` }))
    await switchOff(web, patient)
    await save(patient)
    await assert.rejects(askForLink(web, patient, form({ address: 'p4@mail.example' })), { code: 'too-many-requests' })
    assert.equal((await alerts.sql('SELECT FROM alert_confirmation WHERE patient = $1 AND address IS NOT NULL', patient)).length, 0)
    await alerts.sql(`UPDATE alert_confirmation SET requested_at = now() - interval '2 hours' WHERE patient = $1`, patient)
    await askForLink(web, patient, form({ address: 'p5@mail.example' }))
  })

  for (const address of [
    '',
    'mari',
    'mari@',
    'mari@mail.example\r\nBcc: all@mail.example',
    'a@b.example, c@d.example',
    `${'x'.repeat(250)}@mail.example`,
  ])
    test(`send no link to ${JSON.stringify(address.slice(0, 40))}`, async () => {
      const patient = keyOf(++people)
      await save(patient)
      await assert.rejects(askForLink(web, patient, form({ address })), { code: 'bad-request' })
    })

  test('say that an address was refused already when the link is sent', async () => {
    const patient = keyOf(++people)
    await save(patient)
    alerts.mail.answer = () => smtpError(550)
    await askForLink(web, patient, form({ address: 'nobody@mail.example' }))
    await alerts.idle()
    alerts.mail.answer = undefined
    assert.deepEqual((await read(patient))?.email, { state: 'refused', address: 'nobody@mail.example' })
  })

  test('send a link once, however often it is asked of the worker', async () => {
    const patient = keyOf(++people)
    await save(patient)
    await askForLink(web, patient, form({ address: 'once@mail.example' }))
    const [row] = await alerts.sql('SELECT id FROM alert_confirmation WHERE patient = $1', patient)
    const send = () => sendConfirmation(alerts.sending, patient, row?.id)
    await Promise.all([send(), send(), send()])
    await send()
    await alerts.idle()
    assert.equal(alerts.mail.mails.filter(({ to }) => to.includes('once@mail.example')).length, 1)
  })

  test('end e-mails by the token of an e-mail, for the address it went to and no other', async () => {
    const patient = keyOf(++people)
    await save(patient)
    await confirmed(patient, 'here@mail.example')
    const { secret } = alerts.sending
    await unsubscribe(web, unsubscribeToken(secret, patient, 'earlier@mail.example'), secret)
    assert.equal((await read(patient))?.email.state, 'confirmed')
    for (const token of ['', 'x', unsubscribeToken(`${secret}!`, patient, 'here@mail.example')])
      await assert.rejects(unsubscribe(web, token, secret), { code: 'not-found' })
    const token = unsubscribeToken(secret, patient, 'here@mail.example')
    await unsubscribe(web, token, secret)
    assert.deepEqual((await read(patient))?.email, { state: 'none' })
    await unsubscribe(web, token, secret)
  })

  test('follow somebody of the own history, and nobody of another’s', async () => {
    const [patient, stranger] = [keyOf(++people), keyOf(people + 1)]
    await alerts.look(people)
    await alerts.look(++people, {}, { actor: { name: 'Bert Other' } })
    await save(patient)
    await save(stranger)
    const [mine] = (await read(patient))?.people ?? []
    const [theirs] = (await read(stranger))?.people ?? []
    assert.ok(mine && theirs)
    await follow(web, patient, form({ who: mine.who }), Date.now())
    assert.equal((await read(patient))?.people[0]?.followed, true)
    for (const who of [theirs.who, '', 'x', '00'.repeat(32)])
      await assert.rejects(follow(web, patient, form({ who }), Date.now()), { code: 'not-found' }, who)
    await follow(web, patient, form({ who: mine.who, on: 'no' }), Date.now())
    assert.equal((await read(patient))?.people[0]?.followed, false)
  })

  function browser(endpoint = `https://push.example/${randomBytes(8).toString('hex')}`) {
    const p256dh = createECDH('prime256v1').generateKeys('base64url')
    return { endpoint, p256dh, auth: randomBytes(16).toString('base64url') }
  }

  test('go to browsers that ask for it, ten at most, until they are removed', async () => {
    const [patient, other] = [keyOf(++people), keyOf(++people)]
    await save(patient)
    await save(other)
    const mine = browser()
    await addBrowser(web, patient, form(mine))
    await addBrowser(web, patient, form(mine))
    assert.equal((await read(patient))?.browsers, 1)
    await removeBrowsers(web, other, form({ endpoint: mine.endpoint }))
    await removeBrowsers(web, other, form({}))
    assert.equal((await read(patient))?.browsers, 1, 'somebody else removes nothing of mine')
    for (let i = 0; i < 9; i++) await addBrowser(web, patient, form(browser()))
    await assert.rejects(addBrowser(web, patient, form(browser())), { code: 'bad-request' })
    await removeBrowsers(web, patient, form({ endpoint: mine.endpoint }))
    assert.equal((await read(patient))?.browsers, 9)
    await removeBrowsers(web, patient, form({}))
    assert.equal((await read(patient))?.browsers, 0)
  })

  for (const [what, change] of [
    ['an address inside', { endpoint: 'https://127.0.0.1/x' }],
    ['an address without encryption', { endpoint: 'http://push.example/x' }],
    ['a key that is no point', { p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url') }],
    ['a short secret', { auth: 'AAAA' }],
    ['nothing', { endpoint: '', p256dh: '', auth: '' }],
  ] as const)
    test(`go to no browser with ${what}`, async () => {
      const patient = keyOf(++people)
      await save(patient)
      await assert.rejects(addBrowser(web, patient, form({ ...browser(), ...change })), { code: 'bad-request' })
    })

  test('take no address, browser or person while they are off', async () => {
    const patient = keyOf(++people)
    await alerts.look(people)
    await assert.rejects(askForLink(web, patient, form({ address: 'off@mail.example' })), { code: 'bad-request' })
    await assert.rejects(addBrowser(web, patient, form(browser())), { code: 'bad-request' })
    await assert.rejects(follow(web, patient, form({ who: '00'.repeat(32) }), Date.now()), { code: 'bad-request' })
  })

  test('leave nothing when they are switched off, and somebody else’s stay', async () => {
    const [patient, other] = [keyOf(++people), keyOf(++people)]
    await save(patient)
    await save(other)
    await confirmed(patient, 'gone@mail.example')
    await addBrowser(web, patient, form(browser()))
    await alerts.look(people - 1)
    await alerts.idle()
    await switchOff(web, patient)
    const tables = await alerts.sql(`SELECT c.relname AS table FROM pg_class c WHERE relkind = 'r' AND relname LIKE 'alert%'`)
    assert.ok(tables.length >= 9)
    for (const { table } of tables)
      if (table !== 'alert_confirmation')
        assert.equal((await alerts.sql(`SELECT FROM ${table} WHERE patient = $1`, patient)).length, 0, table)
    assert.deepEqual(await alerts.sql('SELECT address FROM alert_confirmation WHERE patient = $1', patient), [{ address: null }])
    assert.ok(await read(other))
  })

  test('no longer send what waits by a channel that is ticked no more', async () => {
    const patient = keyOf(++people)
    await save(patient)
    await confirmed(patient, 'ticked@mail.example')
    await alerts.sql(
      `INSERT INTO alert_message (patient, channel, target, cause, urgent) VALUES ($1, 'email', '', 'event:x', false)`,
      patient,
    )
    await save(patient, form({ contact: 'usual', 'everything.app': 'on' }))
    assert.equal((await alerts.sql('SELECT FROM alert_message WHERE patient = $1', patient)).length, 0)
  })
})
