import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { AppError } from './app-error.ts'
import { listRecordSystems, type RecordSystem, recordSystemAuthentication, registerRecordSystem } from './record-systems.ts'

const AUDIENCE = 'https://gateway.example'
const CLINIC: RecordSystem = {
  id: 'clinic',
  clientId: 'clinic-client',
  name: 'Tartu Clinic',
  baseUrl: 'https://clinic.example/fhir',
  organisation: '90001234',
  namePolicy: 'shown',
  nameDelayDays: 0,
  active: true,
}

describe('a record system’s token', () => {
  let database: TestDatabase
  let owner: Pool
  let pool: Pool
  let issuer: Server
  let url: string
  let fetched: string[] = []
  let key: CryptoKey
  let foreignKey: CryptoKey
  let unlistedKey: CryptoKey
  let jwks: object

  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    pool = createPool(database.urls.gateway)
    await registerRecordSystem(owner, CLINIC)
    await registerRecordSystem(owner, { ...CLINIC, id: 'closed', clientId: 'closed-client', active: false })
    const pair = await generateKeyPair('ES256')
    key = pair.privateKey
    const other = await generateKeyPair('ES512')
    unlistedKey = other.privateKey
    const unlisted = { ...(await exportJWK(other.publicKey)), kid: 'unlisted', use: 'sig' }
    foreignKey = (await generateKeyPair('ES256')).privateKey
    jwks = { keys: [unlisted, { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] }
    issuer = createServer((request, response) => {
      fetched.push(request.url ?? '')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(request.url?.endsWith('/jwks') ? jwks : { issuer: url, jwks_uri: `${url}/jwks` }))
    })
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`
  })
  after(async () => {
    issuer.close()
    issuer.closeAllConnections()
    await pool.end()
    await owner.end()
    await database.close()
  })

  const authenticate = (authorization: string | undefined) =>
    recordSystemAuthentication({ issuer: url, audience: AUDIENCE, pool })(authorization)

  type Members = Readonly<Record<string, unknown>>
  type Changes = { readonly header?: Members; readonly claims?: Members; readonly key?: CryptoKey | Uint8Array }
  function sign({ header, claims, key: other }: Changes = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: url, aud: AUDIENCE, client_id: CLINIC.clientId, scope: 'system/AuditEvent.c', iat: now, exp: now + 60 }
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt', ...header })
      .sign(other ?? key, { crit: { x: true } })
  }

  async function refused(token: string, code: string, status: number) {
    await assert.rejects(authenticate(`Bearer ${token}`), (error) => {
      assert.ok(error instanceof AppError)
      assert.equal(error.code, code)
      assert.equal(error.kind.status, status)
      return true
    })
  }

  test('says which record system sends', async () => {
    assert.deepEqual(await authenticate(`Bearer ${await sign()}`), CLINIC)
    assert.deepEqual(await authenticate(`bearer ${await sign({ header: { typ: 'application/at+jwt' } })}`), CLINIC)
    assert.deepEqual(
      await authenticate(`Bearer ${await sign({ claims: { scope: 'openid system/AuditEvent.c', aud: ['x', AUDIENCE] } })}`),
      CLINIC,
    )
  })

  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic abc', 'Bearer a b', 'Bearer ä'])
    test(`is missing in ${JSON.stringify(header)}`, async () => {
      await assert.rejects(authenticate(header), { code: 'token-missing', challenge: 'Bearer realm="sightline"' })
    })

  const now = Math.floor(Date.now() / 1000)
  const wrong: readonly (readonly [string, Changes])[] = [
    ['for another audience', { claims: { aud: 'https://elsewhere.example' } }],
    ['for an audience that only begins like ours', { claims: { aud: `${AUDIENCE}.evil.example` } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['without client', { claims: { client_id: undefined } }],
    ['without end', { claims: { exp: undefined } }],
    ['without beginning', { claims: { iat: undefined } }],
    ['from the future', { claims: { nbf: now + 600 } }],
    ['that is an ID token', { header: { typ: 'JWT' } }],
    ['without type', { header: { typ: undefined } }],
    ['with a key that is not known', { header: { kid: 'other' } }],
    ['with an extension nobody understands', { header: { crit: ['x'], x: 1 } }],
  ]
  for (const [what, changes] of wrong)
    test(`is refused ${what}`, async () => {
      await refused(await sign(changes), 'token-invalid', 401)
    })

  test('is refused when another key signed it, whatever address of keys or key its header offers', async () => {
    const jwk = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)
    const evil = 'http://127.0.0.1:9/jwks'
    for (const header of [{}, { jku: evil }, { x5u: evil }, { jwk }, { jku: evil, kid: 'other' }]) {
      fetched = []
      await refused(await sign({ header, key: foreignKey }), 'token-invalid', 401)
      assert.deepEqual(new Set(fetched.filter((path) => path !== '/jwks' && !path.startsWith('/.well-known/'))), new Set())
    }
  })

  test('is refused without signature, and with a secret made of the public key', async () => {
    const claims = { iss: url, aud: AUDIENCE, client_id: CLINIC.clientId, scope: 'system/AuditEvent.c', iat: now, exp: now + 60 }
    await refused(new UnsecuredJWT(claims).encode(), 'token-invalid', 401)
    const secret = new TextEncoder().encode(JSON.stringify(jwks).padEnd(32))
    await refused(await sign({ header: { alg: 'HS256' }, key: secret }), 'token-invalid', 401)
  })

  test('is refused when the issuer signed it in a way that we do not take', async () => {
    await refused(await sign({ header: { alg: 'ES512', kid: 'unlisted' }, key: unlistedKey }), 'token-invalid', 401)
  })

  test('is refused when it is longer than any of ours', async () => {
    await refused(await sign({ claims: { padding: 'x'.repeat(9000) } }), 'token-invalid', 401)
  })

  test('is refused when a character of its signature or content was changed, or it is not a token', async () => {
    const token = await sign()
    const [header = '', payload = '', signature = ''] = token.split('.')
    await refused(`${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`, 'token-invalid', 401)
    await refused(`${header}.${payload.slice(0, -2)}AA.${signature}`, 'token-invalid', 401)
    await refused('abc', 'token-invalid', 401)
  })

  test('is refused after its time, and a little clock difference is allowed', async () => {
    await refused(await sign({ claims: { iat: now - 120, exp: now - 60 } }), 'token-expired', 401)
    await assert.doesNotReject(authenticate(`Bearer ${await sign({ claims: { exp: Math.floor(Date.now() / 1000) - 2 } })}`))
  })

  for (const scope of [
    undefined,
    '',
    'openid',
    'system/AuditEvent.r',
    'system/AuditEvent.cr',
    'xsystem/AuditEvent.c',
    ['system/AuditEvent.c'],
  ])
    test(`with scope ${JSON.stringify(scope)} does not let submit`, async () => {
      await refused(await sign({ claims: { scope } }), 'scope-missing', 403)
    })

  test('of a client that is not registered, or was switched off, does not let submit', async () => {
    await refused(await sign({ claims: { client_id: 'nobody' } }), 'record-system-unknown', 403)
    await refused(await sign({ claims: { client_id: 'closed-client' } }), 'record-system-unknown', 403)
  })

  test('of a client that is called like the portal does not let submit, and the portal’s registration stays as it is', async () => {
    await refused(await sign({ claims: { client_id: 'portal' } }), 'record-system-unknown', 403)
    await assert.rejects(registerRecordSystem(owner, { ...CLINIC, id: 'portal' }), RangeError)
    const portal = (await listRecordSystems(owner)).find(({ id }) => id === 'portal')
    assert.deepEqual([portal?.name, portal?.active], ['Sightline', true])
  })

  test('of a client that is switched off stops at once', async () => {
    await registerRecordSystem(owner, { ...CLINIC, id: 'ward', clientId: 'ward-client' })
    const bearer = `Bearer ${await sign({ claims: { client_id: 'ward-client' } })}`
    const ask = recordSystemAuthentication({ issuer: url, audience: AUDIENCE, pool })
    assert.equal((await ask(bearer)).id, 'ward')
    await registerRecordSystem(owner, { ...CLINIC, id: 'ward', clientId: 'ward-client', active: false })
    await assert.rejects(ask(bearer), { code: 'record-system-unknown' })
  })

  test('is neither accepted nor called wrong while the issuer cannot be asked', async () => {
    const ask = recordSystemAuthentication({ issuer: 'http://127.0.0.1:9', audience: AUDIENCE, pool })
    await assert.rejects(ask(`Bearer ${await sign()}`), { code: 'unavailable' })
  })

  test('is not checked with the keys of an issuer that calls itself by another name', async () => {
    const ask = recordSystemAuthentication({ issuer: `${url}/tenant`, audience: AUDIENCE, pool })
    await assert.rejects(ask(`Bearer ${await sign({ claims: { iss: `${url}/tenant` } })}`), { code: 'unavailable' })
  })

  test('the register lists what was registered', async () => {
    const systems = await listRecordSystems(owner)
    assert.deepEqual(
      systems.find(({ id }) => id === 'clinic'),
      { ...CLINIC, kind: 'other', notReported: undefined },
    )
  })

  test('what a record system says that it leaves out is told apart from having said nothing', async () => {
    const ward = { ...CLINIC, id: 'ward', clientId: 'ward-client', kind: 'hospital' } as const
    for (const notReported of [['paper', 'refused'], [], undefined] as const) {
      await registerRecordSystem(owner, { ...ward, notReported })
      assert.deepEqual(
        (await listRecordSystems(owner)).find(({ id }) => id === 'ward'),
        { ...ward, notReported },
      )
    }
    await assert.rejects(registerRecordSystem(owner, { ...ward, notReported: ['everything' as 'paper'] }), /check constraint/)
    await assert.rejects(registerRecordSystem(owner, { ...ward, kind: 'castle' as 'other' }), /check constraint/)
  })
})
