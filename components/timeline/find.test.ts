import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Filter, GROUPS } from './filter.ts'
import { find, nameAt, prepare, total } from './find.ts'
import { fold } from './fold.ts'
import { isOwn } from './own-looks.ts'
import { isShown, type Row } from './row.ts'
import { rowOf } from './testing.ts'

const ZONE = 'Europe/Tallinn'
const nurse = { actor: { kind: 'professional', name: 'Kristel Aas' }, organisation: { name: 'Pärnu Hospital' } } as const
const ROWS: readonly Row[] = [
  rowOf(6, { ...nurse, accessedAt: '2026-03-31T21:30:00.000Z' }),
  rowOf(5, {
    ...nurse,
    accessedAt: '2026-03-31T20:30:00.000Z',
    purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
  }),
  rowOf(4, { automatic: true, actor: { kind: 'system' }, data: [{ category: 'prescription' }], accessedAt: '2026-02-01T10:00:00.000Z' }),
  { key: 'withheld-3', mark: 'verified', logIndex: 9, historyIndex: 3, withheld: 'by-law' },
  rowOf(2, { emergency: true, accessedAt: '2025-12-01T10:00:00.000Z' }),
  rowOf(1, { outcome: '8', accessedAt: '2025-12-01T09:00:00.000Z' }, 'unchecked'),
  rowOf(0, { actor: { kind: 'patient' }, origin: { id: 'portal', name: 'Portal' }, accessedAt: '2025-11-30T10:00:00.000Z' }),
]
const said = (row: Row) => (isShown(row) ? fold(`${row.event.actor?.name} ${row.event.organisation.name}`) : '')
const asked = (filter: Filter, rows = ROWS) => find(prepare(rows, ZONE), filter, said)
const indexes = (filter: Filter) => asked(filter).rows.map(({ historyIndex }) => historyIndex)

test('each choice finds its entries, and choices are combined', () => {
  const cases: readonly (readonly [Filter, readonly number[]])[] = [
    [{}, [6, 5, 4, 3, 2, 1, 0]],
    [{ show: 'people' }, [6, 5, 2, 1]],
    [{ show: 'automatic' }, [4]],
    [{ show: 'notCare' }, [6, 2, 1]],
    [{ show: 'you' }, [0]],
    [{ show: 'refused' }, [1]],
    [{ show: 'withheld' }, [3]],
    [{ emergency: true }, [2]],
    [{ reason: 'TREAT' }, [5]],
    [{ reason: 'none' }, [6, 4, 2, 1, 0]],
    [{ data: 'prescription' }, [4]],
    [{ from: '2026-03-01', to: '2026-03-31' }, [5]],
    [{ from: '2026-04-01' }, [6]],
    [{ to: '2025-11-30' }, [0]],
    [{ person: 5 }, [6, 5]],
    [{ organisation: 2 }, [4, 2, 1, 0]],
    [{ system: 0 }, [0]],
    [{ text: 'parnu KRISTEL' }, [6, 5]],
    [{ text: 'kristel nobody' }, []],
    [{ person: 6, from: '2026-04-01' }, [6]],
    [{ person: 6, data: 'prescription' }, []],
    [{ person: 99 }, []],
    [{ person: 0 }, []],
  ]
  for (const [filter, expected] of cases) assert.deepEqual(indexes(filter), expected, JSON.stringify(filter))
})

test('what is hidden is neither shown nor counted, but for the choice that shows it', () => {
  const found = find(prepare(ROWS, ZONE), {}, said, isOwn)
  assert.deepEqual(
    found.rows.map(({ historyIndex }) => historyIndex),
    [6, 5, 4, 3, 2, 1],
  )
  assert.equal(found.counts.days.has('2025-11'), false)
  assert.equal(found.counts.show.get('you')?.people, 1)
})

test('a choice counts what it would leave with every other choice as it is', () => {
  const choices: readonly Filter[] = [
    { show: 'people' },
    { data: 'laboratory', from: '2025-12-01' },
    { person: 6, text: 'aas' },
    { emergency: true, reason: 'none' },
  ]
  for (const filter of choices) {
    const { counts, names } = asked(filter)
    for (const [data, tally] of counts.data)
      assert.equal(total(tally), indexes({ ...filter, data: data as 'laboratory' }).length, `${JSON.stringify(filter)} ${data}`)
    for (const [reason, tally] of counts.reason)
      assert.equal(total(tally), indexes({ ...filter, reason: reason as 'TREAT' }).length, `${JSON.stringify(filter)} ${reason}`)
    for (const [key, tally] of counts.organisation)
      assert.equal(
        total(tally),
        indexes({ ...filter, organisation: names.organisation.get(key)?.at ?? -1 }).length,
        `${JSON.stringify(filter)} ${key}`,
      )
  }
})

test('what this browser has not verified is counted apart', () => {
  assert.deepEqual(asked({}).counts.data.get('laboratory'), { people: 4, automatic: 0, unproven: 1 })
  assert.deepEqual(asked({}).counts.days.get('2026-02'), { people: 0, automatic: 1, unproven: 0 })
})

test('the months are those of the whole list, whatever is chosen', () => {
  assert.deepEqual(asked({ text: 'nobody' }).months, { first: '2025-11', last: '2026-04' })
  assert.equal(asked({}, []).months, undefined)
  for (const group of GROUPS) assert.equal(asked({ text: 'nobody' }).counts[group].size, 0, group)
})

test('two people of one name are two; one person with an identifier is one, wherever they work', () => {
  const someone = (name: string, value: string, place: string, index: number) =>
    rowOf(index, { actor: { kind: 'professional', name, identifier: { system: 's', value } }, organisation: { name: place } })
  const rows = [someone('Anna Berg', '1', 'A', 2), someone('Anna Berg', '1', 'B', 1), someone('Anna Berg', '2', 'A', 0)]
  assert.equal(asked({}, rows).names.person.size, 2)
  assert.deepEqual(asked({ person: 1 }, rows).rows.length, 2)
  const nameless = [rowOf(1), rowOf(0, { organisation: { name: 'Elsewhere' } })]
  assert.equal(asked({}, nameless).names.person.size, 2)
})

test('an entry that is not loaded names nobody', () => {
  assert.equal(nameAt(prepare(ROWS, ZONE), 'person', 99), undefined)
  assert.equal(nameAt(prepare(ROWS, ZONE), 'person', undefined), undefined)
  assert.equal(nameAt(prepare(ROWS, ZONE), 'system', 0), 'portal')
})
