import assert from 'node:assert/strict'
import { test } from 'node:test'
import { area, monthly, scaleOf } from './growth-shape.ts'

const box = { width: 100, height: 50 }

test('a log that began today stands at the right end of two weeks', () => {
  const growth = [{ day: '2026-11-25', size: 37 }]
  assert.deepEqual(scaleOf(growth, '2026-11-25'), { from: '2026-11-12', days: 14, top: 40 })
  assert.equal(area(growth, scaleOf(growth, '2026-11-25'), box).line, 'M93 50H93V4H100')
})

test('days without growth are level, and the last size holds until today', () => {
  const growth = [
    { day: '2026-11-06', size: 50 },
    { day: '2026-11-16', size: 100 },
  ]
  const scale = scaleOf(growth, '2026-11-25')
  assert.deepEqual(scale, { from: '2026-11-06', days: 20, top: 100 })
  assert.equal(area(growth, scale, box).fill, 'M0 50H0V25H50V0H100V50Z')
})

test('the top is a round number that no size exceeds', () => {
  const top = (size: number) => scaleOf([{ day: '2026-11-25', size }], '2026-11-25').top
  assert.deepEqual([1, 9, 10, 11, 151, 5_921, 1_000_001].map(top), [1, 10, 10, 15, 200, 6000, 1_500_000])
})

test('the table has the last size of each month, newest first', () => {
  const growth = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-02'].map((day, size) => ({ day, size }))
  assert.deepEqual(
    monthly(growth).map(({ day }) => day),
    ['2026-11-02', '2026-10-31', '2026-09-30'],
  )
})
