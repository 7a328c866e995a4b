import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect, createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { DAY_MS, isDay, utcDay } from '#lib/event/days.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { birthdayOf } from './birthday.ts'
import { addRepresentation, endRepresentation, listRepresentations, type Registration } from './register-representations.ts'
import { Representations } from './representations.ts'

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const RULES = { childUntilAge: 18, timeZone: 'Europe/Tallinn' }
const day = (days: number) => utcDay(Date.now() + days * DAY_MS)
const person = (value: string) => ({ system: SYSTEM, value })

let people = 0
/** Somebody whom no other test knows. */
const somebody = () => person(`4800101${String(++people).padStart(4, '0')}`)
const childBornOn = (born: string) => {
  const century = { '19': 3, '20': 5 }[born.slice(0, 2)] ?? 0
  return person(`${century}${born.slice(2).replaceAll('-', '')}${String(++people).padStart(4, '0')}`)
}

describe('who may act for whom', () => {
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

  const ask = (childUntilAge = 18) => new Representations(web, { ...RULES, childUntilAge })
  const add = async (more: Partial<Registration> = {}) => {
    const [patient, representative] = [more.patient ?? somebody(), more.representative ?? somebody()]
    const names = { patientName: 'Mia Maasikas', representativeName: 'Mari Maasikas' }
    const given = { kind: 'guardian', source: 'court', ...names, ...more, patient, representative } as const
    return {
      id: await addRepresentation(owner, given, RULES),
      patient,
      representative: patientKey(representative),
      key: patientKey(patient),
    }
  }

  test('what is registered opens the list of that person, to that representative', async () => {
    const { id, patient, representative, key } = await add()
    assert.deepEqual(await ask().find(representative, id), { id, kind: 'guardian', name: 'Mia Maasikas', identifier: patient })
    const [mine] = await ask().actingFor(representative)
    assert.deepEqual(mine, { id, kind: 'guardian', name: 'Mia Maasikas', since: mine?.since, until: undefined, begun: true })
    const [theirs] = await ask().actedForBy(key)
    assert.deepEqual([theirs?.id, theirs?.name], [id, 'Mari Maasikas'])
  })

  test('nobody else finds anything by the same id, not even the person whose list it is', async () => {
    const { id, key } = await add()
    const stranger = patientKey(somebody())
    for (const other of [stranger, key]) assert.equal(await ask().find(other, id), undefined)
    assert.deepEqual([await ask().actingFor(stranger), await ask().actedForBy(stranger)], [[], []])
    for (const wrong of ['', 'x', `${id}x`, id.toUpperCase(), `${id}' OR true --`, '00000000-0000-4000-8000-000000000000'])
      assert.equal(await ask().find(patientKey(somebody()), wrong), undefined)
  })

  test('what was ended opens nothing with the next question, and is on no list', async () => {
    const { id, representative, key } = await add()
    assert.ok(await ask().find(representative, id))
    await endRepresentation(owner, id)
    assert.equal(await ask().find(representative, id), undefined)
    assert.deepEqual([await ask().actingFor(representative), await ask().actedForBy(key)], [[], []])
    await assert.rejects(endRepresentation(owner, id), { name: 'NotRegistered' })
  })

  test('a mandate counts from its first day to its last, both with it', async () => {
    const mandate = async (since: number, until: number) => {
      const { id, representative } = await add({ kind: 'mandate', since: day(since), until: day(until) })
      const [listed] = await ask().actingFor(representative)
      return [(await ask().find(representative, id)) !== undefined, listed?.begun]
    }
    assert.deepEqual(await mandate(-30, 30), [true, true])
    assert.deepEqual(await mandate(-30, -2), [false, undefined])
    assert.deepEqual(await mandate(2, 30), [false, false])
  })

  test('the last day ends at midnight of the health system’s time zone', async () => {
    const { id, representative } = await add({ kind: 'mandate', since: '2020-01-01', until: day(0) })
    const { rows } = await owner.query<{ day: string }>(`SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::date::text AS day`)
    const found = await new Representations(web, { ...RULES, timeZone: 'Pacific/Kiritimati' }).find(representative, id)
    assert.equal(found !== undefined, (rows[0]?.day ?? '') <= day(0))
    const earliest = await new Representations(web, { ...RULES, timeZone: 'Pacific/Pago_Pago' }).find(representative, id)
    assert.ok(earliest, 'there it is today or yesterday')
  })

  test('a parent may act until the birthday on which the child is of age, as is configured', async () => {
    const year = new Date().getUTCFullYear()
    const child = childBornOn(`${year - 15}-01-01`)
    const { id, representative } = await add({ kind: 'parent', patient: child })
    assert.equal((await ask().actingFor(representative))[0]?.until, `${year + 2}-12-31`)
    assert.ok(await ask(16).find(representative, id))
    assert.equal(await ask(15).find(representative, id), undefined)
    assert.deepEqual(await ask(15).actingFor(representative), [])
  })

  test('a child who is of age, a mandate without an end and dates in the wrong order are refused, with the reason', async () => {
    const refused = (more: Partial<Registration>, message: RegExp) =>
      assert.rejects(add(more), (error: Error) => error.name === 'NotRegistered' && message.test(error.message))
    const same = somebody()
    await refused({ kind: 'parent', patient: childBornOn('1990-05-01') }, /is 18 or older/)
    await refused({ kind: 'parent', patient: person('49902300000') }, /give --born/)
    await refused({ kind: 'parent', patient: childBornOn('2015-05-01'), born: '2015-05-02' }, /says 2015-05-01/)
    await refused({ kind: 'mandate' }, /last day/)
    await refused({ kind: 'mandate', since: '2026-05-02', until: '2026-05-01' }, /before the first/)
    await refused({ patient: same, representative: same }, /themselves/)
    await refused({ source: ' ' }, /characters that can be seen/)
    await refused({ patientName: 'Mia\u202e' }, /characters that can be seen/)
  })

  test('the same twice is refused while the first stands, and can follow it', async () => {
    const [patient, representative] = [somebody(), somebody()]
    const { id } = await add({ kind: 'mandate', patient, representative, since: day(-10), until: day(10) })
    const again = { kind: 'mandate', patient, representative, since: day(10), until: day(20) } as const
    await assert.rejects(add(again), /registered already/)
    await add({ ...again, since: day(11) })
    await endRepresentation(owner, id)
    await add({ ...again, since: day(-5), until: day(5) })
    const listed = (await listRepresentations(owner, RULES)).filter(({ source }) => source === 'court')
    assert.ok(listed.some((one) => one.id === id && one.state === 'ended'))
  })

  test('the web server sees the rows of the person it has named, from both sides, and changes none', async () => {
    const { representative } = await add()
    const client = await connect(database.urls.web)
    const count = async () => (await client.query('SELECT FROM representation')).rowCount
    assert.equal(await count(), 0)
    await client.query(`SELECT set_config('sightline.patient', $1, false)`, [representative])
    assert.equal(await count(), 1)
    for (const sql of [
      'DELETE FROM representation',
      `UPDATE representation SET ended_at = NULL`,
      'INSERT INTO representation DEFAULT VALUES',
    ])
      await assert.rejects(client.query(sql), { code: '42501' })
    await client.end()
  })
})

test('a personal code tells the day of birth, in each century, and a wrong one tells nothing', () => {
  const born = (value: string, system = SYSTEM) => birthdayOf({ system, value })
  assert.deepEqual(
    ['18403129900', '38403129900', '61403199904', '80002290000', '50002290000', '19902300000', '49913010000', '09901010000'].map((code) =>
      born(code),
    ),
    ['1884-03-12', '1984-03-12', '2014-03-19', undefined, '2000-02-29', undefined, undefined, undefined],
  )
  assert.equal(born('61403199904', 'https://elsewhere.example'), undefined)
  assert.deepEqual(['2026-02-28', '2026-02-29', '2026-2-28', 'x'].map(isDay), [true, false, false, false])
})
