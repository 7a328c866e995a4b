import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { HighestFile } from '#lib/durable.ts'
import { childEnv, readEnv } from '#lib/env.ts'
import { TestLog } from '#lib/history/testing.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { listening } from '#lib/monitor/testing.ts'
import { authorityCertificate, authorityServer, hasOpenssl } from '#lib/monitor/time-stamping-authority.ts'
import { testAuthority } from '#lib/timestamp/testing.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { authoritiesToPin, timeStamping } from './start/time-stamps.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-anchors-'))
})
after(() => rm(folder, { recursive: true }))

async function run(log: TestLog, settings: Record<string, string>) {
  await writeFile(join(folder, 'trust.json'), log.trustText)
  const env = childEnv(['PATH'], { LOG_DIR: join(folder, 'log'), TRUST_FILE: join(folder, 'trust.json'), ...settings })
  const child = spawn(process.execPath, ['bin/anchors.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.setEncoding('utf8')
  return child
}

/** What it says before it ends for good. */
async function refusal(log: TestLog, settings: Record<string, string>): Promise<string> {
  const child = await run(log, settings)
  const [said, [code]] = await Promise.all([child.stdout.toArray(), once(child, 'exit')])
  assert.equal(code, 3)
  return said.join('')
}

test('with nobody to ask, or nobody pinned, it ends for good and says why', async () => {
  assert.match(await refusal(new TestLog(), {}), /Nobody is to be asked for time stamps/)
  assert.match(await refusal(new TestLog(), { ANCHOR_AUTHORITIES: 'http://127.0.0.1:1/' }), /pins no authority/)
})

const openssl = await hasOpenssl()
test('it has the published checkpoint stamped, and ends when it is told to', {
  skip: openssl ? false : 'this machine has no openssl command',
}, async () => {
  const authorities = [await authorityCertificate(join(folder, 'authority'), 'time-stamps.example')]
  const log = new TestLog({ authorities })
  log.sign(Math.floor(Date.now() / 1000))
  await new LogFiles(join(folder, 'log')).checkpoints.put(HighestFile.name(1, 1), utf8(log.note))
  const server = authorityServer(join(folder, 'authority'), assert.ifError)
  const child = await run(log, { ANCHOR_AUTHORITIES: await listening(server) })
  for await (const line of child.stdout) if (String(line).includes('stamped')) break
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  assert.deepEqual(await exited, [0, null])
  assert.match((await readdir(join(folder, 'log', 'anchors'))).join(), /^0000000000000001\.rfc3161\.[0-9a-f]{16}\.[0-9]{10}$/)
  server.close()
})

test('whom to pin comes from a file of certificates, or is the demonstration’s own', async () => {
  const settings = (more: Record<string, string> = {}) => readEnv('start', { DATA_DIR: join(folder, 'data'), ...more })
  const { der } = await testAuthority('Stamps of Tartu')
  const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
  await mkdir(join(folder, 'data'))
  const file = join(folder, 'authorities.pem')
  await writeFile(file, `Tartu\n${pem}`)
  assert.deepEqual(await authoritiesToPin(settings({ ANCHOR_CERTIFICATES: file })), [der])
  await writeFile(file, 'nothing')
  await assert.rejects(authoritiesToPin(settings({ ANCHOR_CERTIFICATES: file })), /holds no certificate/)
  const configured = settings({ ANCHOR_CALENDARS: 'https://calendar.example' })
  assert.deepEqual(await authoritiesToPin(configured), [])
  assert.deepEqual(await timeStamping(configured, new TestLog().trust), { demo: false })
  assert.match(JSON.stringify(await timeStamping(settings(), new TestLog().trust)), /No time stamps: /)
  const own = await authoritiesToPin(settings())
  assert.equal(own.length, openssl ? 1 : 0)
  if (openssl) assert.deepEqual(await timeStamping(settings(), new TestLog({ authorities: own }).trust), { demo: true })
})
