import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { type RunningProvider, startIdentityProvider } from './provider.ts'
import { Browser } from './testing.ts'

const WEB = { clientId: 'web', clientSecret: 'only-for-tests', origin: 'http://localhost:3000' }
const APP = { clientId: 'app', name: 'My <i>app</i>', redirectUri: 'http://127.0.0.1:4300/callback' }
const AUDIENCE = 'http://127.0.0.1:4000'
const SCOPE = 'openid launch/patient patient/AuditEvent.rs'

describe('an app of a person’s own', () => {
  let folder: string
  let provider: RunningProvider
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-apps-'))
    provider = await startIdentityProvider(
      { people: [], secretsFolder: folder, web: WEB, apps: [APP], audience: AUDIENCE },
      { host: '127.0.0.1', port: 0 },
    )
  })
  after(async () => {
    await provider.close()
    await rm(folder, { recursive: true })
  })

  async function begin(more: Record<string, string> = {}, browser = new Browser()) {
    const verifier = randomBytes(32).toString('base64url')
    const query = {
      client_id: APP.clientId,
      response_type: 'code',
      scope: SCOPE,
      redirect_uri: APP.redirectUri,
      state: 'a-state',
      aud: `${AUDIENCE}/fhir`,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    }
    return { browser, verifier, page: await browser.follow(`${provider.issuer}/auth?${new URLSearchParams(query)}`) }
  }

  async function exchange(code: string, verifier: string) {
    const body = { grant_type: 'authorization_code', client_id: APP.clientId, code, redirect_uri: APP.redirectUri, code_verifier: verifier }
    const response = await fetch(`${provider.issuer}/token`, { method: 'POST', body: new URLSearchParams(body) })
    return (await response.json()) as Readonly<Record<string, string>>
  }

  test('is named to the person with what it asks for, before they log in', async () => {
    const { page } = await begin()
    assert.match(page.text, /My &#60;i&#62;app&#60;\/i&#62; wants to read who looked at your health record/)
  })

  test('is agreed to each time: that somebody is logged in already is no consent', async () => {
    const { browser, page } = await begin()
    await browser.follow(page.url, new URLSearchParams({ code: '38001085718' }))
    const again = await begin({}, browser)
    assert.match(again.page.text, /wants to read who looked at your health record/)
    const silent = await begin({ prompt: 'none' }, browser)
    assert.equal(new URL(silent.page.url).searchParams.get('error'), 'login_required')
    const agreed = await browser.follow(again.page.url, new URLSearchParams({ code: '38001085718' }))
    assert.ok(new URL(agreed.url).searchParams.has('code'))
  })

  test('gets a token for the gateway, with the person, the scope and the level, and which patient it is for', async () => {
    const { browser, verifier, page } = await begin()
    const back = new URL((await browser.follow(page.url, new URLSearchParams({ code: '38001085718' }))).url)
    assert.equal(back.origin + back.pathname, APP.redirectUri)
    const answer = await exchange(back.searchParams.get('code') ?? '', verifier)
    assert.equal(answer.patient, 'EE38001085718')
    assert.equal(answer.refresh_token, undefined)
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`))
    const { payload } = await jwtVerify(answer.access_token ?? '', keys, { issuer: provider.issuer, audience: AUDIENCE, typ: 'at+jwt' })
    assert.deepEqual(
      [payload.sub, payload.client_id, payload.scope, payload.acr],
      ['EE38001085718', 'app', 'patient/AuditEvent.rs', 'high'],
    )
  })

  test('gets nothing without PKCE, for an address that is not its own, or when the person cancels', async () => {
    const { page } = await begin({ code_challenge: '', code_challenge_method: '' })
    assert.equal(new URL(page.url).searchParams.get('error'), 'invalid_request')
    assert.equal((await begin({ redirect_uri: 'http://127.0.0.1:4300/other' })).page.response.status, 400)
    const { browser, page: asked } = await begin()
    const back = await browser.follow(asked.url, new URLSearchParams({ cancel: 'yes' }))
    assert.equal(new URL(back.url).searchParams.get('error'), 'access_denied')
  })

  test('can ask for nothing that record systems or auditors may', async () => {
    for (const scope of ['system/AuditEvent.c', 'system/sightline-audit.r']) {
      const { page } = await begin({ scope: `${SCOPE} ${scope}` })
      assert.equal(new URL(page.url).searchParams.get('error'), 'invalid_scope', scope)
    }
  })

  test('that asks for no patient scope gets no patient', async () => {
    const { browser, verifier, page } = await begin({ scope: 'openid' })
    const back = new URL((await browser.follow(page.url, new URLSearchParams({ code: '38001085718' }))).url)
    const answer = await exchange(back.searchParams.get('code') ?? '', verifier)
    assert.equal(answer.patient, undefined)
  })
})
