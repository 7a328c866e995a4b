import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { daysLate, isLate } from './late.ts'

const event = (recordedAt: string) => ({ accessedAt: '2026-08-06T14:30:00.000Z', recordedAt }) as AccessEvent

test('both times are shown when they differ by more than a minute, whichever came first', () => {
  assert.ok(!isLate(event('2026-08-06T14:31:00.000Z')))
  assert.ok(isLate(event('2026-08-06T14:31:00.001Z')))
  assert.ok(isLate(event('2026-08-06T14:28:59.999Z')))
})

test('how late is said in whole days, and not where a clock says that the report came first', () => {
  assert.equal(daysLate(event('2026-08-06T14:31:00.000Z')), undefined)
  assert.equal(daysLate(event('2026-08-06T18:30:00.000Z')), 0)
  assert.equal(daysLate(event('2026-09-06T14:30:00.000Z')), 31)
  assert.equal(daysLate(event('2026-08-05T14:30:00.000Z')), undefined)
})
