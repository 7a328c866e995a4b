import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueCounts } from '#lib/dispute/queue-view.ts'
import { KeptCounts } from './kept-counts.ts'

const counts = (automatic: number): QueueCounts => ({
  views: [],
  states: new Map(),
  severities: new Map(),
  reasons: new Map(),
  organisations: new Map(),
  holders: new Map(),
  dues: new Map(),
  names: new Map(),
  automatic,
})

test('counts are kept for seconds, shown while they are counted anew, and waited for when they are old', async () => {
  let now = 0
  let counted = 0
  const kept = new KeptCounts(() => now)
  const get = async (staff = 'kadri') => (await kept.get(staff, '', async () => counts(++counted))).automatic
  assert.equal(await get(), 1)
  assert.equal(await get(), 1)
  assert.equal(await get('marko'), 2, 'of somebody else')
  now = 5000
  assert.equal(await get(), 1, 'shown while it is counted')
  await new Promise(setImmediate)
  assert.equal(await get(), 3)
  now = 70_000
  assert.equal(await get(), 4)
})

test('what somebody has changed is counted at once, and a count from before is dropped', async () => {
  const kept = new KeptCounts(() => 0)
  const slow = Promise.withResolvers<QueueCounts>()
  const before = kept.get('kadri', '', () => slow.promise)
  kept.forget('kadri')
  assert.equal((await kept.get('kadri', '', async () => counts(2))).automatic, 2)
  slow.resolve(counts(1))
  await before
  assert.equal((await kept.get('kadri', '', async () => counts(3))).automatic, 2)
})

test('what was kept is forgotten for who has changed something, and for nobody else', async () => {
  let counted = 0
  const kept = new KeptCounts(() => 0)
  const get = async (staff: string) => (await kept.get(staff, '', async () => counts(++counted))).automatic
  assert.deepEqual([await get('kadri'), await get('marko')], [1, 2])
  kept.forget('kadri')
  assert.deepEqual([await get('kadri'), await get('marko')], [3, 2])
})

test('of a thousand counts the oldest is dropped', async () => {
  let counted = 0
  const kept = new KeptCounts(() => 0)
  const get = async (key: number) => (await kept.get('kadri', String(key), async () => counts(++counted))).automatic
  for (let key = 1; key <= 1001; key++) await get(key)
  assert.deepEqual([await get(2), await get(1)], [2, 1002])
})

test('a count that fails is tried again', async () => {
  const kept = new KeptCounts(() => 0)
  await assert.rejects(kept.get('kadri', '', () => Promise.reject(new Error('no database'))))
  assert.equal((await kept.get('kadri', '', async () => counts(1))).automatic, 1)
})
