import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readEnv } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { authOptions, cookie, WAYS } from './auth.ts'
import type { Sessions } from './sessions.ts'

const environment = (WEB_ORIGIN: string) =>
  readEnv('web', {
    WEB_ORIGIN,
    WEB_DATABASE_URL: 'postgresql://localhost/none',
    STAFF_DATABASE_URL: 'postgresql://localhost/none',
    SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    OIDC_ACR: 'substantial',
    OIDC_ISSUER: 'https://issuer.example/',
  })

type Part = Pick<Sessions, 'admit' | 'start'>
const refusing = (error: unknown): Part => ({
  admit() {
    throw error
  },
  start: () => Promise.reject(error),
})
const options = (sessions: Part = refusing(new Error('unexpected')), origin = 'https://sightline.example') =>
  authOptions(environment(origin), sessions)

const user = { id: 'EE38001085718' }
const account = { provider: 'oidc', type: 'oauth', providerAccountId: 'x' } as const

describe('the log-in by OpenID Connect', () => {
  test('binds the answer to the question in three ways, and asks for the level that is needed', () => {
    const [provider] = options().providers
    assert.ok(provider?.type === 'oauth')
    assert.deepEqual(provider.checks, ['pkce', 'state', 'nonce'])
    assert.equal(provider.idToken, true)
    assert.deepEqual(provider.authorization, { params: { scope: 'openid', acr_values: 'substantial' } })
    assert.equal(provider.wellKnown, 'https://issuer.example/.well-known/openid-configuration')
  })

  test('of staff asks for the highest level and for a log-in that happens now, whatever is enough for patients', async () => {
    const staff = authOptions(environment('https://sightline.example'), refusing(new AppError('not-staff')), WAYS.staff)
    const [provider] = staff.providers
    assert.ok(provider?.type === 'oauth')
    assert.deepEqual(provider.authorization, {
      params: { scope: 'openid roles', acr_values: 'high', prompt: 'login', max_age: '0' },
    })
    assert.deepEqual([staff.providers.length, provider.id, staff.session?.maxAge], [1, 'staff', 8 * 60 * 60])
    assert.deepEqual(provider.checks, ['pkce', 'state', 'nonce'])
    assert.equal(await staff.callbacks?.signIn?.({ user, account, profile: { sub: 'x' } }), '/support/login?error=not-staff')
  })

  test('has cookies for this host alone where there is https, and never for scripts or other sites', () => {
    const cookies = Object.values(options().cookies ?? {})
    assert.equal(cookies.length, 6)
    for (const { name, options } of cookies) {
      assert.match(name, /^__Host-sightline\./)
      assert.deepEqual(options, { httpOnly: true, sameSite: 'lax', path: '/', secure: true })
    }
    assert.deepEqual(cookie('http://localhost:3000', 'session'), {
      name: 'sightline.session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
    })
  })

  for (const code of ['not-a-person', 'assurance-too-low'] as const)
    test(`of ${code} ends on our log-in page, which says so`, async () => {
      const answer = await options(refusing(new AppError(code))).callbacks?.signIn?.({ user, account, profile: { sub: 'x' } })
      assert.equal(answer, `/login?error=${code}`)
    })

  test('fails when nobody can say whether to let somebody in', async () => {
    const failing = options(refusing(new Error('the database is away')))
    await assert.rejects(async () => failing.callbacks?.signIn?.({ user, account, profile: { sub: 'x' } }))
    await assert.rejects(async () => failing.callbacks?.jwt?.({ token: {}, user, account, profile: { sub: 'x' } }))
  })

  test('puts into the cookie what the session row needs, and nothing of the profile besides', async () => {
    const token = { kind: 'patient' as const, sub: 'EE38001085718', session: 'row', name: 'Mari' }
    const sessions: Part = { admit: refusing(0).admit, start: async () => token }
    const profile = { sub: 'EE38001085718', email: 'mari@example.org' }
    assert.deepEqual(await options(sessions).callbacks?.jwt?.({ token: { email: 'mari@example.org' }, user, account, profile }), token)
  })
})
