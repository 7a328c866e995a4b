import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnv } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { securityText } from './security-text.ts'

const settings = (more: Record<string, string>) =>
  readEnv('web', {
    WEB_DATABASE_URL: 'postgresql://localhost/none',
    STAFF_DATABASE_URL: 'postgresql://localhost/none',
    SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    WEB_ORIGIN: 'https://sightline.example',
    ...more,
  })
const SECURITY_CONTACT = 'mailto:security@sightline.example'
const SECURITY_EXPIRES = '2027-06-01T00:00:00Z'

test('security.txt says whom to tell and until when, and where it belongs', () => {
  assert.equal(
    securityText(settings({ SECURITY_CONTACT, SECURITY_EXPIRES })),
    `Contact: mailto:security@sightline.example
Expires: 2027-06-01T00:00:00Z
Canonical: https://sightline.example/.well-known/security.txt
Preferred-Languages: en
`,
  )
})

test('there is no security.txt without both', () => {
  for (const half of [{}, { SECURITY_CONTACT }, { SECURITY_EXPIRES }])
    assert.throws(
      () => securityText(settings(half)),
      (error) => error instanceof AppError && error.code === 'not-found',
    )
})

test('a contact or an expiry that would break the file is refused with the environment', () => {
  for (const wrong of [
    { SECURITY_CONTACT: 'security@sightline.example' },
    { SECURITY_CONTACT: 'mailto:a@b.example\nContact: mailto:c@d.example' },
    { SECURITY_EXPIRES: 'next year' },
    { DATA_PROTECTION_AUTHORITY: 'Inspectorate' },
    { QUICK_EXIT_URL: 'javascript:alert(1)' },
  ])
    assert.throws(() => settings(wrong), new RegExp(Object.keys(wrong)[0] ?? ''))
})

test('an authority is a name and its address', () => {
  const { DATA_PROTECTION_AUTHORITY } = settings({ DATA_PROTECTION_AUTHORITY: 'Data Protection Inspectorate https://www.aki.ee/en' })
  assert.deepEqual(DATA_PROTECTION_AUTHORITY, { name: 'Data Protection Inspectorate', url: 'https://www.aki.ee/en' })
})
