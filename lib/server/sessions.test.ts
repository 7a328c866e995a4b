import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect } from '#lib/db/pool.ts'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import type { Level } from './log-in.ts'
import { Sessions } from './sessions.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const SYSTEMS = [{ system: SYSTEM, aliases: [], pattern: '[0-9]{11}', strip: 'EE' }]
const MARI = { sub: 'EE38001085718', acr: 'high', given_name: 'MARY ÄNN', family_name: 'O’CONNEŽ-ŠUSLIK' }
const MARI_KEY = patientKey({ system: SYSTEM, value: '38001085718' })

describe('sessions', () => {
  let database: TestDatabase
  let web: Database
  before(async () => {
    database = await testDatabase()
    web = createDatabase(database.urls.web)
  })
  after(async () => {
    await web.$disconnect()
    await database.close()
  })

  const sessions = (level: Level = 'high') => new Sessions(web, { systems: SYSTEMS, level })
  const use = { extend: true }
  const look = { extend: false }

  async function change(sql: string, ...values: unknown[]) {
    const owner = await connect(database.ownerUrl)
    const { rows } = await owner.query(sql, values)
    await owner.end()
    return rows
  }

  test('a log-in is found again, with the person in canonical form', async () => {
    const token = await sessions().start(MARI)
    const session = await sessions().find(token, use)
    assert.deepEqual(session?.identifier, { system: SYSTEM, value: '38001085718' })
    assert.equal(session?.patient, MARI_KEY)
    assert.equal(session?.name, 'MARY ÄNN O’CONNEŽ-ŠUSLIK')
    assert.match(session?.visit ?? '', /^[0-9a-f]{16}$/)
    assert.equal(session?.secondsLeft, 30 * 60)
    assert.equal(session?.secondsLeftAtMost, 12 * 60 * 60)
  })

  test('a first log-in makes the patient known, once', async () => {
    await sessions().start(MARI)
    await sessions().start(MARI)
    assert.deepEqual(await change('SELECT system, value FROM patient WHERE patient = $1', MARI_KEY), [
      { system: SYSTEM, value: '38001085718' },
    ])
  })

  for (const sub of ['38001085718', 'LV38001085718', 'EE3800108571', 'EE380010857189', 'EEEE38001085718', '', undefined, 38001085718])
    test(`the subject ${JSON.stringify(sub)} is nobody`, async () => {
      await assert.rejects(sessions().start({ ...MARI, sub }), { code: 'not-a-person' })
    })

  for (const acr of ['low', 'substantial', 'HIGH', 'urn:mace:incommon:iap:silver', '', undefined, 3])
    test(`a log-in at ${JSON.stringify(acr)} is not enough when high is asked`, async () => {
      await assert.rejects(sessions().start({ ...MARI, acr }), { code: 'assurance-too-low' })
    })

  test('a stronger log-in than what is asked is enough', async () => {
    assert.ok(await sessions('substantial').find(await sessions('low').start(MARI), use))
  })

  test('a session of a weak log-in does not outlive a change of what is asked', async () => {
    const token = await sessions('low').start({ ...MARI, acr: 'low' })
    assert.ok(await sessions('low').find(token, use))
    assert.equal(await sessions('high').find(token, use), undefined)
  })

  test('after log-out the same cookie opens nothing', async () => {
    const token = await sessions().start(MARI)
    await sessions().end(token, { everywhere: false })
    assert.equal(await sessions().find(token, use), undefined)
    await sessions().end(token, { everywhere: false })
  })

  test('log-out ends this session and no other; everywhere ends all of this person and nobody else’s', async () => {
    const here = await sessions().start(MARI)
    const there = await sessions().start(MARI)
    const other = await sessions().start({ ...MARI, sub: 'EE60001019906' })
    await sessions().end(here, { everywhere: false })
    assert.ok(await sessions().find(there, use))
    const again = await sessions().start(MARI)
    await sessions().end(again, { everywhere: true })
    assert.equal(await sessions().find(there, use), undefined)
    assert.equal(await sessions().find(again, use), undefined)
    assert.ok(await sessions().find(other, use))
  })

  test('a new log-in drops this person’s ended sessions, and keeps the others', async () => {
    const rows = async () => (await change('SELECT id FROM session WHERE patient = $1', MARI_KEY)).length
    await sessions().end(await sessions().start(MARI), { everywhere: true })
    const kept = await sessions().start(MARI)
    assert.equal(await rows(), 1)
    await sessions().start(MARI)
    assert.equal(await rows(), 2)
    assert.ok(await sessions().find(kept, use))
  })

  const setSeen = (minutes: number) =>
    change(`UPDATE session SET seen_at = now() - make_interval(mins => $1) WHERE patient = $2`, minutes, MARI_KEY)

  test('half an hour without use ends a session, and using it afterwards does not wake it', async () => {
    const token = await sessions().start(MARI)
    await setSeen(31)
    assert.equal(await sessions().find(token, use), undefined)
    assert.equal(await sessions().find(token, look), undefined)
  })

  test('use prolongs a session, looking at the clock does not', async () => {
    const token = await sessions().start(MARI)
    await setSeen(29)
    const left = async (how: { extend: boolean }) => (await sessions().find(token, how))?.secondsLeft ?? 0
    assert.ok((await left(look)) <= 60)
    assert.ok((await left(look)) <= 60)
    assert.equal(await left(use), 30 * 60)
    assert.ok((await left(look)) > 29 * 60)
  })

  test('twelve hours end a session however much it is used', async () => {
    const token = await sessions().start(MARI)
    await change(`UPDATE session SET created_at = now() - interval '11 hours 50 minutes' WHERE patient = $1`, MARI_KEY)
    const session = await sessions().find(token, use)
    assert.ok(session && session.secondsLeft <= 600 && session.secondsLeft === session.secondsLeftAtMost)
    await change(`UPDATE session SET created_at = now() - interval '12 hours' WHERE patient = $1`, MARI_KEY)
    assert.equal(await sessions().find(token, use), undefined)
  })

  test('a token with another person’s subject does not find this person’s session', async () => {
    const token = await sessions().start(MARI)
    assert.equal(await sessions().find({ ...token, sub: 'EE60001019906' }, use), undefined)
    assert.equal(await sessions().find({ ...token, session: 'AAAA' }, use), undefined)
    assert.equal(await sessions().find({ ...token, session: '' }, use), undefined)
  })

  test('many requests at once use one session without getting in each other’s way', async () => {
    const token = await sessions().start(MARI)
    const found = await Promise.all(Array.from({ length: 20 }, () => sessions().find(token, use)))
    assert.ok(found.every((session) => session !== undefined))
  })
})
