import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { childEnv } from '#lib/env.ts'
import { ASKERS } from '#lib/event/demo/askers.ts'
import { DEMO_PEOPLE } from '#lib/event/demo/people.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { connectGateway } from '#lib/gateway/connect.ts'
import { createLogger } from '#lib/gateway/logger.ts'
import { type RunningProvider, startIdentityProvider } from '#lib/identity-provider/provider.ts'
import { recordSystemKey } from '#lib/identity-provider/secrets.ts'
import { registerRecordSystem } from '#lib/server/record-systems.ts'

const run = promisify(execFile)
const AUDIENCE = 'http://gateway.test'

let folder: string
let database: TestDatabase
let owner: Pool
let gatewayPool: Pool
let provider: RunningProvider
let gateway: ReturnType<typeof connectGateway>
let demoData: (...args: readonly string[]) => Promise<string>

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-demo-'))
  const secretsFolder = join(folder, 'secrets')
  database = await testDatabase()
  owner = createPool(database.ownerUrl)
  gatewayPool = createPool(database.urls.gateway)
  for (const { register: _, shape: __, ...system } of DEMO_RECORD_SYSTEMS) {
    await recordSystemKey(secretsFolder, system.clientId)
    await registerRecordSystem(owner, { ...system, active: true })
  }
  const web = { clientId: 'sightline-web', clientSecret: 'x'.repeat(16), origin: 'http://localhost:3000' }
  provider = await startIdentityProvider({ people: DEMO_PEOPLE, secretsFolder, web, audience: AUDIENCE }, { host: '127.0.0.1', port: 0 })
  gateway = connectGateway({
    pool: gatewayPool,
    issuer: provider.issuer,
    audience: AUDIENCE,
    origin: AUDIENCE,
    logDir: join(folder, 'log'),
    policy: '',
    systems: [{ system: 'https://fhir.ee/sid/pid/est/ni', aliases: [], pattern: '[0-9]{11}', strip: 'EE' }],
    auditDir: '',
    auditors: [],
    refusalsPerMinute: 600,
    pendingLimit: 100_000,
    skewSeconds: 300,
    logger: createLogger('silent'),
  })
  const address = await gateway.listen({ host: '127.0.0.1', port: 0 })
  const environment = childEnv(['PATH'], {
    DATA_DIR: folder,
    SECRETS_DIR: secretsFolder,
    OIDC_ISSUER: provider.issuer,
    GATEWAY_URL: address,
    TOKEN_AUDIENCE: AUDIENCE,
  })
  demoData = async (...args) => (await run(process.execPath, ['bin/demo-data.ts', ...args], { env: environment })).stdout
})

after(async () => {
  await gateway.close()
  await provider.close()
  await gatewayPool.end()
  await owner.end()
  await database.close()
  await rm(folder, { recursive: true })
})

async function counted(): Promise<{ events: number; patients: number }> {
  const { rows } = await owner.query<{ events: number; patients: number }>(
    'SELECT (SELECT count(*)::int FROM pending) AS events, (SELECT count(*)::int FROM patient) AS patients',
  )
  assert.ok(rows[0])
  return rows[0]
}

test('the stories go in through the gateway, and a second run stores nothing twice', async () => {
  const said = await demoData()
  const first = await counted()
  assert.ok(first.events > 3300)
  assert.equal(first.patients, DEMO_PEOPLE.length - 1 + ASKERS.length)
  assert.match(said, /EE48403129900 {2}Mari Maasikas: A typical history: 60 entries over two years\./)
  await demoData()
  assert.deepEqual(await counted(), first)
})

test('as many people and events as asked go in as streams, and a second run stores nothing twice', async () => {
  const earlier = await counted()
  await demoData('--patients', '40', '--events', '700')
  const first = await counted()
  assert.equal(first.events - earlier.events, 700)
  assert.equal(first.patients - earlier.patients, 40)
  await demoData('--patients', '40', '--events', '700')
  assert.deepEqual(await counted(), first)
})

test('what cannot be done is said in a sentence', async () => {
  await assert.rejects(demoData('--events', 'many'), /Usage: npm run demo-data/)
  await gateway.close()
  await assert.rejects(demoData(), /start Sightline first/)
})
