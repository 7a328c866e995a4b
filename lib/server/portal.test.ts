import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { parseConcealed, parseEvent, withNames } from '#lib/event/access-event.ts'
import { isOwnLook } from '#lib/event/portal.ts'
import { sentence } from '#lib/event/words.ts'
import { commitEvent } from '#lib/history/entry.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue, enqueueOwn } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TestLedger, testIdentifier, testSubmission } from '#lib/ledger/testing.ts'
import { Portal, type PortalLook } from './portal.ts'
import { staffLook } from './staff-look.ts'
import type { StaffSession } from './staff-sessions.ts'

const OPERATOR = 'the health system'

describe('a look at a list', () => {
  let ledger: TestLedger
  let web: Pool
  before(async () => {
    ledger = await TestLedger.make()
    web = createPool(ledger.database.urls.web)
  })
  after(async () => {
    await web.end()
    await ledger.close()
  })

  const portal = () => new Portal(web, { operator: OPERATOR })
  const look = (person: number, session = 'a', more: Partial<PortalLook> = {}): PortalLook => ({
    session,
    patient: testIdentifier(person),
    actor: { kind: 'patient' },
    purpose: 'PATRQT',
    ...more,
  })
  const rowsOf = async (person: number) =>
    (await ledger.owner.query('SELECT * FROM pending WHERE patient = $1 ORDER BY received_at', [patientKey(testIdentifier(person))])).rows
  const eventOf = (row: { event: Buffer; concealed: Buffer }) => withNames(parseEvent(row.event), parseConcealed(row.concealed))

  test('is an event of that person’s history as soon as it is recorded, with commitments that open', async () => {
    await portal().record(look(1))
    const [row, ...more] = await rowsOf(1)
    assert.equal(more.length, 0)
    assert.equal(row.record_system, 'portal')
    assert.deepEqual(row.commitment, Buffer.from(commitEvent(row.event_nonce, row.event)))
    const event = eventOf(row)
    assert.ok(isOwnLook(event))
    assert.deepEqual([sentence(event).who.key, sentence(event).action, sentence(event).reasons], ['you', 'read-log', [{ key: 'PATRQT' }]])
    assert.equal(event.organisation.name, OPERATOR)
    assert.ok(Math.abs(Date.parse(event.accessedAt) - Date.now()) < 60_000)
  })

  test('is one event for a session, however often and from however many tabs and processes it is asked for', async () => {
    const [one, other] = [portal(), portal()]
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? one : other).record(look(2))))
    await portal().record(look(2))
    assert.equal((await rowsOf(2)).length, 1)
    await one.record(look(2, 'another session'))
    assert.equal((await rowsOf(2)).length, 2)
  })

  test('at one person’s list is none at another’s, in the same session', async () => {
    const one = portal()
    await one.record(look(3))
    await one.record(look(4))
    assert.deepEqual([(await rowsOf(3)).length, (await rowsOf(4)).length], [1, 1])
  })

  test('names who it was when it was somebody else, and no name turns the words around it', async () => {
    await portal().record(look(5, 'a', { actor: { kind: 'representative', name: 'Mari\u202eMaasikas' }, purpose: 'FAMRQT' }))
    const event = eventOf((await rowsOf(5))[0])
    assert.equal(isOwnLook(event), false)
    assert.equal(event.actor?.name, 'Mari\ufffdMaasikas')
    assert.doesNotMatch((await rowsOf(5))[0].event.toString(), /Maasikas/, 'the name stands in the concealed part')
  })

  test('by staff is one event for each case in a session, with their name, role and the case, and is nobody’s own', async () => {
    const session: StaffSession = {
      staff: '00000000-0000-4000-8000-000000000001',
      role: 'agent',
      organisation: undefined,
      name: 'Kadri Kuusk',
      visit: 'staff visit',
      secondsLeft: 1,
      secondsLeftAtMost: 1,
    }
    const at = (reference: string, of = session) => portal().record(staffLook(of, { patient: testIdentifier(11), reference }))
    for (const reference of ['S-2026-00042', 'S-2026-00042', 'S-2026-00043']) await at(reference)
    const rows = await rowsOf(11)
    assert.equal(rows.length, 2)
    const event = eventOf(rows[0])
    assert.ok(!isOwnLook(event))
    const { who, action, reference, reasons } = sentence(event)
    assert.deepEqual(who, { key: 'staff', role: 'support-agent', name: 'Kadri Kuusk', organisation: OPERATOR })
    assert.deepEqual([action, reference, reasons], ['read-case', 'S-2026-00042', [{ key: 'HCOMPL' }]])
    assert.equal(event.data[0]?.reference, 'urn:sightline:case:S-2026-00042')
    assert.doesNotMatch(rows[0].event.toString(), /Kuusk/, 'the name stands in the concealed part')
    await at('S-2026-00042', { ...session, visit: 'officer', role: 'officer', organisation: 'North Hospital' })
    const officer = sentence(eventOf((await rowsOf(11))[2])).who
    assert.deepEqual(officer, { key: 'named', role: 'privacy-officer', name: 'Kadri Kuusk', organisation: 'North Hospital' })
  })

  test('is sealed, is counted once, and stays one event afterwards', async () => {
    await portal().record(look(6))
    const sequencer = await Sequencer.lead(ledger.options())
    while (((await sequencer?.tick()) ?? 0) > 0);
    await sequencer?.close()
    await portal().record(look(6))
    assert.equal((await rowsOf(6)).length, 0)
    const sealed = await ledger.owner.query('SELECT FROM event WHERE patient = $1', [patientKey(testIdentifier(6))])
    assert.equal(sealed.rowCount, 1)
  })

  test('that the database refuses is not recorded, and is tried again the next time', async () => {
    const role = `"${new URL(ledger.database.urls.web).username}"`
    const one = portal()
    await ledger.owner.query(`REVOKE INSERT ON pending FROM ${role}`)
    await assert.rejects(one.record(look(7)), { code: '42501' })
    assert.equal((await rowsOf(7)).length, 0)
    await ledger.owner.query(`GRANT INSERT ON pending TO ${role}`)
    await one.record(look(7))
    assert.equal((await rowsOf(7)).length, 1)
  })

  test('is all that the web server can report: no event of another system, and none of the portal’s by another', async () => {
    const refused = { code: '42501' }
    await assert.rejects(enqueueOwn(web, testSubmission(8)), refused)
    await assert.rejects(
      enqueueOwn(web, { ...testSubmission(8), recordSystem: 'portal' }),
      refused,
      'an event that says it is a hospital’s',
    )
    await assert.rejects(enqueue(ledger.gateway, [{ ...testSubmission(8), recordSystem: 'portal' }]), refused)
    await assert.rejects(
      enqueue(ledger.gateway, [testSubmission(8, { actor: { kind: 'patient' }, origin: { id: 'portal', name: 'Sightline' } })]),
      refused,
      'a hospital’s that says it is the portal’s: it would be hidden as an own look',
    )
    assert.equal((await rowsOf(8)).length, 0)
    const text = '\0 "origin":{"id":"portal"'
    await enqueue(ledger.gateway, [testSubmission(8, { application: { name: text } })])
    assert.equal((await rowsOf(8)).length, 1, 'whatever its texts hold')
  })

  test('cannot be put into the list of a person whom the web server has not named', async () => {
    const patient = patientKey(testIdentifier(9))
    const client = await web.connect()
    try {
      await client.query('BEGIN')
      await client.query(`SELECT set_config('sightline.patient', $1, true)`, [patientKey(testIdentifier(10))])
      await assert.rejects(
        client.query(
          `INSERT INTO submission (patient, record_system, digest, event) VALUES ($1, 'portal', sha256('x'), gen_random_uuid())`,
          [patient],
        ),
        { code: '42501' },
      )
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})
