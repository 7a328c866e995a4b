import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { testDatabase } from '#lib/db/testing.ts'
import { inheritedEnv } from '#lib/env.ts'

test('the operator adds, lists and removes days', async () => {
  const database = await testDatabase()
  const holiday = (...args: string[]) => {
    const env = inheritedEnv({ DATABASE_URL: database.ownerUrl, HOLIDAY_COUNTRY: 'EE', TIME_ZONE: 'Europe/Tallinn' })
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/holiday.ts', ...args], { env, encoding: 'utf8' })
    return { status, stdout, stderr }
  }
  try {
    assert.match(holiday('add', '2027-05-03', '--name', 'Moved').stdout, /2027-05-03 is a day off: Moved/)
    assert.match(holiday('add', '2027-06-23', '--name', 'Exchanged', '--working').stdout, /is a working day/)
    const lines = holiday('list', '2027').stdout.split('\n')
    assert.ok(lines.includes('2027-03-26  suur reede (EE)'))
    assert.ok(lines.includes('2027-05-03  Moved (registered: a day off)'))
    assert.ok(lines.includes('2027-06-23  Exchanged (registered: a working day)'))
    assert.equal(holiday('remove', '2027-05-03').status, 0)
    const again = holiday('remove', '2027-05-03')
    assert.deepEqual([again.status, again.stderr], [1, 'Nothing is registered for 2027-05-03.\n'])
    assert.equal(holiday('add', 'tomorrow', '--name', 'x').status, 1)
    const unnamed = holiday('add', '2027-05-03')
    assert.equal(unnamed.status, 2)
    assert.match(unnamed.stderr, /^Usage/)
  } finally {
    await database.close()
  }
})
