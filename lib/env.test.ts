import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseEnv } from 'node:util'
import { readEnv, variables } from './env.ts'

test('.env.example names every variable that is read, and no other', () => {
  const named = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name)
  assert.deepEqual(named.toSorted(), variables().toSorted())
})

test('.env.example can be used as it is: no explanation becomes part of a value', () => {
  const values = parseEnv(readFileSync('.env.example', 'utf8').replaceAll(/^# (?=[A-Z][A-Z0-9_]*=)/gm, ''))
  for (const [name, value] of Object.entries(values)) assert.doesNotMatch(value ?? '', /#| {2}/, name)
  for (const process of ['start', 'anchors', 'fsck', 'test'] as const) readEnv(process, { ...values, FSCK_DATABASE_URL: '' })
})

test('a wrong environment is refused with every problem at once, by name', () => {
  assert.throws(
    () => readEnv('web', { WEB_DATABASE_URL: 'mysql://x', SESSION_SECRET: 'short', WEB_ORIGIN: 'https://x.example/path' }),
    ({ message }: Error) => ['WEB_DATABASE_URL', 'SESSION_SECRET', 'WEB_ORIGIN'].every((name) => message.includes(name)),
  )
})

test('a time zone that there is not is refused, not met later', () => {
  assert.equal(readEnv('owner', { TIME_ZONE: 'Europe/Riga' }).TIME_ZONE, 'Europe/Riga')
  assert.throws(() => readEnv('owner', { TIME_ZONE: 'Europe/Talinn' }), /TIME_ZONE: must be a time zone/)
})

test('a country whose public holidays nobody knows is refused', () => {
  assert.equal(readEnv('owner', {}).HOLIDAY_COUNTRY, 'EE')
  assert.equal(readEnv('owner', { HOLIDAY_COUNTRY: 'FI' }).HOLIDAY_COUNTRY, 'FI')
  for (const wrong of ['fi', 'XX', 'Finland', 'EE FI'])
    assert.throws(() => readEnv('owner', { HOLIDAY_COUNTRY: wrong }), /HOLIDAY_COUNTRY: must be a country of ISO 3166/)
})

test('an empty variable counts as absent', () => {
  assert.equal(readEnv('start', { WEB_PORT: '', DATABASE_URL: '' }).WEB_PORT, 3000)
})
