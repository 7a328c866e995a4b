import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find, prepare } from '#components/timeline/find.ts'
import { rowOf } from '#components/timeline/testing.ts'
import { countsBy, countsByMonth, highest, partsOf } from './tallies.ts'

const ROWS = [
  rowOf(2, { accessedAt: '2026-03-15T12:00:00.000Z' }),
  rowOf(1, { accessedAt: '2026-03-02T12:00:00.000Z' }, 'unverified'),
  rowOf(0, { accessedAt: '2025-12-31T22:30:00.000Z', automatic: true, organisation: { name: 'Laboratory' } }),
]
const found = find(prepare(ROWS, 'Europe/Tallinn'), {}, () => '')

test('months without an entry stand between those with, and what is not verified is told apart', () => {
  assert.deepEqual(
    countsByMonth(found).map(({ key, people, automatic, unproven }) => [key, people, automatic, unproven]),
    [
      ['2026-01', 0, 1, 0],
      ['2026-02', 0, 0, 0],
      ['2026-03', 1, 0, 1],
    ],
  )
})

test('nothing gives no months', () => assert.deepEqual(countsByMonth(find(prepare([], 'UTC'), {}, () => '')), []))

test('the most frequent organisation comes first', () => {
  const counts = countsBy(found.counts.organisation, (key) => key)
  assert.deepEqual(
    counts.map(({ name, people, automatic, unproven }) => [name, people, automatic, unproven]),
    [
      ['Tartu Clinic', 1, 0, 1],
      ['Laboratory', 0, 1, 0],
    ],
  )
  assert.equal(highest(counts), 2)
})

test('the parts of a bar stand on each other, what is there is seen, and what is not takes no room', () => {
  assert.deepEqual(partsOf({ people: 50, automatic: 0, unproven: 50 }, 100, 80), [
    { part: 'people', from: 0, length: 40 },
    { part: 'unproven', from: 40, length: 40 },
  ])
  assert.deepEqual(partsOf({ people: 0, automatic: 1, unproven: 0 }, 10_000, 80), [{ part: 'automatic', from: 0, length: 1.5 }])
  assert.deepEqual(partsOf({ people: 0, automatic: 0, unproven: 0 }, 0, 80), [])
})
