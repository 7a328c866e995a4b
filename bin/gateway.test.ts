import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort } from '#lib/db/embedded.ts'
import { createPool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { childEnv } from '#lib/env.ts'
import { AUDIENCE, auditEvent, CLINIC, ESTONIA, testIssuer } from '#lib/gateway/testing.ts'
import { TestLog } from '#lib/history/testing.ts'
import { printTrust } from '#lib/history/trust.ts'
import { registerRecordSystem } from '#lib/server/record-systems.ts'

const { trust } = new TestLog()

let folder: string
let database: TestDatabase
let issuer: Awaited<ReturnType<typeof testIssuer>>
let environment: NodeJS.ProcessEnv
let url: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-gateway-'))
  ;[database, issuer] = await Promise.all([testDatabase(), testIssuer()])
  const owner = createPool(database.ownerUrl)
  await registerRecordSystem(owner, CLINIC)
  await owner.end()
  await writeFile(join(folder, 'trust.json'), printTrust({ ...trust, systems: [ESTONIA] }))
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  environment = childEnv(['PATH'], {
    DATA_DIR: folder,
    LOG_DIR: join(folder, 'log'),
    TRUST_FILE: join(folder, 'trust.json'),
    OIDC_ISSUER: issuer.issuer,
    TOKEN_AUDIENCE: AUDIENCE,
    GATEWAY_URL: url,
    GATEWAY_PORT: String(port),
    GATEWAY_DATABASE_URL: database.urls.gateway,
  })
})

after(async () => {
  await issuer.close()
  await database.close()
  await rm(folder, { recursive: true })
})

function start(): { process: ChildProcess; output: () => string } {
  const process_ = spawn(process.execPath, ['bin/gateway.ts'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [process_.stdout, process_.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return { process: process_, output: () => output }
}

async function answering(output: () => string): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (
      await fetch(`${url}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    assert.ok(tries < 300, `the gateway does not answer:\n${output()}`)
    await new Promise((wake) => setTimeout(wake, 50))
  }
}

test('the gateway takes events, serves the policy, and ends in order when it is told to', async () => {
  const gateway = start()
  const exited = once(gateway.process, 'exit')
  try {
    await answering(gateway.output)
    assert.equal(await (await fetch(`${url}/log/policy`)).text(), trust.policy)
    const headers = { authorization: `Bearer ${await issuer.token()}`, 'content-type': 'application/fhir+json' }
    const response = await fetch(`${url}/fhir/AuditEvent`, { method: 'POST', headers, body: JSON.stringify(auditEvent(1)) })
    assert.equal(response.status, 201, gateway.output())
    assert.ok(response.headers.get('location')?.startsWith(`${url}/fhir/AuditEvent/`))
  } finally {
    gateway.process.kill('SIGTERM')
  }
  assert.deepEqual(await exited, [0, null])
})

test('a port that is taken is said in a sentence', async () => {
  const other = createServer().listen(Number(environment.GATEWAY_PORT), '127.0.0.1')
  await once(other, 'listening')
  const gateway = start()
  const [code] = await once(gateway.process, 'exit')
  other.close()
  assert.equal(code, 1)
  assert.match(gateway.output(), /Port [0-9]+ is in use\. Stop what uses it, or set GATEWAY_PORT/)
})
