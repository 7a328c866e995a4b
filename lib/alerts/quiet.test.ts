import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfQuiet } from './quiet.ts'

const NIGHT = { from: 22 * 60, until: 7 * 60, zone: 'Europe/Tallinn' }
const end = (now: string, hours = NIGHT) => endOfQuiet(new Date(now), hours).toISOString()

test('outside the quiet hours nothing is held back', () => {
  assert.equal(end('2026-11-26T12:00:00.000Z'), '2026-11-26T12:00:00.000Z')
  assert.equal(end('2026-11-26T05:00:00.000Z'), '2026-11-26T05:00:00.000Z', 'seven o’clock is no longer quiet')
  assert.equal(end('2026-11-26T19:59:59.999Z'), '2026-11-26T19:59:59.999Z')
})

test('a night’s quiet ends in the morning, before and after midnight', () => {
  assert.equal(end('2026-11-26T20:00:00.000Z'), '2026-11-27T05:00:00.000Z')
  assert.equal(end('2026-11-26T23:30:10.000Z'), '2026-11-27T05:00:00.000Z')
  assert.equal(end('2026-11-27T04:59:59.000Z'), '2026-11-27T05:00:00.000Z')
})

test('quiet hours within a day end on that day', () => {
  const noon = { ...NIGHT, from: 12 * 60, until: 14 * 60 }
  assert.equal(end('2026-11-26T10:30:00.000Z', noon), '2026-11-26T12:00:00.000Z')
  assert.equal(end('2026-11-26T12:00:00.000Z', noon), '2026-11-26T12:00:00.000Z')
})

test('in the night when the clock is put forward, quiet lasts an hour less', () => {
  // 2027-03-28: 03:00 becomes 04:00 in Tallinn.
  assert.equal(end('2027-03-27T20:00:00.000Z'), '2027-03-28T04:00:00.000Z')
  assert.equal(end('2027-03-28T00:30:00.000Z', { ...NIGHT, until: 3 * 60 + 30 }), '2027-03-28T01:00:00.000Z', 'half past three is skipped')
})

test('in the night when the clock is put back, quiet lasts an hour more', () => {
  // 2026-10-25: 04:00 becomes 03:00 again in Tallinn.
  assert.equal(end('2026-10-24T19:00:00.000Z'), '2026-10-25T05:00:00.000Z')
  const early = { ...NIGHT, until: 3 * 60 + 30 }
  assert.equal(end('2026-10-25T00:10:00.000Z', early), '2026-10-25T00:30:00.000Z')
  assert.equal(end('2026-10-25T01:10:00.000Z', early), '2026-10-25T01:30:00.000Z', 'the second ten past three is quiet too')
})

test('hours that begin when they end are none', () => {
  assert.equal(end('2026-11-26T22:00:00.000Z', { ...NIGHT, until: NIGHT.from }), '2026-11-26T22:00:00.000Z')
})
