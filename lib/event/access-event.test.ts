import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { concealedBytes, eventBytes, isInstant, jcs, parseConcealed, parseEvent, type SealedEvent, withNames } from './access-event.ts'
import { sealedEvent } from './access-event-schema.ts'

const complete: SealedEvent = {
  id: '669699b2-f131-4097-b13d-71413a58aa92',
  kind: 'access',
  patient: { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' },
  accessedAt: '2026-08-06T14:30:00.000Z',
  recordedAt: '2026-08-06T14:30:02.000Z',
  action: 'R',
  eventType: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
  eventCodes: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read', display: 'Read' }],
  outcome: '0',
  actor: { kind: 'assistant', role: { code: 'ASS' } },
  onBehalfOf: { kind: 'professional' },
  organisation: { name: 'Tartu Clinic', identifier: { system: 'https://fhir.ee/sid/org/est/br', value: '90001478' } },
  unit: { name: 'Laboratory' },
  application: { identifier: { value: 'eHL' } },
  purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory', title: 'O’Connež “ÄÕ”\n', reference: 'DiagnosticReport/1' }],
  origin: { id: 'tartu', name: 'Tartu Clinic records', observer: { name: 'eHL' } },
  correlationId: '76d148b6-586d-11ec-bf63-0242ac130002',
  legalBasis: ['https://example.org/law/7'],
  sensitivity: [{ code: 'R' }],
  nameVisibility: { policy: 'delayed', until: '2026-08-13T14:30:00.000Z' },
  sourceText: 'A sentence.',
  concealed: `${'A'.repeat(43)}=`,
  sourceDigest: `${'B'.repeat(42)}A=`,
}

const parses = (value: unknown): boolean => {
  try {
    parseEvent(jcs(value))
    return true
  } catch (error) {
    assert.ok(error instanceof VerificationError && error.code === 'malformed', String(error))
    return false
  }
}

type Path = readonly (string | number)[]

function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, member]) => paths(member, [...at, Array.isArray(value) ? Number(key) : key]))]
}

/** A copy in which `change` has been applied to the value at `path`; `undefined` removes it. */
function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.flatMap((item, i) => (i === key ? [changed(item, rest, change)].filter((x) => x !== undefined) : [item]))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, member]) => [name, name === key ? changed(member, rest, change) : member] as const)
  return Object.fromEntries(members.filter(([, member]) => member !== undefined))
}

const replacements: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  'shown',
  'delayed',
  'erasure',
  'link',
  'correction',
  `${'x'.repeat(199)}😀`,
  `${'x'.repeat(998)}😀`,
  'x'.repeat(1001),
  'x'.repeat(501),
  'x'.repeat(201),
  'x'.repeat(101),
  '0',
  '16',
  0,
  1.5,
  -1,
  2 ** 53,
  true,
  [],
  [0],
  [''],
  ['urn:x'],
  [{ code: 'x' }],
  {},
  { name: 'x' },
  { code: 'x' },
  { policy: 'shown' },
  { policy: 'shown', until: '2026-08-13T14:30:00.000Z' },
  { policy: 'delayed' },
  { system: 'urn:x', value: 'x' },
  '2026-08-06T14:30:00Z',
  '2026-02-30T14:30:00.000Z',
  '2026-08-06T17:30:00.000+03:00',
  '669699B2-f131-4097-b13d-71413a58aa92',
  '669699b2-f131-4097-b13d-71413a58aa92',
  `${'A'.repeat(42)}B=`,
]

test('event bytes come back as the event they were made from, and as the same bytes', () => {
  assert.deepEqual(parseEvent(eventBytes(complete)), complete)
  assert.deepEqual(eventBytes(parseEvent(eventBytes(complete))), eventBytes(complete))
})

test('the fast check of event bytes and the schema accept the same values', () => {
  const all = paths(complete)
  for (const path of all) {
    for (const replacement of replacements) {
      const value = changed(complete, path, () => replacement)
      if (value === undefined) continue
      assert.equal(parses(value), sealedEvent.safeParse(value).success, `${path.join('.')} = ${JSON.stringify(replacement)?.slice(0, 60)}`)
    }
  }
  const edit = fc.record({
    path: fc.constantFrom(...all),
    value: fc.oneof(fc.constantFrom(...replacements), fc.jsonValue({ maxDepth: 2 })),
  })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), fc.constantFrom(...all), fc.string(), (edits, at, name) => {
      let value: unknown = complete
      for (const { path, value: replacement } of edits) value = changed(value, path, () => replacement)
      value = changed(value, at, (old) =>
        name && typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [name]: 1 } : old,
      )
      if (value === undefined) return
      assert.equal(parses(value), sealedEvent.safeParse(value).success)
    }),
    { numRuns: 2000 },
  )
})

