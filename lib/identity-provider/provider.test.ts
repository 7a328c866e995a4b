import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { requestToken, tokenSource } from './client-credentials.ts'
import { type RunningProvider, startIdentityProvider } from './provider.ts'
import { recordSystemKey } from './secrets.ts'
import { Browser } from './testing.ts'

const PEOPLE = [{ code: '38001085718', givenName: 'JAAK-KRISTJAN', familyName: 'O’CONNEŽ <b>', story: 'A typical patient.' }]
const STAFF = [{ code: '49104179911', givenName: 'Kadri', familyName: 'Kuusk', story: 'Support agent.', roles: ['agent'] }]
const WEB = { clientId: 'web', clientSecret: 'only-for-tests', origin: 'http://localhost:3000' }
const CALLBACK = `${WEB.origin}/api/auth/callback/oidc`
const AUDIENCE = 'http://127.0.0.1:4000'

describe('the identity provider', () => {
  let folder: string
  let provider: RunningProvider
  const said: string[] = []
  const { warn, info } = console
  before(async () => {
    console.warn = console.info = (line) => said.push(String(line))
    folder = await mkdtemp(join(tmpdir(), 'sightline-idp-'))
    provider = await startIdentityProvider(
      { people: PEOPLE, staff: STAFF, secretsFolder: folder, web: WEB, audience: AUDIENCE },
      { host: '127.0.0.1', port: 0 },
    )
  })
  after(async () => {
    Object.assign(console, { warn, info })
    await provider.close()
    await rm(folder, { recursive: true })
  })

  const keys = () => createRemoteJWKSet(new URL(`${provider.issuer}/jwks`))

  async function startLogIn(browser: Browser, more: Record<string, string> = {}) {
    const verifier = randomBytes(32).toString('base64url')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const query = {
      client_id: WEB.clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: CALLBACK,
      state: 'a-state',
      nonce: 'a-nonce',
      acr_values: 'high',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...more,
    }
    return { verifier, page: await browser.follow(`${provider.issuer}/auth?${new URLSearchParams(query)}`) }
  }

  async function exchange(code: string, verifier: string, redirect_uri = CALLBACK) {
    const response = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${WEB.clientId}:${WEB.clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: verifier }),
    })
    return (await response.json()) as { id_token: string; error?: string }
  }

  async function logIn(browser: Browser, answer: Record<string, string>) {
    const { verifier, page } = await startLogIn(browser)
    const back = await browser.follow(page.url, new URLSearchParams(answer))
    return { verifier, back: new URL(back.url) }
  }

  test('logs somebody in with the claims of TARA, at the level that was asked', async () => {
    const { verifier, back } = await logIn(new Browser(), { code: '38001085718' })
    assert.equal(back.origin + back.pathname, CALLBACK)
    assert.equal(back.searchParams.get('state'), 'a-state')
    const { id_token } = await exchange(back.searchParams.get('code') ?? '', verifier)
    const { payload, protectedHeader } = await jwtVerify(id_token, keys(), { issuer: provider.issuer, audience: WEB.clientId })
    assert.equal(protectedHeader.alg, 'RS256')
    assert.deepEqual(
      {
        sub: payload.sub,
        acr: payload.acr,
        amr: payload.amr,
        nonce: payload.nonce,
        born: payload.date_of_birth,
        name: payload.family_name,
      },
      { sub: 'EE38001085718', acr: 'high', amr: ['mID'], nonce: 'a-nonce', born: '1980-01-08', name: 'O’CONNEŽ <b>' },
    )
  })

  const ofStaff = { scope: 'openid roles', prompt: 'login', max_age: '0', redirect_uri: `${WEB.origin}/api/auth/callback/staff` }

  async function claimsOfStaff(asked: Record<string, string>, answer: Record<string, string>) {
    const browser = new Browser()
    const { verifier, page } = await startLogIn(browser, asked)
    const back = new URL((await browser.follow(page.url, new URLSearchParams(answer))).url)
    const { id_token } = await exchange(back.searchParams.get('code') ?? '', verifier, asked.redirect_uri)
    return (await jwtVerify(id_token, keys())).payload
  }

  test('tells of staff what they may be, and when they logged in, where the service asks for it', async () => {
    const { roles, acr, auth_time } = await claimsOfStaff(ofStaff, { code: '49104179911' })
    assert.deepEqual([roles, acr], [['agent'], 'high'])
    assert.ok(Math.abs(Number(auth_time) - Date.now() / 1000) < 60)
    assert.equal((await claimsOfStaff(ofStaff, { code: '49104179911', weak: 'yes' })).acr, 'low')
    assert.equal((await claimsOfStaff(ofStaff, { code: '38001085718' })).roles, undefined)
    assert.equal((await claimsOfStaff({}, { code: '49104179911', weak: 'yes' })).roles, undefined, 'who logs in as a patient is one')
    assert.equal((await claimsOfStaff({}, { code: '49104179911', weak: 'yes' })).acr, 'high')
  })

  test('offers staff where staff are asked for, and patients where they are', async () => {
    const [patients, staff] = [(await startLogIn(new Browser())).page.text, (await startLogIn(new Browser(), ofStaff)).page.text]
    assert.match(staff, /who you are at work.*Kadri Kuusk/s)
    assert.doesNotMatch(staff, /JAAK/)
    assert.doesNotMatch(patients, /Kadri|name="weak"/)
  })

  test('shows the people on a page without script, their names as text', async () => {
    const { page } = await startLogIn(new Browser())
    assert.equal(page.response.status, 200)
    assert.match(page.text, /JAAK-KRISTJAN O’CONNEŽ &#60;b&#62;/)
    assert.doesNotMatch(page.text, /<script/)
    assert.equal(page.text.match(/<h1>/g)?.length, 1)
    assert.match(page.response.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
  })

  test('takes any personal code, also with its country and spaces', async () => {
    const { verifier, back } = await logIn(new Browser(), { code: 'ee 6000 1019 906' })
    const { id_token } = await exchange(back.searchParams.get('code') ?? '', verifier)
    const { payload } = await jwtVerify(id_token, keys())
    assert.equal(payload.sub, 'EE60001019906')
    assert.equal(payload.date_of_birth, '2000-01-01')
  })

  for (const code of ['', 'abc', '3800108571', '38013085718', '98001085718', '"><script>'])
    test(`asks again for “${code}”, which is no personal code`, async () => {
      const browser = new Browser()
      const { page } = await startLogIn(browser)
      const again = await browser.follow(page.url, new URLSearchParams({ code }))
      assert.equal(again.response.status, 422)
      assert.doesNotMatch(again.text, /<script/)
    })

  test('asks again although somebody logged in before, and lets them be somebody else', async () => {
    const browser = new Browser()
    await logIn(browser, { code: '38001085718' })
    const { verifier, back } = await logIn(browser, { code: '60001019906' })
    const { id_token } = await exchange(back.searchParams.get('code') ?? '', verifier)
    assert.equal((await jwtVerify(id_token, keys())).payload.sub, 'EE60001019906')
  })

  test('gives a code away once, and only to who began the log-in', async () => {
    const { verifier, back } = await logIn(new Browser(), { code: '38001085718' })
    const code = back.searchParams.get('code') ?? ''
    assert.equal((await exchange(code, 'another-verifier-that-is-long-enough-for-the-rule')).error, 'invalid_grant')
    assert.equal((await exchange(code, verifier)).error, undefined)
    assert.equal((await exchange(code, verifier)).error, 'invalid_grant')
  })

  test('goes back with an error when the person cancels', async () => {
    const { back } = await logIn(new Browser(), { cancel: 'yes' })
    assert.equal(back.searchParams.get('error'), 'access_denied')
  })

  test('refuses a level that it does not know instead of giving another', async () => {
    const { page } = await startLogIn(new Browser(), { acr_values: 'urn:unknown' })
    assert.equal(new URL(page.url).searchParams.get('error'), 'unmet_authentication_requirements')
  })

  test('refuses a log-in without PKCE, and one that leads elsewhere', async () => {
    const { page } = await startLogIn(new Browser(), { code_challenge: '', code_challenge_method: '' })
    assert.equal(new URL(page.url).searchParams.get('error'), 'invalid_request')
    const { page: elsewhere } = await startLogIn(new Browser(), { redirect_uri: 'https://evil.example/' })
    assert.equal(elsewhere.response.status, 400)
    assert.equal(new URL(elsewhere.url).origin, provider.issuer)
  })

  test('does not show the log-in of one browser to another', async () => {
    const { page } = await startLogIn(new Browser())
    const other = await new Browser().follow(page.url, new URLSearchParams({ code: '38001085718' }))
    assert.equal(other.response.status, 400)
  })

  test('logs out when the service asks and comes back to it', async () => {
    const browser = new Browser()
    await logIn(browser, { code: '38001085718' })
    const query = new URLSearchParams({ client_id: WEB.clientId, post_logout_redirect_uri: `${WEB.origin}/logged-out` })
    const out = await browser.follow(`${provider.issuer}/session/end?${query}`)
    assert.equal(out.url, `${WEB.origin}/logged-out`)
    query.set('post_logout_redirect_uri', 'https://evil.example/')
    const elsewhere = await browser.follow(`${provider.issuer}/session/end?${query}`)
    assert.equal(elsewhere.response.status, 400)
  })

  test('gives a record system a JWT access token for the gateway', async () => {
    const key = await recordSystemKey(folder, 'clinic')
    const token = await requestToken({ issuer: provider.issuer, clientId: 'clinic', key, audience: AUDIENCE, scope: 'system/AuditEvent.c' })
    const { payload } = await jwtVerify(token.value, keys(), { issuer: provider.issuer, audience: AUDIENCE, typ: 'at+jwt' })
    assert.equal(payload.scope, 'system/AuditEvent.c')
    assert.equal(payload.client_id, 'clinic')
    assert.equal(decodeProtectedHeader(token.value).alg, 'ES256')
  })

  test('gives no token for another audience, with another key, or to a client nobody registered', async () => {
    const key = await recordSystemKey(folder, 'clinic')
    const other = await recordSystemKey(folder, 'laboratory')
    const request = { issuer: provider.issuer, clientId: 'clinic', key, audience: AUDIENCE, scope: 'system/AuditEvent.c' }
    await assert.rejects(requestToken({ ...request, audience: 'https://elsewhere.example' }), /no token/)
    await assert.rejects(requestToken({ ...request, key: { ...other, kid: 'clinic' } }), /no token/)
    await assert.rejects(requestToken({ ...request, clientId: 'nobody' }), /no token/)
    await assert.rejects(requestToken({ ...request, clientId: '../identity-provider' }), /no token/)
  })

  test('a token source asks once for many callers', async () => {
    const key = await recordSystemKey(folder, 'clinic')
    const token = tokenSource({ issuer: provider.issuer, clientId: 'clinic', key, audience: AUDIENCE, scope: 'system/AuditEvent.c' })
    const [first, second] = await Promise.all([token(), token()])
    assert.equal(first, second)
    assert.equal(await token(), first)
  })

  test('keeps its keys where only its own user reads them, and has the same ones after a restart', async () => {
    const before = await (await fetch(`${provider.issuer}/jwks`)).text()
    const again = await startIdentityProvider(
      { people: [], secretsFolder: folder, web: WEB, audience: AUDIENCE },
      { host: '127.0.0.1', port: 0 },
    )
    assert.equal(await (await fetch(`${again.issuer}/jwks`)).text(), before)
    await again.close()
    for (const file of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (file.isFile()) assert.equal((await stat(join(file.parentPath, file.name))).mode & 0o077, 0, file.name)
  })

  test('says when the port is taken', async () => {
    const port = Number(new URL(provider.issuer).port)
    const settings = { people: [], secretsFolder: folder, web: WEB, audience: AUDIENCE }
    await assert.rejects(startIdentityProvider(settings, { host: '127.0.0.1', port }), { code: 'EADDRINUSE' })
  })

  test('warns about nothing', () => assert.deepEqual(said, []))
})
