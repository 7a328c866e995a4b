import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concealedBytes, eventBytes, parseConcealed, parseEvent } from './access-event.ts'
import { calendar } from './demo/calendar.ts'
import { emergency, namesNotShown } from './demo/incidents.ts'
import { typicalHistory } from './demo/ordinary.ts'
import { Random } from './demo/random.ts'
import { auditEvent } from './demo/shapes.ts'
import { fromAuditEvent } from './fhir.ts'
import { ESTONIA, least, map, OPTIONS, patient, ROLE_1, refused, SENDER, taken } from './testing.ts'

test('the least that is taken', () => {
  const { event, concealed } = taken({})
  assert.equal(event.accessedAt, '2026-08-06T14:30:00.000Z')
  assert.deepEqual(event.eventCodes, [event.eventType])
  assert.deepEqual(event.actor, { kind: 'unknown' })
  assert.deepEqual(event.organisation, { name: 'Tartu Clinic' })
  assert.deepEqual(event.data, [{ category: 'unclassified' }])
  assert.deepEqual(concealed, { actor: { name: 'Anna Berg' } })
})

const wrong: readonly (readonly [change: object, issues: readonly string[]])[] = [
  [{ type: undefined }, ['required AuditEvent.type']],
  [{ type: { coding: [{ code: 'rest' }] } }, ['required AuditEvent.type.code']],
  [{ action: 'X' }, ['value AuditEvent.action']],
  [{ action: undefined, outcome: undefined }, ['required AuditEvent.action', 'required AuditEvent.outcome']],
  [{ outcome: '16' }, ['value AuditEvent.outcome']],
  [{ recorded: '2026-08-06' }, ['value AuditEvent.recorded']],
  [{ recorded: '2026-08-06T17:30:00' }, ['value AuditEvent.recorded']],
  [{ recorded: '2026-02-30T17:30:00Z' }, ['value AuditEvent.recorded']],
  [{ recorded: '2026-08-06T24:00:00Z' }, ['value AuditEvent.recorded']],
  [{ recorded: '0000-08-06T17:30:00Z' }, ['value AuditEvent.recorded']],
  [{ recorded: '0001-01-01T00:00:00+03:00' }, ['value AuditEvent.recorded']],
  [{ recorded: 1786023000 }, ['structure AuditEvent.recorded']],
  [{ period: { start: '2026-08-06' } }, ['value AuditEvent.period.start']],
  [{ agent: [] }, ['value AuditEvent.agent']],
  [{ agent: {} }, ['structure AuditEvent.agent']],
  [{ agent: [{ requestor: 'true' }] }, ['structure AuditEvent.agent[0].requestor']],
  [{ agent: [{}, { who: { display: '' } }] }, ['value AuditEvent.agent[1].who.display']],
  [{ agent: Array(21).fill({}) }, ['too-long AuditEvent.agent']],
  [{ source: {} }, ['required AuditEvent.source.observer']],
  [{ entity: [] }, ['required AuditEvent.entity']],
  [{ entity: undefined }, ['required AuditEvent.entity']],
  [{ entity: [patient, patient] }, ['business-rule AuditEvent.entity[1]']],
  [{ entity: [{ role: ROLE_1 }] }, ['required AuditEvent.entity[0].what']],
  [{ entity: [{ role: ROLE_1, what: { identifier: { value: '38001085718' } } }] }, ['required AuditEvent.entity[0].what']],
  [
    { entity: [{}, { role: ROLE_1, what: { identifier: { system: ESTONIA, value: '3800108571' } } }] },
    ['value AuditEvent.entity[1].what.identifier'],
  ],
  [
    { entity: [{ role: ROLE_1, what: { identifier: { system: 'urn:oid:1.2.3', value: '1' } } }] },
    ['value AuditEvent.entity[0].what.identifier'],
  ],
  [
    { entity: [{ role: ROLE_1, what: { reference: 'https://other.example/fhir/Patient/1' } }] },
    ['value AuditEvent.entity[0].what.reference'],
  ],
  [{ entity: [{ role: ROLE_1, what: { reference: '#p' } }] }, ['value AuditEvent.entity[0].what.reference']],
  [{ entity: [patient, { name: 'x'.repeat(1001) }] }, ['too-long AuditEvent.entity[1].name']],
  [{ entity: [patient, { name: 'half a \ud83d' }] }, ['value AuditEvent.entity[1].name']],
  [{ entity: [patient, { query: '%%%' }] }, ['value AuditEvent.entity[1].query']],
  [{ entity: Array(101).fill({}) }, ['too-long AuditEvent.entity']],
  [{ modifierExtension: [{ url: 'urn:x' }] }, ['structure AuditEvent.modifierExtension']],
  [{ resourceType: 'Patient' }, ['structure resourceType']],
  [{ resourceType: undefined }, ['structure resourceType']],
]

