import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { childEnv } from '#lib/env.ts'

describe('the fsck command', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-fsck-'))
  })
  after(() => rm(folder, { recursive: true }))

  function run(...args: string[]): Promise<{ code: number | string | null | undefined; stderr: string }> {
    const env = childEnv(['PATH'], { TRUST_FILE: join(folder, 'trust.json'), DATA_DIR: folder, SECRETS_DIR: folder })
    return new Promise((resolve) => {
      execFile(process.execPath, ['bin/fsck.ts', ...args], { env }, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }))
    })
  }

  test('says how it is used for an option that it does not know, and ends with 2', async () => {
    for (const argument of ['--bogus', 'more']) {
      const { code, stderr } = await run(argument)
      assert.equal(code, 2)
      assert.match(stderr, /^Usage: npm run fsck /)
      assert.doesNotMatch(stderr, /^\s+at /m)
    }
  })

  test('says in a sentence that there is no trust file, and ends with 2', async () => {
    const { code, stderr } = await run()
    assert.equal(code, 2)
    assert.equal(stderr, `There is no trust file ${join(folder, 'trust.json')}: start the product first (npm start), or set TRUST_FILE.\n`)
  })
})
