import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingRange } from './history-file.ts'
import type { Page } from './loaded-page.ts'

const page = (from: number, to: number): Page => ({ range: { from, to, hashes: [] }, entries: [], leafHashes: [] })

test('what is missing is asked for from the end, whatever came in which order', () => {
  assert.deepEqual(missingRange([], 70, 100), { from: 0, to: 70 })
  assert.deepEqual(missingRange([], 700, 100), { from: 600, to: 700 })
  assert.deepEqual(missingRange([page(10, 30), page(50, 70)], 70, 100), { from: 30, to: 50 })
  assert.deepEqual(missingRange([page(0, 30), page(50, 700)], 700, 5), { from: 45, to: 50 })
  assert.deepEqual(missingRange([page(20, 70), page(40, 60)], 70, 100), { from: 0, to: 20 })
  assert.deepEqual(missingRange([page(1, 70)], 70, 100), { from: 0, to: 1 })
  assert.equal(missingRange([page(0, 20), page(20, 70)], 70, 100), undefined)
  assert.equal(missingRange([], 0, 100), undefined)
})