test('every problem names its element', () => {
  for (const [change, issues] of wrong) assert.deepEqual(refused(change), issues, JSON.stringify(change).slice(0, 200))
  for (const nothing of [null, undefined, 'AuditEvent', 7, [], [least]]) assert.ok('issues' in fromAuditEvent(nothing, SENDER, OPTIONS))
})

test('no refusal repeats what was sent: it could be somebody’s name or code', () => {
  const identifier = { system: ESTONIA, value: 'ZZ38001085718' }
  const result = map({ outcome: 'ZZ', recorded: 'ZZ', entity: [{ role: ROLE_1, what: { identifier } }], agent: [{ requestor: 'ZZ' }] })
  assert.ok(!JSON.stringify(result).includes('ZZ'))
  assert.ok(!JSON.stringify(map({ entity: [{ role: ROLE_1, what: { identifier } }] })).includes('ZZ'))
})

test('an AuditEvent of R5 is refused by the elements that R4 does not have', () => {
  const breakGlass = {
    type: { coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110113' }] },
    subtype: { coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110127' }] },
    outcome: {
      code: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-outcome', code: '0' },
      detail: [{ text: 'Start of Break-Glass' }],
    },
    authorization: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'ETREAT' }] }],
    agent: [{ who: { reference: 'Practitioner/f001' }, requestor: true, networkString: 'custodian.net' }],
    entity: [{ what: { reference: 'Patient/example' }, role: { coding: [{ code: '1' }] } }],
  }
  assert.deepEqual(refused(breakGlass), [
    'not-supported AuditEvent.authorization',
    'required AuditEvent.type.code',
    'structure AuditEvent.subtype',
    'value AuditEvent.outcome',
  ])
  assert.deepEqual(refused({ category: [], code: {} }), ['not-supported AuditEvent.category', 'not-supported AuditEvent.code'])
})

test('what R4 has and nobody here reads does not matter', () => {
  const { event } = taken({ id: 'x', extension: [{ url: 'urn:x', valueDecimal: 1 }], outcomeDesc: 'fine', language: 'et', _recorded: {} })
  assert.deepEqual({ ...event, id: '' }, { ...taken({}).event, id: '' })
})

test('an event from the future is refused, as far as clocks may differ', () => {
  const now = Date.parse('2026-08-06T14:29:00Z')
  assert.ok('event' in map({}, { ...OPTIONS, clock: { now, skewMs: 60_000 } }))
  assert.deepEqual(refused({}, { ...OPTIONS, clock: { now, skewMs: 59_999 } }), ['business-rule AuditEvent.recorded'])
  const period = { start: '2026-08-06T17:31:00+03:00' }
  assert.deepEqual(refused({ period }, { ...OPTIONS, clock: { now, skewMs: 60_000 } }), ['business-rule AuditEvent.period.start'])
})

test('the access is when the period began, the report when it was recorded; both in one form', () => {
  const { event } = taken({ period: { start: '2026-03-29T04:00:00.123456+03:00', end: 'ignored' }, recorded: '2026-08-06T14:30:00Z' })
  assert.deepEqual([event.accessedAt, event.recordedAt], ['2026-03-29T01:00:00.123Z', '2026-08-06T14:30:00.000Z'])
})

