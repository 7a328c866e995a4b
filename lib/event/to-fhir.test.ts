import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { VerificationError } from '#lib/tlog/error.ts'
import {
  ACTIONS,
  ACTOR_KINDS,
  type AccessEvent,
  CATEGORIES,
  type Concealed,
  type EventDraft,
  KINDS,
  OUTCOMES,
  type PatientIdentifier,
  withNames,
} from './access-event.ts'
import { exportBundle, readExportedBundle } from './bundle.ts'
import { DEMO_RECORD_SYSTEMS } from './demo/record-systems.ts'
import { stories } from './demo/stories.ts'
import { fromAuditEvent } from './fhir.ts'
import { EXTENSION, MASKED, REDACTED } from './fhir-extensions.ts'
import { fromExported } from './from-exported.ts'
import { BALP, CH_ATC } from './samples.golden.ts'
import { OPTIONS, taken } from './testing.ts'
import { type ExportedEntry, type ExportedEvent, toAuditEvent } from './to-fhir.ts'
import { sentence } from './words.ts'

const ORIGIN = 'sightline.example/demo'
const DIGESTS = { concealed: `${'A'.repeat(43)}=`, sourceDigest: `${'B'.repeat(42)}A=` }
const UNTIL = new Date('2026-11-22T21:00:00Z')

const opened = (event: EventDraft, names: Concealed, logIndex = 7): ExportedEvent => ({
  event: withNames({ ...event, ...DIGESTS }, names),
  concealed: 'opened',
  logIndex,
})

const throughJson = (entry: ExportedEntry, patient: PatientIdentifier) =>
  fromExported(JSON.parse(JSON.stringify(toAuditEvent(entry, { origin: ORIGIN, patient })))).entry

const demo = stories({ seed: 'sightline', until: UNTIL }).map(({ recordSystem, resource }) => {
  const sender = DEMO_RECORD_SYSTEMS.find(({ id }) => id === recordSystem)
  assert.ok(sender)
  const mapped = fromAuditEvent(resource, sender, OPTIONS)
  assert.ok('event' in mapped)
  return { sender, ...mapped }
})

test('every event of the demonstration comes back from FHIR as it was, with its names and without them', () => {
  assert.ok(demo.length > 3000)
  for (const { event, concealed } of demo) {
    const entry = opened(event, concealed)
    assert.deepEqual(throughJson(entry, event.patient), entry)
    const hidden = { ...opened(event, {}), concealed: 'withheld' } as const
    assert.deepEqual(throughJson(hidden, event.patient), hidden)
  }
})

test('every shared sample comes back from FHIR as it was', () => {
  for (const { concealed = {}, network: _, observer, ...sample } of [...Object.values(BALP), ...Object.values(CH_ATC)]) {
    const usual = taken({}).event
    const { actor: __, ...least } = usual
    const event: EventDraft = { ...least, origin: { id: 'sample', name: 'Samples', ...(observer && { observer }) }, ...sample }
    const entry = opened(event, concealed)
    assert.deepEqual(throughJson(entry, event.patient), entry)
  }
})

test('who takes an exported event for one that a record system sends reads the same: who, what, why, when', () => {
  for (const { sender, event, concealed } of demo) {
    const { event: shown } = opened(event, concealed)
    const again = fromAuditEvent(
      toAuditEvent(opened(event, concealed), { origin: ORIGIN, patient: event.patient }),
      { ...sender, namePolicy: 'shown' },
      OPTIONS,
    )
    assert.ok('event' in again, JSON.stringify(again))
    const read = withNames({ ...again.event, ...DIGESTS }, again.concealed)
    assert.deepEqual(sentence(read), sentence(shown))
    for (const member of ['patient', 'accessedAt', 'recordedAt', 'data', 'emergency', 'automatic', 'purpose', 'correlationId'] as const)
      assert.deepEqual(read[member], shown[member], member)
  }
})

test('a name that is withheld is marked as absent, and nothing stands in its place', () => {
  const found = demo.find(({ event }) => event.nameVisibility.policy === 'by-law')
  assert.ok(found)
  const resource = toAuditEvent({ ...opened(found.event, {}), concealed: 'withheld' }, { origin: ORIGIN, patient: found.event.patient })
  const text = JSON.stringify(resource)
  assert.ok(found.concealed.actor?.name)
  assert.ok(!text.includes(found.concealed.actor.name))
  const [who] = resource.agent as { who: unknown; name?: string }[]
  assert.deepEqual(who?.who, { extension: [{ url: EXTENSION.absent, valueCode: 'masked' }] })
  assert.equal(who?.name, undefined)
  assert.deepEqual((resource.meta as { security: unknown[] }).security.at(-1), MASKED)
})

test('nobody’s own name is said to be kept from them', () => {
  const own: ExportedEvent = { event: { ...taken({}).event, ...DIGESTS, actor: { kind: 'patient' } }, concealed: 'withheld', logIndex: 7 }
  const [who] = toAuditEvent(own, { origin: ORIGIN, patient: own.event.patient }).agent as { who?: unknown }[]
  assert.equal(who?.who, undefined)
})

test('a record system’s own words stand in XHTML, and none of them is markup', () => {
  const resource = toAuditEvent(opened({ ...taken({}).event, sourceText: 'a <b> & ]]>' }, {}), {
    origin: ORIGIN,
    patient: { system: 'urn:x', value: '1' },
  })
  const div = '<div xmlns="http://www.w3.org/1999/xhtml">a &lt;b&gt; &amp; ]]&gt;</div>'
  assert.deepEqual(resource.text, { status: 'additional', div })
})

