import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Rate } from './rate.ts'

test('one who asks too often is refused without taking anything from the others, all together are too, and time forgives', () => {
  let now = 0
  const rate = new Rate({ windowMs: 1000, each: 2, all: 4 }, () => now)
  assert.deepEqual(
    ['a', 'a', 'a', 'a', 'b', 'b', 'c'].map((key) => rate.allows(key)),
    [true, true, false, false, true, true, false],
  )
  now = 1000
  assert.equal(rate.allows('a'), true)
})
