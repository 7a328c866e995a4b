import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueNow } from './due.ts'

const DUE = new Date('2026-12-01T22:00:00Z')
const at = (iso: string) => dueNow(DUE, new Date(iso))

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
