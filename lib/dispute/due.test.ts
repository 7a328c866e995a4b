import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueNow } from './due.ts'

const DUE = new Date('2026-12-01T22:00:00Z')
const ZONE = 'Europe/Tallinn'
const at = (iso: string) => dueNow(DUE, new Date(iso), ZONE)

test('a deadline is over from the midnight after its last day', () => {
  assert.deepEqual(at('2026-12-01T22:00:00Z'), { is: 'overdue', days: 1 })
  assert.deepEqual(at('2026-12-02T21:59:59Z'), { is: 'overdue', days: 1 })
  assert.deepEqual(at('2026-12-02T22:00:00Z'), { is: 'overdue', days: 2 })
})

test('on its last day it is due today, and before in so many days', () => {
  assert.deepEqual(at('2026-12-01T21:59:59Z'), { is: 'today', days: 0 })
  assert.deepEqual(at('2026-11-30T22:00:00Z'), { is: 'today', days: 0 })
  assert.deepEqual(at('2026-11-30T21:59:59Z'), { is: 'in', days: 1 })
  assert.deepEqual(at('2026-11-28T12:00:00Z'), { is: 'in', days: 3 })
})

test('days are those of the calendar, also where one of them has 23 or 25 hours', () => {
  const [spring, autumn] = [new Date('2027-03-28T21:00:00Z'), new Date('2026-10-25T22:00:00Z')]
  assert.deepEqual(dueNow(spring, new Date('2027-03-27T21:30:00Z'), ZONE), { is: 'in', days: 1 })
  assert.deepEqual(dueNow(spring, new Date('2027-03-27T22:00:00Z'), ZONE), { is: 'today', days: 0 })
  assert.deepEqual(dueNow(autumn, new Date('2026-10-24T21:00:00Z'), ZONE), { is: 'today', days: 0 })
  assert.deepEqual(dueNow(autumn, new Date('2026-10-24T20:59:59Z'), ZONE), { is: 'in', days: 1 })
  assert.deepEqual(dueNow(autumn, new Date('2026-10-26T21:59:59Z'), ZONE), { is: 'overdue', days: 1 })
})
