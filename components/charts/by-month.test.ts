import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Row } from '#components/timeline/row.ts'
import { countByMonth } from './by-month.ts'

const look = (accessedAt: string, automatic = false) => ({ event: { kind: 'access', accessedAt, automatic } }) as Row

test('months without a look stand between those with', () => {
  const months = countByMonth([look('2026-03-15T12:00:00.000Z'), look('2025-12-31T22:30:00.000Z', true)], 'Europe/Tallinn')
  assert.deepEqual(
    months.map(({ key, people, automatic }) => [key, people, automatic]),
    [
      ['2026-01', 0, 1],
      ['2026-02', 0, 0],
      ['2026-03', 1, 0],
    ],
  )
})

test('no more than the last two years are counted', () => {
  const months = countByMonth([look('2026-03-15T12:00:00.000Z'), look('2020-01-01T00:00:00.000Z')], 'UTC')
  assert.equal(months.length, 24)
  assert.equal(months[0]?.key, '2024-04')
})

test('nothing gives no months', () => assert.deepEqual(countByMonth([], 'UTC'), []))
