import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Row, ShownRow } from '#components/timeline/row.ts'
import { compiled, type Written } from '#components/verifier/compiled.ts'
import { Texts } from '#components/verifier/texts.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { taken } from '#lib/event/testing.ts'
import type { PdfDocument } from '#lib/pdf/document.ts'
import { emptyReport } from '#lib/verify/report.ts'
import type { Report } from '#lib/verify/types.ts'
import type { About } from './about.ts'
import { Dates } from './dates.ts'
import { listing } from './listing.ts'
import { table } from './table.ts'

const messages = compiled(JSON.parse(readFileSync(new URL('../../messages/en.json', import.meta.url), 'utf8')) as Written)
const t = new Texts('en-GB', messages)
const dates = new Dates('en-GB', 'Europe/Tallinn')
const DIGESTS = { concealed: `${'A'.repeat(43)}=`, sourceDigest: `${'B'.repeat(42)}A=` }

const { actor: _, ...mapped } = taken({}).event
const shown = (logIndex: number, more: Partial<AccessEvent> = {}): ShownRow => ({
  key: String(logIndex),
  mark: 'verified',
  concealed: 'opened',
  logIndex,
  event: { ...mapped, ...DIGESTS, actor: { kind: 'professional', name: 'Anna Berg', identifier: { value: 'N04417' } }, ...more },
})
const erased: Row = { key: 'erased', mark: 'verified', logIndex: 3, withheld: 'erased' }
const ROWS: readonly Row[] = [
  shown(9, { accessedAt: '2026-08-06T21:30:00.000Z', recordedAt: '2026-08-08T06:00:00.000Z', emergency: true }),
  {
    ...shown(5, { accessedAt: '2026-08-06T14:30:00.000Z', actor: { kind: 'professional' }, nameVisibility: { policy: 'by-law' } }),
    concealed: 'withheld',
  },
  erased,
  shown(2, { accessedAt: '2026-07-31T14:30:00.000Z', organisation: { name: '=HYPERLINK("x")' }, outcome: '8' }),
]
const report: Report = {
  ...emptyReport(),
  verdict: 'verified',
  level: 'witnessed',
  complete: true,
  size: 4,
  covered: 4,
  checkedAt: Date.parse('2026-11-26T12:00:00Z'),
}
const about: About = {
  report,
  operator: 'the health system',
  identifier: { system: 'urn:x', value: '48403129900' },
  verifyUrl: 'https://look.example/verify',
  now: Date.parse('2026-11-26T12:01:00Z'),
}
const list = (rows = ROWS, more: Partial<About> = {}) => listing(rows, { ...about, ...more }, t, dates)
const found = ({ box }: PdfDocument) => box.texts[0] ?? ''

test('times are those of the health system, with the offset of that day', () => {
  assert.equal(dates.iso(Date.parse('2026-08-06T14:30:00Z')), '2026-08-06T17:30:00+03:00')
  assert.equal(dates.iso(Date.parse('2026-12-31T23:30:59Z')), '2027-01-01T01:30:59+02:00')
  assert.equal(new Dates('et', 'UTC').iso(0), '1970-01-01T00:00:00+00:00')
  assert.equal(dates.key(Date.parse('2026-08-06T21:30:00Z')), '2026-08-07')
})

test('the list has every entry once, below its month and day; one that is withheld stands beside its neighbour', () => {
  const { sections } = list()
  assert.deepEqual(
    sections.map(({ title, days }) => [title, days.map((day) => [day.title, day.items.map(({ label }) => label)])]),
    [
      [
        'August 2026',
        [
          ['Friday 7 August', ['00:30']],
          ['Thursday 6 August', ['17:30', '–']],
        ],
      ],
      ['July 2026', [['Friday 31 July', ['17:30']]]],
    ],
  )
  const items = sections.flatMap(({ days }) => days.flatMap((day) => day.items))
  assert.deepEqual(
    items.map(({ strong }) => strong),
    [true, false, false, false],
  )
  assert.match(items[0]?.notes.join() ?? '', /reported on 8 August 2026.*Verified/)
  assert.match(items[1]?.notes.join() ?? '', /The law lets this record system keep it back/)
  assert.match(items[2]?.text ?? '', /erased/)
})

test('the list promises what was checked, and never more', () => {
  assert.match(
    found(list()),
    /^Checked in the browser that made this list on .*These are all the 4 entries that the health system has sealed for you, and everyone/,
  )
  assert.match(found(list(ROWS.slice(1))), /This is a part: 3 entries of the 4/)
  assert.match(found(list(ROWS, { report: { ...report, complete: false, size: 9 } })), /This is a part: 4 entries of the 9/)
  for (const verdict of ['unchecked', 'waiting', 'checking'] as const)
    assert.match(found(list(ROWS, { report: { ...report, verdict } })), /could not check it/, verdict)
  assert.match(found(list(ROWS, { report: { ...report, verdict: 'mismatch' } })), /does not match what was sealed/)
  assert.match(list(ROWS, { proof: 'p.sightline' }).box.texts[1] ?? '', /attached to this document: save the attachment p\.sightline/)
  assert.match(list().box.texts[1] ?? '', /Paper proves nothing/)
})

test('the code of the list is the address of the page that checks, and nothing personal', () => {
  const { box } = list()
  assert.equal(box.code.url, 'https://look.example/verify')
  assert.equal(box.code.modules.length, box.code.size ** 2)
})

test('the table has one row for each entry, with the words of the language above', () => {
  const [head = [], ...rows] = table(ROWS, t, dates)
  const column = (title: string) => rows.map((row) => row[head.indexOf(title)])
  assert.equal(rows.length, 4)
  assert.deepEqual(column('Entry of the log'), ['9', '5', '3', '2'])
  assert.deepEqual(column('Check in this browser'), ['Verified', 'Verified', 'Verified', 'Verified'])
  assert.deepEqual(column('When it happened'), ['2026-08-07T00:30:00+03:00', '2026-08-06T17:30:00+03:00', '', '2026-07-31T17:30:00+03:00'])
  assert.deepEqual(column('Name'), ['Anna Berg', '', '', 'Anna Berg'])
  assert.deepEqual(column('Emergency'), ['yes', 'no', '', 'no'])
  assert.deepEqual(column('Outcome'), ['succeeded', 'succeeded', '', 'refused'])
  assert.match(column('Note')[1] ?? '', /The law lets this record system keep it back/)
  assert.equal(column('Note')[0], '')
  for (const row of rows) assert.equal(row.length, head.length)
})

test('a name that nobody kept back is not said to be', () => {
  const nobody = { ...shown(1), event: { ...shown(1).event, actor: { kind: 'professional' as const } } }
  const [head = [], row = []] = table([nobody], t, dates)
  assert.equal(row[head.indexOf('Note')], '')
})

test('an entry that was not verified is never called so', () => {
  const rows = table(
    [
      { ...shown(1), mark: 'unchecked' },
      { ...shown(2), mark: 'unverified' },
      { ...shown(3), mark: 'mismatch' },
    ],
    t,
    dates,
  )
  assert.deepEqual(
    rows.slice(1).map((row) => row[1]),
    ['Could not check', 'Not verified', 'Does not match'],
  )
})
