import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CATEGORIES } from '#lib/event/access-event.ts'
import { REASONS, SHOWS } from '#lib/event/look-filter.ts'
import { activeGroups, type Filter, isActive, isFilterFragment, printFilter, readFilter, without } from './filter.ts'

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const index = fc.nat({ max: 999_999_999 })
const filters: fc.Arbitrary<Filter> = fc.record(
  {
    show: fc.constantFrom(...SHOWS),
    emergency: fc.constant(true as const),
    reason: fc.constantFrom(...REASONS),
    data: fc.constantFrom(...CATEGORIES),
    from: day,
    to: day,
    person: index,
    organisation: index,
    system: index,
    text: fc.string(),
  },
  { requiredKeys: [] },
)

test('an address brings every choice back, and never the text', () => {
  fc.assert(
    fc.property(filters, ({ text, ...choices }) => {
      const filter = { ...choices, ...(text !== undefined && { text }) }
      const { query, fragment } = printFilter(filter)
      assert.deepEqual(readFilter(query, fragment), choices)
      assert.deepEqual(printFilter(choices), { query, fragment })
      assert.ok(isFilterFragment(fragment))
    }),
  )
})

test('a name is a number, after the sign beyond which nothing is sent', () => {
  const { query, fragment } = printFilter({ show: 'people', person: 17, organisation: 4, system: 0, text: 'Kristel' })
  assert.equal(query, 'show=people')
  assert.equal(fragment, 'person=17&organisation=4&system=0')
})

test('what is no choice is none', () => {
  const query = 'show=everybody&emergency=1&reason=normal&data=&from=2026-02-30&to=yesterday&person=17&x=y&text=Kristel'
  assert.deepEqual(readFilter(query, 'person=-1&organisation=1e3&system=01'), {})
  assert.deepEqual(readFilter('show=people&show=automatic', ''), {}, 'a choice that comes twice')
})

test('an anchor of the page is not taken for a filter', () => {
  for (const fragment of ['main', 'person', 'person=x', 'person=1#', 'who=1']) assert.ok(!isFilterFragment(fragment), fragment)
})

test('each choice can be taken away by itself, and from and to go together', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const groups = activeGroups(filter)
      for (const group of groups)
        assert.deepEqual(
          activeGroups(without(filter, group)),
          groups.filter((other) => other !== group),
        )
      assert.equal(isActive(filter), groups.length > 0)
    }),
  )
  assert.deepEqual(without({ from: '2026-03-01', to: '2026-03-31', show: 'people' }, 'days'), { show: 'people' })
  assert.ok(!isActive({ text: '  ' }), 'spaces ask for nothing')
})
