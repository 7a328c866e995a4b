import assert from 'node:assert/strict'
import { test } from 'node:test'
import { position, positionAfter, timeScale } from './time-scale.ts'

const at = '2026-11-25T04:00:00.000Z'

test('time is drawn from the first access until today, with the years between', () => {
  assert.deepEqual(timeScale([{ since: '2025-02-03' }, { since: '2024-05-06' }, { since: undefined }], { from: '2023-11-21', at }), {
    from: '2024-05-06',
    to: '2026-11-25',
    years: [2025, 2026],
  })
})

test('never from before the first day that is looked at', () => {
  assert.equal(timeScale([{ since: '2020-01-01' }], { from: '2023-11-21', at }).from, '2023-11-21')
})

test('and over three months at least', () => {
  assert.equal(timeScale([{ since: '2026-11-24' }], { from: '2023-11-21', at }).from, '2026-08-27')
  assert.equal(timeScale([], { from: '2023-11-21', at }).from, '2026-08-27')
})

test('the first day begins at the left, today ends at the right, and what lies outside is at the edge', () => {
  const scale = { from: '2026-11-16', to: '2026-11-25', years: [] }
  assert.deepEqual(
    ['2026-11-16', '2026-11-21', '2020-01-01', '2027-01-01'].map((day) => position(scale, day)),
    [0, 500, 0, 1000],
  )
  assert.equal(positionAfter(scale, '2026-11-25'), 1000)
  assert.equal(positionAfter(scale, '2026-11-16'), 100)
})
