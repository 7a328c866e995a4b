import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { addStaff, endStaff } from './register-staff.ts'
import { StaffSessions } from './staff-sessions.ts'
import { token as anyToken } from './token.ts'

const NOW = new Date('2026-08-06T14:30:00Z')
const seconds = (ago: number) => NOW.getTime() / 1000 - ago
const KADRI = { sub: 'EE49104179911', acr: 'high', auth_time: seconds(20), roles: ['agent'], given_name: 'K', family_name: 'K' }
const RIINA = { ...KADRI, sub: 'EE48011199910', roles: ['officer'] }
const use = { extend: true }
const look = { extend: false }

describe('sessions of staff', () => {
  let database: TestDatabase
  let owner: Pool
  let client: Database
  let kadri: string
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    client = createDatabase(database.urls.staff)
  })
  after(async () => {
    await client.$disconnect()
    await owner.end()
    await database.close()
  })
  beforeEach(async () => {
    await owner.query('TRUNCATE staff CASCADE')
    kadri = await addStaff(owner, { subject: KADRI.sub, name: 'Kadri Kuusk', role: 'agent' })
    await addStaff(owner, { subject: RIINA.sub, name: 'Riina Mägi', role: 'officer', organisation: '90010004' })
    await owner.query(`UPDATE staff SET registered_at = now() - interval '1 day'`)
  })

  const sessions = (rolesClaim = 'roles') => new StaffSessions(client, { rolesClaim, now: () => NOW })

  test('a log-in is found again, with who works here by the register’s word', async () => {
    const session = await sessions().find(await sessions().start(KADRI), use)
    assert.deepEqual(
      { ...session, visit: '' },
      {
        staff: kadri,
        role: 'agent',
        organisation: undefined,
        name: 'Kadri Kuusk',
        visit: '',
        secondsLeft: 15 * 60,
        secondsLeftAtMost: 8 * 60 * 60,
      },
    )
    assert.match(session?.visit ?? '', /^[0-9a-f]{16}$/)
    assert.equal((await sessions().find(await sessions().start(RIINA), use))?.organisation, '90010004')
  })

  const refused: readonly (readonly [string, string, object])[] = [
    ...['low', 'substantial', 'HIGH', '', undefined].map((acr) => [`level ${acr}`, 'assurance-too-low', { acr }] as const),
    ...[seconds(301), seconds(-301), undefined, String(seconds(1))].map(
      (auth_time) => [`a log-in at ${auth_time}`, 'log-in-too-old', { auth_time }] as const,
    ),
    ...[[], ['supervisor'], ['Agent'], 'agent', undefined, ['agent', 7]].map(
      (roles) => [`the roles ${JSON.stringify(roles)}`, 'not-staff', { roles }] as const,
    ),
    ['somebody who is not registered', 'not-staff', { sub: 'EE60001019906' }],
    ['somebody registered as something else', 'not-staff', { sub: RIINA.sub }],
    ['nobody', 'not-staff', { sub: undefined }],
  ]
  for (const [what, code, change] of refused)
    test(`${what}: not let in`, async () => {
      await assert.rejects(sessions().start({ ...KADRI, ...change }), { code })
      assert.equal((await owner.query('SELECT FROM staff_session')).rowCount, 0)
    })

  test('roles may stand in another claim, and other roles beside ours change nothing', async () => {
    const { roles: _, ...without } = KADRI
    assert.ok(await sessions('groups').start({ ...without, groups: ['everybody', 'agent'] }))
    await assert.rejects(sessions('groups').start(KADRI), { code: 'not-staff' })
  })

  test('who has ended is not let in, is out with the next question, and comes back only by a new log-in', async () => {
    const token = await sessions().start(KADRI)
    await endStaff(owner, kadri)
    assert.equal(await sessions().find(token, use), undefined)
    await assert.rejects(sessions().start(KADRI), { code: 'not-staff' })
    assert.equal(await addStaff(owner, { subject: KADRI.sub, name: 'Kadri Kuusk', role: 'agent' }), kadri, 'the same person')
    assert.equal(await sessions().find(token, use), undefined)
    assert.ok(await sessions().find(await sessions().start(KADRI), use))
  })

  test('an ended row ends what is open even where nobody ended the sessions, and so does another role', async () => {
    const token = await sessions().start(KADRI)
    await owner.query(`UPDATE staff SET role = 'supervisor' WHERE id = $1`, [kadri])
    assert.equal(await sessions().find(token, use), undefined, 'a role that the identity provider has not named')
    await owner.query(`UPDATE staff SET role = 'agent' WHERE id = $1`, [kadri])
    assert.ok(await sessions().find(token, use))
    await owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [kadri])
    assert.equal(await sessions().find(token, use), undefined)
    await addStaff(owner, { subject: KADRI.sub, name: 'Kadri Kuusk', role: 'agent' })
    assert.equal(await sessions().find(token, use), undefined, 'from before they were registered anew')
  })

  test('a session of a weak log-in opens nothing, however it came there', async () => {
    const token = await sessions().start(KADRI)
    await owner.query(`UPDATE staff_session SET acr = 'substantial'`)
    assert.equal(await sessions().find(token, use), undefined)
  })

  test('log-out ends this session and no other; everywhere ends all of this staff member’s and nobody else’s', async () => {
    const [here, there, other] = [await sessions().start(KADRI), await sessions().start(KADRI), await sessions().start(RIINA)]
    await sessions().end(here, { everywhere: false })
    assert.equal(await sessions().find(here, use), undefined)
    assert.ok(await sessions().find(there, use))
    await sessions().end(here, { everywhere: true })
    assert.equal(await sessions().find(there, use), undefined)
    assert.ok(await sessions().find(other, use))
  })

  test('a new log-in drops this staff member’s ended sessions', async () => {
    await sessions().end(await sessions().start(KADRI), { everywhere: false })
    await sessions().start(KADRI)
    assert.equal((await owner.query('SELECT FROM staff_session')).rowCount, 1)
  })

  test('a quarter of an hour without use ends a session, and looking at the clock is no use', async () => {
    const token = await sessions().start(KADRI)
    const setSeen = (minutes: number) => owner.query('UPDATE staff_session SET seen_at = now() - make_interval(mins => $1)', [minutes])
    const left = async (how: { extend: boolean }) => (await sessions().find(token, how))?.secondsLeft ?? 0
    await setSeen(14)
    assert.ok((await left(look)) <= 60)
    assert.equal(await left(use), 15 * 60)
    await setSeen(15)
    assert.equal(await left(use), 0)
    assert.equal(await left(look), 0, 'using it afterwards does not wake it')
  })

  test('eight hours end a session however much it is used', async () => {
    const token = await sessions().start(KADRI)
    const setAge = (age: string) => owner.query('UPDATE staff_session SET created_at = now() - $1::interval', [age])
    await setAge('7 hours 50 minutes')
    const session = await sessions().find(token, use)
    assert.ok(session && session.secondsLeft <= 600 && session.secondsLeft === session.secondsLeftAtMost)
    await setAge('8 hours')
    assert.equal(await sessions().find(token, use), undefined)
  })

  test('a token with another staff member’s key does not find this one’s session', async () => {
    const token = await sessions().start(KADRI)
    const { staff } = await sessions().start(RIINA)
    assert.equal(await sessions().find({ ...token, staff }, use), undefined)
    assert.equal(await sessions().find({ ...token, session: '' }, use), undefined)
  })

  test('a cookie is a patient’s or a staff member’s, never both and never by what it lacks', () => {
    const staff = { kind: 'staff', staff: '00000000-0000-4000-8000-000000000001', role: 'agent', session: 'x' }
    const patient = { kind: 'patient', sub: 'EE38001085718', session: 'x', name: 'Mari' }
    assert.deepEqual(anyToken.parse({ ...staff, ...patient, kind: 'staff' }), staff)
    assert.deepEqual(anyToken.parse({ ...staff, ...patient, kind: 'patient' }), patient)
    for (const wrong of [
      { ...staff, kind: 'patient' },
      { ...patient, kind: 'staff' },
      { ...patient, kind: undefined },
      { ...staff, role: 'owner' },
    ])
      assert.equal(anyToken.safeParse(wrong).success, false)
  })
})