test('the patient is recognised among the agents, however the identifier is written', () => {
  const asked = (who: object) => taken({ agent: [{ who, requestor: true }] }).event.actor?.kind
  assert.equal(asked({ identifier: { system: ESTONIA, value: '38001085718' } }), 'patient')
  assert.equal(asked({ identifier: { system: 'urn:oid:1.3.6.1.4.1.28284.6.2.2.1', value: 'ee 38001085718' } }), 'patient')
  assert.equal(asked({ identifier: { system: ESTONIA, value: '48403129900' } }), 'unknown')
  assert.equal(asked({ reference: 'RelatedPerson/1' }), 'representative')
  assert.equal(asked({ reference: 'https://clinic.example/fhir/PractitionerRole/1' }), 'professional')
  const referenced = { entity: [{ role: ROLE_1, what: { reference: 'Patient/7', identifier: patient.what.identifier } }] }
  assert.equal(taken({ ...referenced, agent: [{ who: { reference: 'Patient/7' }, requestor: true }] }).event.actor?.kind, 'patient')
  assert.equal(taken({ ...referenced, agent: [{ who: { reference: 'Patient/8' }, requestor: true }] }).event.actor?.kind, 'representative')
})

const type = (system: string, code: string) => ({ type: { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] } })
const chRole = (code: string) => ({ role: [{ coding: [{ system: 'urn:oid:2.16.756.5.30.1.127.3.10.6', code }] }] })

test('a provider that asked is who acted, one that did not is where', () => {
  const provider = { ...type('v3-RoleClass', 'PROV'), name: 'Praxis' }
  assert.deepEqual(taken({ agent: [{ ...provider, requestor: true }] }).concealed.actor, { name: 'Praxis' })
  assert.equal(taken({ agent: [{ ...provider, requestor: false }] }).event.organisation.name, 'Praxis')
  const organisation = { who: { reference: 'Organization/7', display: 'Ward' } }
  assert.equal(taken({ agent: [{ name: 'Anna Berg', requestor: true }, organisation] }).event.organisation.name, 'Ward')
})

test('one person without a requestor is taken for it, of two nobody knows', () => {
  assert.deepEqual(taken({ agent: [{ name: 'A' }] }).concealed.actor, { name: 'A' })
  assert.equal(taken({ agent: [{ name: 'A' }, { name: 'B' }] }).event.actor, undefined)
})

test('whoever else has a role is the one it was done for; an unknown agent is not', () => {
  const asked = { ...chRole('ASS'), name: 'A', requestor: true }
  assert.deepEqual(taken({ agent: [asked, { ...chRole('HCP'), name: 'B' }] }).concealed.onBehalfOf, { name: 'B' })
  assert.equal(taken({ agent: [asked, { name: 'B' }] }).event.onBehalfOf, undefined)
})

test('a profession says what somebody is, the role in this access what they were here', () => {
  const nurse = { coding: [{ system: 'http://snomed.info/sct', code: '106292003' }] }
  const { event } = taken({ agent: [{ role: [...chRole('ASS').role, nurse], requestor: true }] })
  assert.deepEqual(event.actor, { kind: 'assistant', role: { system: 'http://snomed.info/sct', code: '106292003' } })
  const clown = { coding: [{ system: 'http://snomed.info/sct', code: '1', display: 'Clown doctor' }] }
  const unknown = taken({ agent: [{ role: [clown], requestor: true }] }).event.actor
  assert.deepEqual(unknown, { kind: 'professional', role: { system: 'http://snomed.info/sct', code: '1', display: 'Clown doctor' } })
})

