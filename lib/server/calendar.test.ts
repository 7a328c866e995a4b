import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { connect, createPool, type Pool } from '#lib/db/pool.ts'
import { createDatabase } from '#lib/db/prisma.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { keptCalendar, readExceptions } from './calendar.ts'
import { type Exception, workingDays } from './public-holidays.ts'
import { addHoliday, NotRegistered, removeHoliday } from './register-holidays.ts'

const ESTONIA = { country: 'EE', timeZone: 'Europe/Tallinn' }
const MINUTE_MS = 60_000

describe('the calendar of the health system', () => {
  let database: TestDatabase
  let owner: Pool
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
  })
  after(async () => {
    await owner.end()
    await database.close()
  })

  test('what the operator registers goes before the week and the public holidays, until it is removed', async () => {
    await addHoliday(owner, { day: '2026-12-23', working: true, name: 'The eve of it' })
    await addHoliday(owner, { day: '2026-12-23', working: false, name: 'A day between' })
    await addHoliday(owner, { day: '2026-12-24', working: true, name: 'Exchanged' })
    await addHoliday(owner, { day: '2026-11-28', working: true, name: ' A Saturday ' })
    const exceptions = await readExceptions(owner)
    assert.deepEqual(exceptions[0], { day: '2026-11-28', working: true, name: 'A Saturday' })
    const { isWorkingDay } = workingDays(ESTONIA, exceptions)
    assert.deepEqual(['2026-12-23', '2026-12-24', '2026-11-28', '2026-12-25'].map(isWorkingDay), [false, true, true, false])
    for (const { day } of exceptions) await removeHoliday(owner, day)
    assert.deepEqual(await readExceptions(owner), [])
  })

  test('what is no day, has no name, or was never registered is refused', async () => {
    await assert.rejects(addHoliday(owner, { day: '2026-02-29', working: false, name: 'x' }), NotRegistered)
    for (const name of ['  ', 'x'.repeat(101), 'a\u202eb'])
      await assert.rejects(addHoliday(owner, { day: '2026-02-24', working: false, name }), NotRegistered)
    await assert.rejects(removeHoliday(owner, '2026-02-29'), NotRegistered)
    assert.deepEqual(await readExceptions(owner), [])
  })

  test('web and worker read it and cannot change it', async () => {
    await addHoliday(owner, { day: '2026-11-27', working: false, name: 'x' })
    const web = createDatabase(database.urls.web)
    assert.deepEqual(await web.holiday.findMany(), [{ day: new Date('2026-11-27'), working: false, name: 'x' }])
    await web.$disconnect()
    for (const process of ['web', 'worker'] as const) {
      const client = await connect(database.urls[process])
      assert.equal((await client.query('SELECT FROM holiday')).rowCount, 1)
      await assert.rejects(client.query('DELETE FROM holiday'), /permission denied/)
      await client.end()
    }
    const other = await connect(database.urls.gateway)
    await assert.rejects(other.query('SELECT FROM holiday'), /permission denied/)
    await other.end()
  })
})

test('a calendar is kept for five minutes, and not at all when it could not be read', async () => {
  let time = 0
  let answer: () => Promise<readonly Exception[]> = () => Promise.reject(new Error('The database does not answer.'))
  const calendar = keptCalendar(
    ESTONIA,
    () => answer(),
    () => time,
  )
  await assert.rejects(calendar(), /does not answer/)
  answer = async () => []
  assert.equal((await calendar()).isWorkingDay('2026-11-26'), true)
  answer = async () => [{ day: '2026-11-26', working: false, name: 'x' }]
  time = 5 * MINUTE_MS - 1
  assert.equal((await calendar()).isWorkingDay('2026-11-26'), true)
  time = 5 * MINUTE_MS
  assert.equal((await calendar()).isWorkingDay('2026-11-26'), false)
})