test('an instant has one form, and its day is in the calendar', () => {
  const min = new Date('0001-01-01T00:00:00.000Z')
  const max = new Date('9999-12-31T23:59:59.999Z')
  fc.assert(fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => isInstant(date.toISOString())))
  assert.ok(isInstant('2024-02-29T23:59:59.999Z'))
  const others = ['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-08-00', '2026-08-32'].map((day) => `${day}T00:00:00.000Z`)
  for (const hour of ['24:00:00.000Z', '23:60:00.000Z', '23:59:60.000Z', '23:59:59.99Z', '23:59:59.000z']) others.push(`2026-08-06T${hour}`)
  for (const other of [...others, '+002026-08-06T00:00:00.000Z', '2026-08-06 00:00:00.000Z', '0000-08-06T00:00:00.000Z'])
    assert.ok(!isInstant(other), other)
})

test('texts have their limits, in UTF-16 code units', () => {
  assert.ok(parses({ ...complete, sourceText: 'ö'.repeat(1000) }))
  assert.ok(!parses({ ...complete, sourceText: 'x'.repeat(1001) }))
  assert.ok(parses({ ...complete, correlationId: 'x'.repeat(200) }))
  assert.ok(!parses({ ...complete, correlationId: `${'x'.repeat(199)}😀` }))
  assert.ok(!parses({ ...complete, legalBasis: ['x'.repeat(501)] }))
})

test('members that another kind of event has are refused', () => {
  const { actor: _, ...event } = complete
  assert.ok(parses({ ...event, kind: 'erasure', erased: [7, 9] }))
  assert.ok(parses({ ...event, kind: 'link', linked: { system: 'urn:x', value: '1' } }))
  assert.ok(parses({ ...event, kind: 'correction', corrected: complete.id }))
  assert.ok(!parses({ ...event, kind: 'erasure' }))
  assert.ok(!parses({ ...event, kind: 'link', erased: [7] }))
  assert.ok(!parses({ ...event, erased: [7] }))
  assert.ok(!parses({ ...event, kind: 'erasure', erased: [-1] }))
  assert.ok(!parses({ ...event, linked: { system: 'urn:x', value: '1' } }))
  assert.ok(!parses({ ...event, kind: 'link' }))
  assert.ok(!parses({ ...event, corrected: complete.id }))
  assert.ok(!parses({ ...event, kind: 'correction' }))
})

test('bytes that are not in canonical form are refused', () => {
  const canonical = new TextDecoder().decode(eventBytes(complete))
  const others = [
    ` ${canonical}`,
    `${canonical}\n`,
    canonical.replace('"action":"R"', '"action": "R"'),
    canonical.replace('"action":"R"', '"action":"\\u0052"'),
    canonical.replace('"action":"R",', '"action":"R","action":"R",'),
    canonical.replace('"accessedAt":"2026-08-06T14:30:00.000Z","action":"R"', '"action":"R","accessedAt":"2026-08-06T14:30:00.000Z"'),
    canonical.replace('A sentence.', '\\ud800'),
    canonical.replace('A sentence.', 'A\\/sentence.'),
    canonical.replace('{', '{"__proto__":{},'),
    canonical.slice(1),
    '[]',
    'null',
    '"x"',
    '['.repeat(100_000) + ']'.repeat(100_000),
    '',
  ]
  for (const text of others) assert.throws(() => parseEvent(utf8(text)), { code: 'malformed' }, text.slice(0, 80))
  assert.throws(() => parseEvent(Uint8Array.of(...utf8(canonical.slice(0, -2)), 0xff, 0x7d)), { code: 'malformed' })
})

test('concealed bytes hold names and a digest of the network, and nothing else', () => {
  const names = {
    actor: { name: 'Anna Berg' },
    onBehalfOf: { identifier: { system: 'urn:x', value: '1' } },
    network: { digest: complete.concealed },
  }
  assert.deepEqual(parseConcealed(concealedBytes(names)), names)
  assert.deepEqual(parseConcealed(utf8('{}')), {})
  for (const value of [
    { actor: {} },
    { actor: { name: '' } },
    { role: 'x' },
    { actor: { kind: 'system', name: 'x' } },
    [],
    { network: 'x' },
  ]) {
    assert.throws(() => parseConcealed(jcs(value)), { code: 'malformed' }, JSON.stringify(value))
  }
})

test('opened names join the agents that the event has, and nothing else does', () => {
  const shown = withNames(complete, { actor: { name: 'Anna Berg' }, network: { digest: complete.sourceDigest } })
  assert.deepEqual(shown.actor, { kind: 'assistant', role: { code: 'ASS' }, name: 'Anna Berg' })
  assert.deepEqual(shown.onBehalfOf, { kind: 'professional' })
  assert.deepEqual(Object.keys(shown).sort(), Object.keys(complete).sort())
})

test('3,000 events are parsed in a small part of the 150 ms that a page has', () => {
  const bytes = eventBytes(complete)
  for (let i = 0; i < 3000; i++) parseEvent(bytes)
  const start = performance.now()
  for (let i = 0; i < 3000; i++) parseEvent(bytes)
  const took = performance.now() - start
  console.log(`parseEvent: 3,000 events of ${bytes.length} B in ${took.toFixed(1)} ms`)
  assert.ok(took < 1500, `${took} ms`)
})
