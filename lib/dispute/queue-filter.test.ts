import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { REASONS, SEVERITIES, STATES } from './kinds.ts'
import { DUES, HOLDERS, parseQueueFilter, printQueueFilter, type QueueFilter } from './queue-filter.ts'

const filters: fc.Arbitrary<QueueFilter> = fc.record(
  {
    holder: fc.constantFrom(...HOLDERS),
    due: fc.constantFrom(...DUES),
    state: fc.constantFrom(...STATES),
    severity: fc.constantFrom(...SEVERITIES),
    reason: fc.constantFrom(...REASONS),
    organisation: fc.string({ minLength: 1, maxLength: 40 }).filter((key) => key.isWellFormed()),
    automatic: fc.constant(true as const),
  },
  { requiredKeys: [] },
)

test('a filter of the queue comes back from its address as it was', () => {
  fc.assert(
    fc.property(filters, (filter) => assert.deepEqual(parseQueueFilter(new URLSearchParams(printQueueFilter(filter))), { ...filter })),
  )
})

test('what is no filter is passed over', () => {
  const query = new URLSearchParams('holder=kadri&due=never&state=lost&severity=4&reason=&organisation=&automatic=no&page=7')
  assert.deepEqual(parseQueueFilter(query), {})
  assert.equal(parseQueueFilter(new URLSearchParams({ organisation: 'x'.repeat(999) })).organisation?.length, 200)
})
