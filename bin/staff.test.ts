import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'

describe('npm run staff', () => {
  let database: TestDatabase
  let folder: string
  before(async () => {
    database = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'sightline-staff-'))
    const systems = [{ system: 'https://fhir.ee/sid/pid/est/ni', aliases: [], pattern: '^[1-8][0-9]{10}$', strip: 'EE' }]
    await writeFile(join(folder, 'trust.json'), JSON.stringify({ systems }))
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const run = (...args: string[]) =>
    new Promise<{ code: number | string; said: string }>((resolve) => {
      const env = { ...process.env, DATABASE_URL: database.ownerUrl, DATA_DIR: '/nonexistent', TRUST_FILE: join(folder, 'trust.json') }
      execFile(process.execPath, ['bin/staff.ts', ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, said: stdout + stderr }),
      )
    })
  const add = (...more: string[]) => run('add', '--subject', 'EE49104179911', '--name', 'Kadri Kuusk', ...more)

  test('registers somebody, lists and ends them', async () => {
    const { code, said } = await add('--role', 'officer', '--organisation', '90010004', '--email', 'kadri@example.org')
    assert.equal(code, 0, said)
    assert.match(said, /Kadri Kuusk may log in as officer\./)
    const [id = ''] = said.split(' ')
    assert.match((await run('list')).said, /^[0-9a-f-]{36} {2}Kadri Kuusk \(EE49104179911\): officer, 90010004, kadri@example\.org\n$/)
    assert.match((await add('--role', 'agent')).said, /registered already/)
    assert.equal((await run('end', id)).code, 0)
    assert.match((await run('list')).said, /ENDED/)
    assert.match((await run('end', id)).said, /Nobody works here as/)
    assert.match((await add('--role', 'agent')).said, new RegExp(`^${id}`), 'the same person, as something else')
  })

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a role that there is not', ['--role', 'owner'], /role/],
    ['no role', [], /role/],
    ['an officer of nothing', ['--role', 'officer'], /give --organisation/],
    ['an agent with an organisation', ['--role', 'agent', '--organisation', 'x'], /Only a privacy officer/],
    ['an address that is none', ['--role', 'agent', '--email', 'x'], /email/],
    ['a name that turns the words around it', ['--role', 'agent', '--name', 'a\u202eb'], /can be seen/],
    ['a subject with a space', ['--role', 'agent', '--subject', 'EE 1'], /The subject/],
    ['an option that there is not', ['--role', 'agent', '--admin', 'x'], /--admin/],
  ]
  for (const [what, args, says] of wrong)
    test(`refuses ${what}, and says so`, async () => {
      const { code, said } = await add(...args)
      assert.equal(code, 1)
      assert.match(said, says)
    })

  test('says how it is used when it is not told what to do', async () => {
    for (const args of [[], ['end'], ['remove', 'x']]) {
      const { code, said } = await run(...args)
      assert.equal(code, 2)
      assert.match(said, /^Usage:/)
    }
  })
})
