import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { createPool } from '#lib/db/pool.ts'
import type { OperationOutcome } from './outcome.ts'
import { auditEvent, HOSPITAL, testGateway } from './testing.ts'

const NDJSON = { 'content-type': 'application/fhir+ndjson' }

test('without a database the log is served, and events are refused with 503 and Retry-After', async () => {
  const pool = createPool('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  const gateway = await testGateway({ pool })
  try {
    assert.equal((await fetch(`${gateway.url}/log/checkpoint`)).status, 200)
    assert.equal((await fetch(`${gateway.url}/log/tile/0/000`)).status, 200)
    assert.equal((await fetch(`${gateway.url}/log/policy`)).status, 200)
    assert.equal((await fetch(`${gateway.url}/fhir/metadata`)).status, 200)
    assert.equal((await fetch(`${gateway.url}/health/live`)).status, 200)
    const ready = await fetch(`${gateway.url}/health/ready`)
    assert.equal(ready.status, 503)
    assert.deepEqual(await ready.json(), { status: 'not ready', database: 'not ready', queue: 'not ready', log: 'ready' })
    for (const [path, headers] of [
      ['/fhir/AuditEvent', {}],
      ['/fhir', {}],
      ['/api/access-events', NDJSON],
    ] as const) {
      const response = await gateway.post(path, JSON.stringify(auditEvent(1)), headers)
      assert.equal(response.status, 503, path)
      assert.match(response.headers.get('retry-after') ?? '', /^[0-9]+$/)
      assert.equal(((await response.json()) as OperationOutcome).issue[0]?.code, 'transient')
    }
  } finally {
    await gateway.close()
    await pool.end()
  }
})

test('a record system that keeps sending what cannot be taken is asked to wait, and no other', async () => {
  const gateway = await testGateway({ refusalsPerMinute: 3 })
  try {
    for (let i = 0; i < 3; i++) assert.equal((await gateway.post('/fhir/AuditEvent', '{}')).status, 422)
    for (const [path, headers] of [
      ['/fhir/AuditEvent', {}],
      ['/fhir', {}],
      ['/api/access-events', NDJSON],
    ] as const) {
      const response = await gateway.post(path, JSON.stringify(auditEvent(1)), headers)
      assert.equal(response.status, 429, path)
      assert.match(response.headers.get('retry-after') ?? '', /^([1-9]|[1-5][0-9]|60)$/)
      assert.equal(((await response.json()) as OperationOutcome).issue[0]?.code, 'throttled')
    }
    const authorization = `Bearer ${await gateway.issuer.token({ client_id: HOSPITAL.clientId, sub: HOSPITAL.clientId })}`
    assert.equal((await gateway.post('/fhir/AuditEvent', JSON.stringify(auditEvent(1)), { authorization })).status, 201)
  } finally {
    await gateway.close()
  }
})

test('with a full queue new events are refused with 503 and Retry-After, and nothing is stored', async () => {
  const gateway = await testGateway({ pendingLimit: 2 })
  try {
    assert.equal((await fetch(`${gateway.url}/health/ready`)).status, 200)
    const body = [1, 2, 3].map((number) => JSON.stringify(auditEvent(number))).join('\n')
    assert.equal((await gateway.post('/api/access-events', body, NDJSON)).status, 200)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    for (const [path, headers] of [
      ['/fhir/AuditEvent', {}],
      ['/api/access-events', NDJSON],
    ] as const) {
      const response = await gateway.post(path, JSON.stringify(auditEvent(4)), headers)
      assert.equal(response.status, 503, path)
      assert.equal(response.headers.get('retry-after'), '30')
    }
    assert.equal((await fetch(`${gateway.url}/health/ready`)).status, 503)
    assert.equal((await gateway.owner.query('SELECT FROM pending')).rowCount, 3)
  } finally {
    await gateway.close()
  }
})

test('a stop lets requests end, and ends streams after what is committed', async () => {
  const gateway = await testGateway()
  const headers = { ...NDJSON, authorization: `Bearer ${await gateway.issuer.token()}` }
  const write = httpRequest(`${gateway.url}/api/access-events`, { method: 'POST', headers })
  write.write(`${JSON.stringify(auditEvent(1))}\n`)
  const [response] = (await once(write, 'response')) as [IncomingMessage]
  await once(response, 'readable')
  const lock = await gateway.owner.connect()
  await lock.query('BEGIN; LOCK TABLE pending IN SHARE MODE')
  const single = gateway.post('/fhir/AuditEvent', JSON.stringify(auditEvent(2)))
  while ((await lock.query("SELECT FROM pg_locks WHERE relation = 'pending'::regclass AND NOT granted")).rowCount === 0);
  const closed = gateway.close()
  const answers = (await response.toArray())
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(answers[0].status, 'created')
  assert.deepEqual([answers[1].end, answers[1].lines, answers[1].outcome.issue[0].code], [false, 1, 'transient'])
  await lock.query('COMMIT')
  lock.release()
  assert.equal((await single).status, 201)
  write.once('error', () => {}).destroy()
  await closed
})

test('an error nobody foresaw is logged under a reference that the client is shown, with nothing personal in any line', async () => {
  const lines: string[] = []
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const gateway = await testGateway({}, log)
  try {
    await gateway.post('/fhir/AuditEvent', JSON.stringify(auditEvent(1)))
    await gateway.post('/fhir/AuditEvent?patient=38000000001', '{"38000000001":1}')
    await gateway.owner.query(`ALTER TABLE pending ADD CONSTRAINT never CHECK (length(event) < 10) NOT VALID`)
    const response = await gateway.post('/fhir/AuditEvent', JSON.stringify(auditEvent(2)))
    assert.equal(response.status, 500)
    const { issue } = (await response.json()) as OperationOutcome
    const reference = issue[0]?.diagnostics.split(': ')[1] ?? ''
    const [logged] = lines.filter((line) => line.includes(reference)).map((line) => JSON.parse(line))
    assert.equal(logged.err.code, '23514')
    assert.equal(logged.err.constraint, 'never')
    const text = lines.filter((line) => !line.includes('Server listening')).join('')
    for (const personal of ['3800000000', 'Anna', 'Berg', 'D01234', 'Bearer', 'eyJ', '127.0.0.1', 'DiagnosticReport', '\\\\x'])
      assert.ok(!text.includes(personal), `${personal} stands in the log`)
    assert.match(text, /"route":"\/fhir\/AuditEvent","status":201,"ms":[0-9]+,"recordSystem":"clinic"/)
  } finally {
    await gateway.close()
  }
})
