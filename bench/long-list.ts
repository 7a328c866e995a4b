import { arrange } from '../components/timeline/arrange.ts'
import type { Filter } from '../components/timeline/filter.ts'
import { find, prepare } from '../components/timeline/find.ts'
import { fold } from '../components/timeline/fold.ts'
import { isShown, type Row } from '../components/timeline/row.ts'
import { rowOf } from '../components/timeline/testing.ts'
import { figure } from './figure.ts'

const ENTRIES = 20_000
const RUNS = 9
const ZONE = 'Europe/Tallinn'
/** What a key that is pressed may take, with room for the browser's own work; and how many plain looks through the list it may be worth. */
const TARGETS = { key: 50, ofPlain: 40 }

/** A history of 20,000 entries over eleven years: what a letter in the search costs. Reference: lower-casing what each entry says. */
const people = Array.from(
  { length: 120 },
  (_, i) => ({ kind: 'professional', name: `Dr Tõnu Näide ${i}`, identifier: { system: 's', value: String(i) } }) as const,
)
const rows: readonly Row[] = Array.from({ length: ENTRIES }, (_, i) =>
  rowOf(ENTRIES - 1 - i, {
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    accessedAt: new Date(Date.UTC(2026, 7, 1) - i * 4.8 * 3_600_000).toISOString(),
    automatic: i % 4 === 0,
    actor: people[(i * 7) % people.length] ?? { kind: 'unknown' },
    organisation: { name: `Õnne tervisekeskus ${i % 40}` },
    data: [{ category: (['laboratory', 'image', 'prescription'] as const)[i % 3] ?? 'laboratory', title: `Analüüs ${i % 500}` }],
    correlationId: `request-${i}`,
  }),
)
const words = (row: Row) => (isShown(row) ? `${row.event.actor?.name} ${row.event.organisation.name} ${row.event.data[0]?.title}` : '')
const folded = new WeakMap<Row, string>()
const said = (row: Row) => {
  const known = folded.get(row)
  if (known !== undefined) return known
  const now = fold(words(row))
  folded.set(row, now)
  return now
}

const list = prepare(rows, ZONE)
const press = (filter: Filter) => time(() => arrange(find(list, filter, said).rows, ZONE))
const first = press({ text: 'a' })
const plain = median(() => time(() => rows.filter((row) => words(row).toLowerCase().includes('näide 11'))))
const keys = ['n', 'nä', 'naide', 'naide 1', 'naide 11', 'zzz'].map((text) => median(() => press({ text })))
const slowest = Math.max(...keys)
const everything = median(() => press({}))
console.log(`long-list: ${ENTRIES} entries; the first key ${Math.round(first)} ms, the list without a filter ${everything.toFixed(1)} ms`)
figure('long-list-key', slowest, 'ms', `≤ ${TARGETS.key}`, slowest <= TARGETS.key)
figure('long-list-ratio', slowest / plain, '×plain', `≤ ${TARGETS.ofPlain}`, slowest / plain <= TARGETS.ofPlain)

function time(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function median(run: () => number): number {
  return Array.from({ length: RUNS }, run).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN
}
