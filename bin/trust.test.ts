import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { childEnv } from '#lib/env.ts'
import { parseTrust, printTrust } from '#lib/history/trust.ts'
import { makeLogKeys, readLogKeys } from '#lib/ledger/keys.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { temporaryFolder } from '#lib/monitor/testing.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { printPolicy } from '#lib/tlog/policy.ts'

let folder: string
let remove: () => Promise<void>
before(async () => {
  ;({ folder, remove } = await temporaryFolder())
  await makeLogKeys(folder)
  const { vkeys, vrfKey } = await readLogKeys(folder, 'log.example')
  const policy = printPolicy({ logs: vkeys.map((vkey) => ({ vkey })), witnesses: [], groups: [], quorum: 'none' })
  const trust = printTrust({ policy, vrf: vrfKey, auditors: [], fresh: 600, skew: 60, systems: [] })
  await writeFile(join(folder, 'trust.json'), trust)
})
after(() => remove())

const place = (name: string) => join(folder, name)
function trust(...args: readonly string[]): Promise<{ code: number; said: string }> {
  const env = childEnv(['PATH'], { TRUST_FILE: place('trust.json'), SECRETS_DIR: folder, LOG_ORIGIN: 'log.example' })
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/trust.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    )
  })
}

test('says what is trusted, and how it is used', async () => {
  assert.match((await trust('show')).said, /^log\.example\nfingerprint [0-9a-f]{64}\nquorum none\n$/)
  const { code, said } = await trust('everything')
  assert.equal(code, 2)
  assert.match(said, /^Usage: npm run trust/)
})

test('writes a new trust file beside the old one, which stays, and one at a time', async () => {
  const old = await readFile(place('trust.json'), 'utf8')
  const keys = (await cosignerKeys(place('w1'), 'w1.example')).map(({ vkey }) => printVkey(vkey))
  const { said } = await trust('add-witness', 'https://w1.example', ...keys)
  const next = parseTrust(await readFile(place('trust.new.json'), 'utf8'))
  assert.match(said, new RegExp(`fingerprint ${next.fingerprint}`))
  assert.match(said, /the pages are built anew/)
  assert.equal(next.keys.witnesses.length, 2)
  assert.equal(await readFile(place('trust.json'), 'utf8'), old)
  assert.match((await trust('add-witness', 'https://w2.example', ...keys)).said, /waits already/)
  await rename(place('trust.new.json'), place('trust.json'))
  assert.match((await trust('show')).said, /quorum quorum\nwitness w1\.example/)
  assert.match((await trust('remove', 'w1.example')).said, /the quorum asks for 1/)
})

test('draws a new pair of the log beside the present one, readable by its owner alone, and ends the overlap', async () => {
  const { said } = await trust('new-log-keys')
  const file = place('log-keys.new.json')
  const next = await readLogKeys(folder, 'log.example', file)
  assert.equal((await stat(file)).mode & 0o077, 0)
  for (const vkey of next.vkeys) assert.ok(said.includes(`--log ${printVkey(vkey)}`))
  assert.deepEqual(next.previous?.vkeys, (await readLogKeys(folder, 'log.example')).vkeys)
  assert.deepEqual(parseTrust(await readFile(place('trust.new.json'), 'utf8')).logEd25519, next.vkeys[0])
  await rename(file, place('log-keys.json'))
  assert.match((await trust('end-overlap')).said, /log-keys\.new\.json/)
  assert.equal((await readLogKeys(folder, 'log.example', file)).previous, undefined)
})
