import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnv } from '#lib/env.ts'
import { authOptions } from './auth.ts'
import { listedCookies } from './cookies.ts'

const settings = readEnv('web', {
  WEB_ORIGIN: 'https://sightline.example',
  WEB_DATABASE_URL: 'postgresql://localhost/none',
  STAFF_DATABASE_URL: 'postgresql://localhost/none',
  SESSION_SECRET: 'only-for-tests-only-for-tests-only',
})
const nobody = { admit: () => assert.fail(), start: () => assert.fail() }

test('the privacy notice names every cookie of the log-in as a browser shows it', () => {
  const listed = listedCookies(settings).map(([, name]) => name)
  for (const cookie of Object.values(authOptions(settings, nobody).cookies ?? {})) assert.ok(listed.includes(cookie.name), cookie.name)
  assert.ok(listed.includes('__Host-sightline.session'))
  assert.equal(new Set(listed).size, listed.length)
})