test('an entry that is withheld says whose it is, where it stands and why it is empty', () => {
  const patient = { system: 'urn:x', value: '1' }
  for (const withheld of ['by-law', 'retention', 'erased'] as const) {
    const resource = toAuditEvent({ withheld, logIndex: 12 }, { origin: ORIGIN, patient })
    assert.deepEqual((resource.meta as { security: unknown }).security, [REDACTED])
    assert.equal(resource.action, undefined)
    assert.deepEqual(fromExported(resource), { entry: { withheld, logIndex: 12 }, options: { origin: ORIGIN, patient } })
  }
})

const text = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((value) => value.length <= max)
const coding = fc.record({ system: text(500), code: text(200), display: text(1000) }, { requiredKeys: ['code'] })
const identifier = fc.record({ system: text(500), value: text(1000) }, { requiredKeys: ['value'] })
const patientIdentifier = fc.record({ system: text(500), value: text(200) })
const named = fc
  .record({ name: text(1000), identifier }, { requiredKeys: [] })
  .filter(({ name, identifier: id }) => name !== undefined || id !== undefined)
const person = fc
  .record({ kind: fc.constantFrom(...ACTOR_KINDS), role: coding, name: text(1000), identifier }, { requiredKeys: ['kind'] })
  .map((actor) => actor)
const instant = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64'))
const reference = fc.oneof(
  text(500),
  fc.constantFrom('DiagnosticReport/1', 'urn:a|b|c', '|', 'a|', '|b', 'https://a.example/fhir/Binary/1'),
)
const kinds = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record<Pick<AccessEvent, 'kind' | 'erased' | 'linked' | 'corrected'>>({
    kind: fc.constant(kind),
    ...(kind === 'erasure' && { erased: fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 4 }) }),
    ...(kind === 'link' && { linked: patientIdentifier }),
    ...(kind === 'correction' && { corrected: fc.uuid() }),
  }),
)
const anyEvent: fc.Arbitrary<AccessEvent> = fc
  .tuple(
    kinds,
    fc.record(
      {
        id: fc.uuid(),
        patient: patientIdentifier,
        accessedAt: instant,
        recordedAt: instant,
        action: fc.constantFrom(...ACTIONS),
        eventType: coding,
        eventCodes: fc.array(coding, { minLength: 1, maxLength: 3 }),
        outcome: fc.constantFrom(...OUTCOMES),
        actor: person,
        onBehalfOf: person,
        organisation: named,
        unit: named,
        application: named,
        purpose: fc.array(coding, { maxLength: 3 }),
        emergency: fc.boolean(),
        automatic: fc.boolean(),
        data: fc.array(
          fc.record({ category: fc.constantFrom(...CATEGORIES), title: text(1000), reference }, { requiredKeys: ['category'] }),
          { minLength: 1, maxLength: 3 },
        ),
        origin: fc.record({ id: text(100), name: text(1000), observer: named }, { requiredKeys: ['id', 'name'] }),
        correlationId: text(200),
        legalBasis: fc.array(text(500), { maxLength: 2 }),
        sensitivity: fc.array(fc.oneof(coding, fc.constant(MASKED)), { maxLength: 2 }),
        nameVisibility: fc.oneof(
          fc.record({ policy: fc.constantFrom('shown', 'role-only', 'by-law') }),
          fc.record({ policy: fc.constant('delayed' as const), until: instant }),
        ),
        sourceText: text(1000),
        concealed: digest,
        sourceDigest: digest,
      },
      {
        requiredKeys: [
          ...(['id', 'patient', 'accessedAt', 'recordedAt', 'action', 'eventType', 'eventCodes', 'outcome', 'organisation'] as const),
          ...(['purpose', 'emergency', 'automatic', 'data', 'origin', 'legalBasis', 'sensitivity', 'nameVisibility'] as const),
          ...(['concealed', 'sourceDigest'] as const),
        ],
      },
    ),
  )
  .map(([kind, event]) => ({ ...event, ...kind }) as AccessEvent)

test('whatever an event holds, FHIR gives it back to the letter', () => {
  fc.assert(
    fc.property(anyEvent, fc.constantFrom('opened', 'withheld'), fc.maxSafeNat(), (event, concealed, logIndex) => {
      const entry: ExportedEvent = JSON.parse(JSON.stringify({ event, concealed, logIndex }))
      assert.deepEqual(throughJson(entry, event.patient), entry)
    }),
    { numRuns: 500 },
  )
})

test('a Bundle holds every entry in its order, and is refused when anything in it was changed', () => {
  const entries: ExportedEntry[] = [
    ...demo.slice(0, 20).map(({ event, concealed }, index) => opened(event, concealed, index)),
    { withheld: 'erased', logIndex: 21 },
  ]
  const patient = { system: 'urn:x', value: '1' }
  const bundle = exportBundle(entries, { origin: ORIGIN, patient, timestamp: '2026-11-26T12:00:00.000Z' })
  const text = JSON.stringify(bundle)
  assert.deepEqual(
    readExportedBundle(JSON.parse(text)).map(({ entry }) => entry),
    entries,
  )
  assert.equal(new Set(bundle.entry.map(({ fullUrl }) => fullUrl)).size, entries.length)
  const refused = (resource: unknown) =>
    assert.throws(() => fromExported(resource), { name: 'VerificationError', code: 'malformed' } as Partial<VerificationError>)
  const [first] = bundle.entry
  assert.ok(first)
  refused({ ...first.resource, language: 'en' })
  refused({ ...first.resource, recorded: '2026-08-06T17:30:00+03:00' })
  refused({ ...first.resource, extension: [] })
  for (const other of [undefined, null, 1, '', [], {}, { resourceType: 'AuditEvent' }, taken({}).event]) refused(other)
  for (const other of [undefined, null, {}, { resourceType: 'Bundle' }, { entry: [] }, { resourceType: 'Bundle', entry: [null] }])
    assert.throws(() => readExportedBundle(other))
})
