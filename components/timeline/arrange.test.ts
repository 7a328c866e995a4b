import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { caseUrn, PORTAL } from '#lib/event/portal.ts'
import { arrange, type Line, markOf, mayBeSeveral, mergeReports } from './arrange.ts'
import type { ShownRow } from './row.ts'
import { EVENT as event } from './testing.ts'

let count = 0
const row = (change: Partial<AccessEvent>, mark: ShownRow['mark'] = 'verified'): ShownRow => {
  count += 1
  return { key: String(count), mark, event: { ...event, ...change }, concealed: 'opened', logIndex: count }
}
const client = { correlationId: 'x' }
const server = { correlationId: 'x', origin: { id: 'server', name: 'Server' }, accessedAt: '2026-08-06T14:34:00.000Z' }

test('the client’s and the server’s report of one access are shown once, and both can be opened', () => {
  const [one, other] = [row(client), row(server)]
  assert.deepEqual(mergeReports([one, other]), [{ row: one, twin: other }])
})

test('reports stay two when the protocol does not call them one access', () => {
  const stranger = { system: 'https://fhir.ee/sid/pid/est/ni', value: '48505050005' }
  const others: readonly (readonly [string, ShownRow])[] = [
    ['more than five minutes apart', row({ ...server, accessedAt: '2026-08-06T14:35:00.001Z' })],
    ['same origin', row({ ...server, origin: event.origin })],
    ['another action', row({ ...server, action: 'U' })],
    ['another patient', row({ ...server, patient: stranger })],
    ['another correlation id', row({ ...server, correlationId: 'y' })],
    ['not verified', row(server, 'mismatch')],
  ]
  for (const [why, other] of others) assert.equal(mergeReports([row(client), other]).length, 2, why)
  assert.equal(mergeReports([row(client), row(server), row(server)]).length, 3, 'three of them')
})

test('a report that contradicts another is no second report of the same access: nobody hides behind somebody else’s look', () => {
  const code = (value: string, system = 'https://fhir.ee/sid/pro/est/pho') => ({ identifier: { system, value } })
  const anna = { kind: 'professional', name: 'Anna Berg', ...code('N1') } as const
  const twins: readonly (readonly [string, number, Partial<AccessEvent>])[] = [
    ['another name', 2, { actor: { kind: 'professional', name: 'Kristel Aas' } }],
    ['another code under the same name', 2, { actor: { ...anna, ...code('N2') } }],
    ['a program instead of a person', 2, { actor: { kind: 'system' } }],
    ['the patient instead of a person', 2, { actor: { kind: 'patient' } }],
    ['on behalf of somebody else', 2, { onBehalfOf: { kind: 'professional', name: 'Kristel Aas' } }],
    ['another outcome', 2, { outcome: '8' }],
    ['an emergency', 2, { emergency: true }],
    ['other data', 2, { data: [{ category: 'image' }] }],
    ['no access', 2, { kind: 'correction', corrected: event.id }],
    ['the same code, written otherwise', 1, { actor: { ...anna, name: 'A. Berg' } }],
    ['a code of another register and the same name', 1, { actor: { ...anna, ...code('77', 'urn:local') } }],
    ['a role only', 1, { actor: { kind: 'professional' } }],
    ['data of which nothing is known', 1, { data: [{ category: 'unclassified' }] }],
    ['more data', 1, { data: [{ category: 'image' }, { category: 'laboratory' }] }],
  ]
  const onBehalfOf = { kind: 'professional', name: 'Jaan Tamm' } as const
  for (const [why, looks, change] of twins)
    assert.equal(mergeReports([row({ ...client, actor: anna, onBehalfOf }), row({ ...server, actor: anna, ...change })]).length, looks, why)
})

test('of two reports the one that names somebody is shown', () => {
  const { actor: _, ...nobody } = event
  const [bare, full] = [{ ...row(server), event: { ...nobody, ...server } }, row(client)]
  for (const rows of [
    [bare, full],
    [full, bare],
  ])
    assert.deepEqual(mergeReports(rows), [{ row: full, twin: bare }])
})

test('days are those of the time zone, newest first', () => {
  const months = arrange(
    [row({ accessedAt: '2026-07-31T20:59:59.000Z' }), row({ accessedAt: '2026-07-31T21:00:00.000Z' })],
    'Europe/Tallinn',
  )
  assert.deepEqual(
    months.map(({ key, days }) => [key, days.map((day) => day.key)]),
    [
      ['2026-08', ['2026-08-01']],
      ['2026-07', ['2026-07-31']],
    ],
  )
})

