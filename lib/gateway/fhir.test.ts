import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { generateKeyPair } from 'jose'
import { limits } from './capability.ts'
import { LIMITS } from './limits.ts'
import type { OperationOutcome } from './outcome.ts'
import { auditEvent, CLOSED, HOSPITAL, type TestGateway, testGateway } from './testing.ts'

describe('the FHIR door', () => {
  let gateway: TestGateway
  before(async () => {
    gateway = await testGateway()
  })
  after(() => gateway.close())

  const create = (resource: object, headers: Record<string, string> = {}) =>
    gateway.post('/fhir/AuditEvent', JSON.stringify(resource), headers)
  const pending = async () => Number((await gateway.owner.query('SELECT count(*) FROM pending')).rows[0].count)
  const outcome = async (response: Response) => {
    assert.equal(response.headers.get('content-type'), 'application/fhir+json; charset=utf-8')
    const body = (await response.json()) as OperationOutcome
    assert.equal(body.resourceType, 'OperationOutcome')
    return body.issue
  }

  test('an AuditEvent is stored before it is acknowledged with 201 and its Location', async () => {
    const response = await create(auditEvent(1))
    assert.equal(response.status, 201)
    const location = response.headers.get('location') ?? ''
    assert.match(location, /^https:\/\/gateway\.example\/fhir\/AuditEvent\/[0-9a-f-]{36}$/)
    const { rowCount } = await gateway.owner.query('SELECT FROM pending WHERE id = $1', [location.split('/').at(-1)])
    assert.equal(rowCount, 1)
    assert.equal((await outcome(response))[0]?.severity, 'information')
  })

  test('Prefer chooses the body: nothing, an OperationOutcome, or the resource under its new id', async () => {
    const minimal = await create(auditEvent(2), { prefer: 'return=minimal' })
    assert.equal(minimal.status, 201)
    assert.equal(await minimal.text(), '')
    await outcome(await create(auditEvent(2), { prefer: 'return=OperationOutcome' }))
    const whole = await create(auditEvent(2), { prefer: 'respond-async, return=representation' })
    assert.deepEqual(await whole.json(), { ...auditEvent(2), id: whole.headers.get('location')?.split('/').at(-1) })
  })

  test('the same resource of the same system gets its first answer again and is stored once', async () => {
    const first = await create(auditEvent(3))
    const stored = await pending()
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(auditEvent(3)).reverse()), null, 2)
    for (const again of [await create(auditEvent(3)), await gateway.post('/fhir/AuditEvent', reordered)]) {
      assert.equal(again.status, 201)
      assert.equal(again.headers.get('location'), first.headers.get('location'))
      assert.equal(await again.text(), await first.clone().text())
    }
    assert.equal(await pending(), stored)
  })

  test('twenty at once are one event with one answer', async () => {
    const before = await pending()
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(auditEvent(4))))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    assert.equal(new Set(answers.map(({ headers }) => headers.get('location'))).size, 1)
    assert.equal(await pending(), before + 1)
  })

  test('the same resource of another system is another event', async () => {
    const authorization = `Bearer ${await gateway.issuer.token({ client_id: HOSPITAL.clientId })}`
    const [ours, theirs] = [await create(auditEvent(5)), await create(auditEvent(5), { authorization })]
    assert.equal(theirs.status, 201)
    assert.notEqual(ours.headers.get('location'), theirs.headers.get('location'))
  })

  test('client and server reports of one access, of one X-Request-Id, are both kept', async () => {
    const before = await pending()
    await create(auditEvent(6))
    await create(auditEvent(6, { source: { observer: { display: 'The client of the same access' } } }))
    assert.equal(await pending(), before + 2)
  })

  const routes = ['/fhir/AuditEvent', '/fhir', '/api/access-events']
  for (const route of routes)
    test(`${route} refuses everybody but registered record systems`, async () => {
      const before = await pending()
      const { token } = gateway.issuer
      const stranger = await generateKeyPair('ES256')
      const now = Math.floor(Date.now() / 1000)
      const cases: readonly (readonly [string, string | undefined, number])[] = [
        ['no token', undefined, 401],
        ['no bearer token', 'Basic Y2xpbmljOmNsaW5pYw==', 401],
        ['garbage', 'Bearer garbage', 401],
        ['another audience', `Bearer ${await token({ aud: 'https://elsewhere.example' })}`, 401],
        ['another issuer', `Bearer ${await token({ iss: 'https://elsewhere.example' })}`, 401],
        ['another key', `Bearer ${await token({}, {}, stranger.privateKey)}`, 401],
        ['expired', `Bearer ${await token({ iat: now - 600, exp: now - 300 })}`, 401],
        ['not an access token', `Bearer ${await token({}, { typ: 'JWT' })}`, 401],
        ['another scope', `Bearer ${await token({ scope: 'system/AuditEvent.r openid' })}`, 403],
        ['no scope', `Bearer ${await token({ scope: undefined })}`, 403],
        ['an unregistered client', `Bearer ${await token({ client_id: 'nobody' })}`, 403],
        ['a client that was switched off', `Bearer ${await token({ client_id: CLOSED.clientId })}`, 403],
      ]
      for (const [name, authorization, status] of cases) {
        const type = route.startsWith('/api') ? 'application/fhir+ndjson' : 'application/fhir+json'
        const headers = { 'content-type': type, ...(authorization && { authorization }) }
        const response = await fetch(gateway.url + route, { method: 'POST', headers, body: JSON.stringify(auditEvent(7)) })
        assert.equal(response.status, status, name)
        assert.equal((await outcome(response))[0]?.severity, 'error')
        if (status === 401) assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer/, name)
      }
      assert.equal(await pending(), before)
    })

  test('cookies are no token', async () => {
    const cookie = `session=${await gateway.issuer.token()}`
    const headers = { 'content-type': 'application/fhir+json', cookie }
    assert.equal((await fetch(`${gateway.url}/fhir/AuditEvent`, { method: 'POST', headers, body: '{}' })).status, 401)
  })

  test('what is wrong is named by its element', async () => {
    const { recorded: _, ...undated } = auditEvent(8)
    const [missing] = await outcome(await create(undated))
    assert.deepEqual(missing?.expression, ['AuditEvent.recorded'])
    const nothing = await create(auditEvent(8, { extension: [{ url: 'x', valueDecimal: 1.5 }] }))
    assert.equal(nothing.status, 422)
    assert.deepEqual((await outcome(nothing))[0]?.expression, ['AuditEvent.extension[0].valueDecimal'])
    const patient = await create({ resourceType: 'Patient' })
    assert.ok([400, 422].includes(patient.status))
    await outcome(patient)
  })

  test('what is no resource is refused with 400', async () => {
    for (const body of ['', '{', '[]', 'null', '"text"', Uint8Array.of(0x7b, 0xff, 0x7d)]) {
      const response = await gateway.post('/fhir/AuditEvent', body)
      assert.equal(response.status, 400, String(body))
      await outcome(response)
    }
  })

  test('a request without a body is refused with 400', async () => {
    const headers = { authorization: `Bearer ${await gateway.issuer.token()}` }
    for (const path of ['/fhir/AuditEvent', '/fhir']) {
      const response = await fetch(gateway.url + path, { method: 'POST', headers })
      assert.equal(response.status, 400, path)
      assert.equal((await outcome(response))[0]?.code, 'invalid')
    }
  })

  test('an address that cannot be read, or is too long, is answered like any other', async () => {
    for (const path of ['/%ff', '/fhir/%ff', '/fhir/AuditEvent/%', '/audit/%ff']) {
      const response = await fetch(gateway.url + path)
      assert.equal(response.status, 400, path)
      assert.doesNotMatch((await outcome(response))[0]?.diagnostics ?? '', /%/)
    }
    const long = await fetch(`${gateway.url}/log/anchors/${'a'.repeat(1000)}`)
    const answers = [long, ...(await Promise.all(['tile/%', 'anchors/%ff'].map((path) => fetch(`${gateway.url}/log/${path}`))))]
    for (const { status, headers } of answers)
      assert.deepEqual(
        [status, headers.get('content-type'), headers.get('access-control-allow-origin')],
        [404, 'text/plain; charset=utf-8', '*'],
      )
  })

  test('an event from further in the future than clocks may differ is refused', async () => {
    const ahead = (seconds: number) => new Date(Date.now() + 1000 * seconds).toISOString()
    assert.equal((await create(auditEvent(9, { recorded: ahead(240) }))).status, 201)
    const refused = await create(auditEvent(9, { recorded: ahead(360) }))
    assert.equal(refused.status, 422)
    assert.deepEqual((await outcome(refused))[0]?.expression, ['AuditEvent.recorded'])
  })

  test('XML and other media types are refused with 415, other versions and charsets too', async () => {
    const types = ['application/fhir+xml', 'text/xml', 'application/x-www-form-urlencoded', 'text/plain', 'application/fhir+ndjson']
    for (const type of [...types, 'application/fhir+json; fhirVersion=5.0', 'application/json; charset=latin1']) {
      const response = await create(auditEvent(10), { 'content-type': type })
      assert.equal(response.status, 415, type)
      assert.equal((await outcome(response))[0]?.code, 'not-supported')
    }
    assert.equal((await create(auditEvent(10), { 'content-encoding': 'gzip' })).status, 415)
    assert.equal((await create(auditEvent(10), { accept: 'application/fhir+xml' })).status, 406)
    for (const type of ['application/json', 'application/fhir+json; fhirVersion=4.0', 'application/json; charset="UTF-8"'])
      assert.equal((await create(auditEvent(10), { 'content-type': type })).status, 201, type)
  })

  test('a body over the limit is refused with 413', async () => {
    const filled = (bytes: number) => {
      const resource = JSON.stringify(auditEvent(11))
      return resource + ' '.repeat(bytes - resource.length)
    }
    assert.equal((await gateway.post('/fhir/AuditEvent', filled(LIMITS.resourceBytes))).status, 201)
    const refused = await gateway.post('/fhir/AuditEvent', filled(LIMITS.resourceBytes + 1))
    assert.equal(refused.status, 413)
    await outcome(refused)
  })

  test('nothing can be read, changed or deleted here', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      for (const path of [
        ...['/fhir', '/fhir/', '/fhir/AuditEvent', '/fhir/AuditEvent/1', '/fhir/AuditEvent/1/_history/1', '/fhir/AuditEvent?patient=1'],
        '/api/access-events',
      ]) {
        const response = await fetch(gateway.url + path, { method, ...(method !== 'GET' && { body: 'anything' }) })
        assert.equal(response.status, 405, `${method} ${path}`)
        assert.equal(response.headers.get('allow'), 'POST')
        await outcome(response)
      }
    for (const path of ['/', '/fhir/Patient', '/fhir/AuditEvent/$purge', '/metrics']) {
      const response = await fetch(gateway.url + path, { method: path.includes('$') ? 'POST' : 'GET' })
      assert.equal(response.status, 404, path)
      await outcome(response)
    }
  })

  test('the CapabilityStatement is open, and says create and batch and every limit', async () => {
    const response = await fetch(`${gateway.url}/fhir/metadata`)
    assert.equal(response.headers.get('content-type'), 'application/fhir+json; charset=utf-8')
    const statement = (await response.json()) as {
      fhirVersion: string
      rest: [{ documentation: string; resource: [{ interaction: [{ code: string }] }] }]
    }
    assert.equal(statement.fhirVersion, '4.0.1')
    assert.equal(statement.rest[0].resource[0].interaction[0].code, 'create')
    assert.equal(statement.rest[0].documentation, limits(300))
    const guide = await readFile(new URL('../../docs/ingest.md', import.meta.url), 'utf8')
    for (const limit of ['256 KiB', '8192 KiB', '1000 entries', '300 seconds']) {
      assert.ok(statement.rest[0].documentation.includes(limit), limit)
      assert.ok(guide.includes(limit), `docs/ingest.md: ${limit}`)
    }
  })
})
