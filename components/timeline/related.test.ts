import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTHING_RELATED, relate } from './related.ts'
import type { Row, ShownRow } from './row.ts'

const shown = (id: string, logIndex: number | undefined, more: object = { kind: 'access' }) =>
  ({ key: id, mark: 'verified', concealed: 'opened', logIndex, event: { id, ...more } }) as ShownRow
const correction = (id: string, logIndex: number | undefined, corrected: string) => shown(id, logIndex, { kind: 'correction', corrected })
const erasure = (id: string, logIndex: number, erased: readonly number[]) => shown(id, logIndex, { kind: 'erasure', erased })

test('a list of looks alone needs nothing', () => assert.equal(relate([shown('a', 1)]), NOTHING_RELATED))

test('an entry knows its newest correction, and each correction what it corrects', () => {
  const [original, first, second] = [shown('a', 1), correction('b', 2, 'a'), correction('c', 3, 'a')]
  const { corrections, corrected } = relate([second, first, original])
  assert.equal(corrections.get('a'), second)
  assert.deepEqual([corrected.get('b'), corrected.get('c')], [original, original])
})

test('a correction that waits to be sealed corrects already', () => {
  const waiting = correction('b', undefined, 'a')
  assert.equal(relate([waiting, shown('a', 1)]).corrections.get('a'), waiting)
})

test('what waits to be sealed is corrected by nothing yet', () => {
  assert.equal(relate([correction('b', undefined, 'a'), shown('a', undefined)]).corrections.size, 0)
})

test('nothing corrects or erases what came after it, or what is not there', () => {
  const rows: readonly Row[] = [shown('late', 9), erasure('e', 5, [5, 9, 2]), correction('c', 4, 'late'), correction('d', 3, 'nobody')]
  const { corrections, corrected, erasures } = relate(rows)
  assert.deepEqual([corrections.size, corrected.size], [0, 0])
  assert.deepEqual([...erasures.keys()], [2])
})

test('an erased entry knows the entry that first recorded its erasure', () => {
  const [first, again] = [erasure('e', 5, [2]), erasure('f', 6, [2])]
  assert.equal(relate([again, first]).erasures.get(2), first)
})