test('looks of the same person on the same day for the same reason are one line, others are not', () => {
  const [day] = arrange([row({}), row({}), row({ actor: { kind: 'professional', name: 'Jaan Tamm' } })], 'UTC')[0]?.days ?? []
  assert.deepEqual(
    day?.lines.map(({ looks }) => looks.length),
    [2, 1],
  )
})

const linesOf = (...rows: readonly ShownRow[]): readonly Line[] => arrange(rows, 'UTC')[0]?.days[0]?.lines ?? []

test('what would make a line say something untrue of one of its looks keeps that look apart', () => {
  const changes: readonly (readonly [string, Partial<AccessEvent>])[] = [
    ['another reason', { purpose: [{ code: 'HPAYMT' }] }],
    ['for somebody else', { onBehalfOf: { kind: 'professional', name: 'Jaan Tamm' } }],
    ['another ward', { unit: { name: 'Ward 3' } }],
    ['an emergency', { emergency: true }],
    ['automatic', { automatic: true }],
    ['refused', { outcome: '8' }],
    ['written instead of read', { action: 'U' }],
    ['a hidden name', { nameVisibility: { policy: 'by-law' } }],
    ['reported late', { recordedAt: '2026-08-09T14:30:00.000Z' }],
    ['test data by its purpose', { purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }] }],
    ['test data by its label', { sensitivity: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }] }],
    ['another code under the same name', { actor: { kind: 'professional', name: 'Anna Berg', identifier: { value: 'N2' } } }],
    ['an erasure', { kind: 'erasure', erased: [1] }],
  ]
  for (const [why, change] of changes) assert.equal(linesOf(row({}), row(change)).length, 2, why)
  assert.equal(linesOf(row({}), { ...row({}), concealed: 'withheld' }).length, 2, 'a name that nobody was given')
})

test('a line with one look that is not verified is not verified', () => {
  const [bad, good] = [row({}, 'mismatch'), row({})]
  for (const line of linesOf(bad, good)) assert.equal(line.looks.length, 1, 'it stands on a line of its own')
  for (const mark of ['waiting', 'unverified', 'unchecked', 'mismatch'] as const)
    assert.equal(markOf({ key: 'x', looks: [{ row: good }, { row: row({}, mark) }] }), mark)
  assert.equal(markOf({ key: 'x', looks: [{ row: good, twin: bad }] }), 'mismatch')
  assert.equal(markOf({ key: 'x', looks: [{ row: good }, { row: good }] }), 'verified')
})

test('looks that were reported twice are grouped like others, and keep both reports', () => {
  const pair = (id: string) => [row({ ...client, correlationId: id }), row({ ...server, correlationId: id })] as const
  const [line, ...others] = linesOf(...pair('a'), ...pair('b'))
  assert.deepEqual([line?.looks.length, others.length], [2, 0])
  assert.ok(line?.looks.every(({ twin }) => twin !== undefined))
})

test('names that are hidden until some minutes apart do not part the looks of one day', () => {
  const until = (time: string) => ({ nameVisibility: { policy: 'delayed', until: `2026-08-13T${time}:00.000Z` } }) as const
  assert.equal(linesOf(row(until('14:30')), row(until('14:35'))).length, 1)
})

test('a line of people whom nobody named does not say that it was one person', () => {
  const several = (actor: AccessEvent['actor'], more: Partial<AccessEvent> = {}) =>
    linesOf(row({ ...(actor && { actor }), ...more })).map(mayBeSeveral)
  assert.deepEqual(several({ kind: 'professional' }), [true])
  assert.deepEqual(several({ kind: 'professional', name: 'Anna Berg' }), [false])
  assert.deepEqual(several({ kind: 'professional', identifier: { value: 'N1' } }), [false])
  assert.deepEqual(several({ kind: 'system' }, { automatic: true }), [false])
  assert.deepEqual(several({ kind: 'patient' }), [false])
})

test('a withheld entry stands beside its neighbour in the history', () => {
  const withheld = { key: 'w', mark: 'verified', logIndex: 2, withheld: 'by-law' } as const
  const months = arrange([row({}), withheld, row({ accessedAt: '2026-08-01T00:00:00.000Z' })], 'UTC')
  assert.deepEqual(
    months[0]?.days.map(({ lines }) => lines.map(({ looks }) => looks[0].row.key)),
    [[String(count - 1), 'w'], [String(count)]],
  )
})

test('what staff read for two questions stands on two lines', () => {
  const read = (reference: string) => row({ origin: PORTAL, data: [{ category: 'unclassified', reference: caseUrn(reference) }] })
  assert.equal(linesOf(read('S-2026-00042'), read('S-2026-00043'), read('S-2026-00042')).length, 2)
})