test('what identifies an agent may stand in altId, and its address may be the person’s own', () => {
  const agent = [{ altId: 'U7', name: 'A', requestor: true, network: { address: '192.0.2.7', type: '2' } }]
  const { concealed, network } = taken({ agent })
  assert.deepEqual(concealed.actor, { name: 'A', identifier: { value: 'U7' } })
  assert.deepEqual(network, { address: '192.0.2.7', type: '2' })
})

test('an emergency is a purpose or the start of an override, an automatic access a program or a purpose', () => {
  const dcm = (code: string) => ({ system: 'http://dicom.nema.org/resources/ontology/DCM', code })
  const purpose = (system: string, code: string) => [{ coding: [{ system, code }] }]
  assert.ok(taken({ type: dcm('110113'), subtype: [dcm('110127')] }).event.emergency)
  for (const code of ['ETREAT', 'BTG']) {
    assert.ok(taken({ purposeOfEvent: purpose('http://terminology.hl7.org/CodeSystem/v3-ActReason', code) }).event.emergency, code)
  }
  for (const code of ['AUTO', 'DICOM_AUTO']) {
    assert.ok(taken({ purposeOfEvent: purpose('urn:oid:2.16.756.5.30.1.127.3.10.5', code) }).event.automatic, code)
  }
  assert.ok(!taken({}).event.emergency && !taken({}).event.automatic)
})

test('a policy about staff hides whoever of them is named, also the one it was done for and those it is about', () => {
  const sender = { ...SENDER, namePolicy: 'by-law' } as const
  const agent = [
    { ...chRole('PAT'), name: 'P', requestor: true },
    { ...chRole('HCP'), name: 'B' },
  ]
  const about = { type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '1' }, name: 'Dr Somebody' }
  const result = map({ agent, entity: [patient, about] }, OPTIONS, sender)
  assert.ok('event' in result)
  assert.deepEqual(result.event.nameVisibility, { policy: 'by-law' })
  assert.doesNotMatch(JSON.stringify(result.event), /Somebody/)
})

test('a role of another code system does not make a patient', () => {
  const other = { role: { system: 'urn:oid:2.16.756.5.30.1.127.3.10.6', code: '1' }, what: patient.what }
  assert.deepEqual(refused({ entity: [other] }), ['required AuditEvent.entity'])
  assert.equal(taken({ entity: [{ role: { code: '1' }, what: patient.what }] }).event.patient.value, '38001085718')
})

test('the national identifier goes before the reference beside it, and only a reference stays in its record system', () => {
  const what = { reference: 'Patient/7', identifier: { system: ESTONIA, value: 'EE38001085718' } }
  assert.deepEqual(taken({ entity: [{ role: ROLE_1, what }] }).event.patient, { system: ESTONIA, value: '38001085718' })
  const bare = taken({ entity: [{ role: ROLE_1, what: { reference: 'Patient/38001085718' } }] }).event.patient
  assert.deepEqual(bare, { system: 'https://clinic.example/fhir/Patient', value: '38001085718' })
})

test('data has the category of its code, its document type, its resource type or the query', () => {
  const loinc = (valueString: string) => [{ type: 'DocumentTypeCode', valueString }]
  const entities: readonly (readonly [entity: object, category: string])[] = [
    [{ type: { system: 'http://hl7.org/fhir/resource-types', code: 'ImagingStudy' } }, 'image'],
    [
      { type: { system: 'http://hl7.eu/fhir/health-data-api/CodeSystem/eehrxf-document-priority-category-cs', code: 'Patient-Summaries' } },
      'patient-summary',
    ],
    [{ what: { reference: 'DocumentReference/1' }, detail: loinc('http://loinc.org|18842-5') }, 'discharge'],
    [{ detail: [{ type: 'EprDocumentTypeCode', valueBase64Binary: btoa('4241000179101') }] }, 'laboratory'],
    [{ what: { reference: 'https://clinic.example/fhir/MedicationDispense/1/_history/2' } }, 'dispensation'],
    [{ query: btoa('GET https://clinic.example/fhir/MedicationRequest?patient=1 HTTP/1.1') }, 'prescription'],
    [{ query: btoa('GET https://clinic.example/fhir/_history') }, 'unclassified'],
    [{ what: { reference: 'Encounter/1' } }, 'unclassified'],
  ]
  for (const [entity, category] of entities) {
    assert.equal(taken({ entity: [patient, entity] }).event.data[0]?.category, category, JSON.stringify(entity))
  }
})

