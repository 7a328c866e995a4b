import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AccessEvent } from './access-event.ts'
import { dayOf, daysOfMonth, isDay, monthsBetween } from './days.ts'
import { lookFacts, matchesLook, printLookFilter, REASONS, readLookFilter, readView, SHOWS } from './look-filter.ts'

test('an address says the choices in one way, and reads back', () => {
  const filter = { show: 'people', emergency: true, reason: 'none', data: 'laboratory', from: '2026-03-01', to: '2026-03-31' } as const
  const query = 'show=people&emergency=yes&reason=none&data=laboratory&from=2026-03-01&to=2026-03-31'
  assert.equal(String(printLookFilter(filter)), query)
  assert.deepEqual(readLookFilter(new URLSearchParams(query)), filter)
})

test('what comes twice in an address is no choice', () => {
  assert.deepEqual(readLookFilter(new URLSearchParams('show=people&show=automatic&from=2026-03-01&from=2026-03-01&data=laboratory')), {
    data: 'laboratory',
  })
})

test('both days of a span are in it, and an entry of which no day is known is in none', () => {
  const found = (day: string | undefined) =>
    matchesLook({ shows: [], emergency: false, reasons: [], data: [], ...(day && { day }) }, { from: '2026-03-01', to: '2026-03-31' })
  assert.deepEqual(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01', undefined].map(found), [false, true, true, false, false])
})

test('no address whatever makes an error or another choice than ours', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('show', 'emergency', 'reason', 'data', 'from', 'to', 'before'), fc.string())),
      (pairs) => {
        const filter = readLookFilter(new URLSearchParams(pairs))
        assert.ok(filter.show === undefined || SHOWS.includes(filter.show))
        assert.ok(filter.reason === undefined || REASONS.includes(filter.reason))
        for (const day of [filter.from, filter.to]) assert.ok(day === undefined || isDay(day))
        assert.deepEqual(readLookFilter(printLookFilter(filter)), filter)
      },
    ),
  )
})

test('a day is one of the calendar, in the time zone of the pages', () => {
  assert.equal(dayOf('2026-03-31T21:30:00.000Z', 'Europe/Tallinn'), '2026-04-01')
  assert.equal(dayOf('2026-03-31T21:30:00.000Z', 'UTC'), '2026-03-31')
  assert.ok(isDay('2024-02-29'))
  for (const text of ['2026-02-29', '2026-2-1', '2026-13-01', '0000-01-01', ' 2026-01-01', '']) assert.ok(!isDay(text), text)
})

test('a month has all its days, and a year all its months', () => {
  assert.deepEqual(daysOfMonth('2024-02'), { from: '2024-02-01', to: '2024-02-29' })
  assert.deepEqual(daysOfMonth('2026-12'), { from: '2026-12-01', to: '2026-12-31' })
  assert.deepEqual(monthsBetween('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02'])
  assert.deepEqual(monthsBetween('2026-02', '2025-11'), [])
})

test('the history page takes choices and a place from its address, and nothing else', () => {
  const view = (query: string) => readView(new URLSearchParams(query))
  assert.deepEqual(view('show=automatic&from=2026-03-01&before=2000'), { filter: { show: 'automatic', from: '2026-03-01' }, before: 2000 })
  for (const query of [
    '',
    'before=-1',
    'before=1e3',
    'before=',
    'before=01',
    'before=9999999999999999',
    'patient=48403129900',
    'show=x&person=17',
  ])
    assert.deepEqual(view(query), { filter: {} }, query)
})

test('what a record system says was the patient is not hidden from who asks for people', () => {
  const shows = (id: string) => lookFacts(access({ id, name: id }), 'opened', '2026-08-06').shows
  assert.deepEqual(shows('portal'), ['you'])
  assert.deepEqual(shows('tartu-clinic'), ['people', 'notCare', 'you'])
})

const access = (origin: AccessEvent['origin']) =>
  ({
    kind: 'access',
    automatic: false,
    emergency: false,
    outcome: '0',
    actor: { kind: 'patient' },
    purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'PATRQT' }],
    data: [],
    eventType: { code: 'rest' },
    eventCodes: [],
    origin,
  }) as unknown as AccessEvent
