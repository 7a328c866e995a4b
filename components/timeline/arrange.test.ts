import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { arrange, mergeReports } from './arrange.ts'
import type { ShownRow } from './row.ts'

const digest = `${'A'.repeat(43)}=`
const event: AccessEvent = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'access',
  patient: { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' },
  accessedAt: '2026-08-06T14:30:00.000Z',
  recordedAt: '2026-08-06T14:30:00.000Z',
  action: 'R',
  eventType: { code: 'rest' },
  eventCodes: [{ code: 'read' }],
  outcome: '0',
  actor: { kind: 'professional', name: 'Anna Berg' },
  organisation: { name: 'Tartu Clinic' },
  purpose: [],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory' }],
  origin: { id: 'client', name: 'Client' },
  legalBasis: [],
  sensitivity: [],
  nameVisibility: { policy: 'shown' },
  concealed: digest,
  sourceDigest: digest,
}

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

test('a withheld entry stands beside its neighbour in the history', () => {
  const withheld = { key: 'w', mark: 'verified', logIndex: 2, withheld: 'by-law' } as const
  const months = arrange([row({}), withheld, row({ accessedAt: '2026-08-01T00:00:00.000Z' })], 'UTC')
  assert.deepEqual(
    months[0]?.days.map(({ lines }) => lines.map(({ looks }) => looks[0].row.key)),
    [[String(count - 1), 'w'], [String(count)]],
  )
})