test('a purpose in words stands for itself, and one given twice is there once', () => {
  const treat = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT', display: 'treatment' }] }
  const { event } = taken({
    purposeOfEvent: [treat, { text: 'Second opinion' }],
    agent: [{ name: 'A', requestor: true, purposeOfUse: [treat] }],
  })
  assert.deepEqual(event.purpose, [
    { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' },
    { code: 'Second opinion', display: 'Second opinion' },
  ])
})

test('a narrative becomes plain text', () => {
  const div =
    '<div xmlns="http://www.w3.org/1999/xhtml">Dr&#160;<b>M&#xFC;ller</b><br/>a &lt; b &amp;amp; c<!-- not this --> &quot;ok&quot; &bogus; &constructor;</div>'
  assert.equal(taken({ text: { status: 'generated', div } }).event.sourceText, 'Dr Müller a < b &amp; c "ok" &bogus; &constructor;')
  assert.equal(taken({ text: { status: 'empty', div } }).event.sourceText, undefined)
  assert.equal(taken({ text: { status: 'generated', div: '<div> </div>' } }).event.sourceText, undefined)
  assert.equal(taken({ text: { div: 'x'.repeat(2000) } }).event.sourceText?.length, 999)
  const hidden = '<div>a&#10;b&#x2028;c&#27;[31m &#x202E;d</div>'
  assert.equal(taken({ text: { div: hidden } }).event.sourceText, 'a b c&#27;[31m &#x202E;d')
})

test('whatever is taken is an event that can be sealed and read, however the resource was bent', () => {
  const days = calendar(new Date('2026-11-22T21:00:00Z'))
  const looks = [...typicalHistory(days, new Random('bent')).slice(0, 20), ...emergency(days), ...namesNotShown(days)]
  const resources: readonly object[] = looks.map(auditEvent)
  const digest = `${'A'.repeat(43)}=`
  const seen = { taken: 0, refused: 0 }
  const values = fc.oneof(
    fc.constantFrom(
      null,
      '',
      ' ',
      '\u0000',
      'x'.repeat(500),
      'x'.repeat(2000),
      '\ud800',
      `${'x'.repeat(197)}😀😀`,
      `${'x'.repeat(497)}😀😀`,
      `${'x'.repeat(997)}😀😀`,
      {},
      [],
      [{}],
      '1',
      'http://snomed.info/sct',
      'constructor',
    ),
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...resources), fc.array(fc.tuple(fc.nat(), values), { maxLength: 4 }), (resource, edits) => {
      let bent: unknown = resource
      for (const [place, value] of edits) bent = withLeaf(bent, { at: place % countLeaves(bent) }, value)
      const result = fromAuditEvent(bent, SENDER, OPTIONS)
      seen['event' in result ? 'taken' : 'refused']++
      if ('issues' in result) return assert.ok(result.issues.length > 0)
      const sealed = { ...result.event, concealed: digest, sourceDigest: digest }
      assert.deepEqual(parseEvent(eventBytes(sealed)), sealed)
      assert.deepEqual(parseConcealed(concealedBytes(result.concealed)), result.concealed)
    }),
    { numRuns: 2000 },
  )
  assert.ok(seen.taken > 300 && seen.refused > 300, JSON.stringify(seen))
})

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, member) => sum + countLeaves(member), 0) || 1
}

/** A copy in which the `at`-th value that is no object or list is another. */
function withLeaf(value: unknown, counter: { at: number }, leaf: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return counter.at-- === 0 ? leaf : value
  if (Array.isArray(value)) return value.map((item) => withLeaf(item, counter, leaf))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withLeaf(member, counter, leaf)]))
}
