import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessEvent } from './access-event.ts'
import { ACTION, CATEGORY, kindOfRole, PURPOSE, ROLE, SYSTEM } from './codes.ts'
import { caseUrn, PORTAL } from './portal.ts'
import { housekeeping, isTest, KEYS, sentence, stopped } from './words.ts'

const event: AccessEvent = {
  id: '669699b2-f131-4097-b13d-71413a58aa92',
  kind: 'access',
  patient: { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' },
  accessedAt: '2026-08-06T14:30:00.000Z',
  recordedAt: '2026-08-06T14:30:02.000Z',
  action: 'R',
  eventType: { system: SYSTEM.eventType, code: 'rest' },
  eventCodes: [{ system: SYSTEM.interaction, code: 'read' }],
  outcome: '0',
  actor: { kind: 'professional', role: { system: SYSTEM.snomed, code: '106292003' }, name: 'Anna Berg' },
  organisation: { name: 'Tartu Clinic' },
  purpose: [{ system: SYSTEM.actReason, code: 'TREAT' }],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory', title: 'Blood count' }],
  origin: { id: 'tartu', name: 'Tartu Clinic records' },
  legalBasis: [],
  sensitivity: [],
  nameVisibility: { policy: 'shown' },
  concealed: '',
  sourceDigest: '',
}

test('the parts of the sentence that stands for every row', () => {
  assert.deepEqual(sentence(event), {
    who: { key: 'named', role: 'nurse', name: 'Anna Berg', organisation: 'Tartu Clinic' },
    action: 'read',
    what: ['laboratory'],
    reasons: [{ key: 'TREAT' }],
    outcome: 'success',
  })
})

test('somebody without a name is a role at a place, and nobody at all is a place', () => {
  const { actor: _, ...without } = event
  assert.deepEqual(sentence({ ...event, actor: { kind: 'professional' }, unit: { name: 'Ward 3' } }).who, {
    key: 'unnamed',
    role: 'professional',
    organisation: 'Tartu Clinic',
    unit: 'Ward 3',
  })
  assert.equal(sentence({ ...event, unit: { name: 'Tartu Clinic' } }).who.unit, undefined, 'the same name is not said twice')
  assert.deepEqual(sentence(without).who, { key: 'organisation', role: 'unknown', organisation: 'Tartu Clinic' })
  assert.equal(sentence({ ...event, actor: { kind: 'patient', name: 'Mari' } }).who.key, 'you')
})

test('somebody who may act for the patient is called that, and not by a place of work', () => {
  const act = (name?: string) => sentence({ ...event, actor: { kind: 'representative', ...(name && { name }) } }).who
  assert.deepEqual(act('Ilmar Lang'), { key: 'representative', role: 'representative', name: 'Ilmar Lang', organisation: 'Tartu Clinic' })
  assert.deepEqual(act(), { key: 'representative', role: 'representative', organisation: 'Tartu Clinic' })
})

test('what was refused did not show, or did not change, anything', () => {
  assert.deepEqual(
    ['read', 'search', 'disclose', 'emergency-start'].map((action) => stopped(action as 'read')),
    Array(4).fill('shown'),
  )
  assert.deepEqual(
    ['create', 'update', 'delete', 'grant'].map((action) => stopped(action as 'create')),
    Array(4).fill('changed'),
  )
})

test('who acts for the patient is named by the right to, and at no place', () => {
  const of = (actor: NonNullable<AccessEvent['actor']>) => sentence({ ...event, actor }).who
  const named = (code: string) => of({ kind: 'representative', role: { system: SYSTEM.roleCode, code }, name: 'Mari Maasikas' })
  for (const [code, role] of [
    ['PRN', 'parent'],
    ['GUARD', 'guardian'],
    ['POWATT', 'mandate'],
    ['?', 'representative'],
  ] as const)
    assert.deepEqual([named(code).key, named(code).role], ['representative', role])
})

test('a role without a key brings the sender’s own word', () => {
  const role = { system: SYSTEM.snomed, code: '1', display: 'Clown doctor' }
  const { who } = sentence({ ...event, actor: { kind: 'professional', role, name: 'Pip' } })
  assert.deepEqual(who, { key: 'named', role: 'professional', roleText: 'Clown doctor', name: 'Pip', organisation: 'Tartu Clinic' })
})

test('no name turns or hides the words around it', () => {
  const [bad, seen] = ['A\u202eB\u0000', 'A\ufffdB\ufffd']
  const role = { code: '1', display: bad }
  const hostile = {
    ...event,
    actor: { kind: 'professional', role, name: bad },
    organisation: { name: bad },
    unit: { name: `${bad}C` },
    purpose: [{ code: bad }],
  } as const
  const { who, reasons } = sentence(hostile)
  assert.deepEqual(who, { key: 'named', role: 'professional', roleText: seen, name: seen, organisation: seen, unit: `${seen}C` })
  assert.deepEqual(reasons, [{ key: 'other', text: seen }])
  assert.equal(sentence({ ...event, actor: { kind: 'system' }, application: { name: bad } }).who.name, seen)
  assert.deepEqual(housekeeping({ ...hostile, linked: { system: 'x', value: bad } }), { organisation: seen, count: 0, identifier: seen })
})

test('an automatic access says why, and names the program', () => {
  const system: AccessEvent = { ...event, actor: { kind: 'system' }, application: { name: 'Reminder service' }, automatic: true }
  assert.deepEqual(sentence(system).who, { key: 'system', role: 'system', name: 'Reminder service', organisation: 'Tartu Clinic' })
  const reason = (change: Partial<AccessEvent>) => sentence({ ...system, ...change }).automatic
  assert.equal(reason({}), 'system')
  assert.equal(reason({ eventCodes: [{ system: SYSTEM.interaction, code: 'search' }] }), 'list-query')
  assert.equal(reason({ eventCodes: [{ system: SYSTEM.chEvent, code: 'ATC_HPD_GROUP_ENTRY_NOTIFY' }] }), 'notification')
  assert.equal(reason({ purpose: [{ system: SYSTEM.chPurpose, code: 'AUTO' }] }), 'upload')
  assert.equal(reason({ purpose: [{ system: SYSTEM.chPurpose, code: 'DICOM_AUTO' }] }), 'imaging')
  assert.equal(reason({ automatic: false }), undefined)
})

test('reasons keep their order, an unknown one its text, and test data is not a reason', () => {
  const purpose = [{ code: 'x', display: 'Second opinion' }, { code: 'y' }, { system: SYSTEM.actReason, code: 'HTEST' }]
  const tested = { ...event, purpose: [...purpose, ...event.purpose] }
  assert.deepEqual(sentence(tested).reasons, [{ key: 'other', text: 'Second opinion' }, { key: 'other', text: 'y' }, { key: 'TREAT' }])
  assert.ok(isTest(tested))
  assert.ok(isTest({ ...event, sensitivity: [{ system: SYSTEM.actReason, code: 'HTEST' }] }))
  assert.ok(!isTest(event))
  assert.deepEqual(sentence({ ...event, purpose: [] }).reasons, [])
})

test('the most telling code names the action, and a plain action has a word too', () => {
  const act = (change: Partial<AccessEvent>) => sentence({ ...event, ...change }).action
  assert.equal(
    act({ eventType: { system: SYSTEM.dcm, code: '110113' }, eventCodes: [{ system: SYSTEM.dcm, code: '110127' }] }),
    'emergency-start',
  )
  assert.equal(
    act({ eventType: { system: SYSTEM.dcm, code: '110106' }, eventCodes: [{ system: SYSTEM.chEvent, code: 'ATC_DOC_READ' }] }),
    'read',
  )
  for (const [action, key] of Object.entries({ C: 'create', R: 'read', U: 'update', D: 'delete', E: 'execute' })) {
    assert.equal(act({ action: action as AccessEvent['action'], eventCodes: [{ code: '?' }] }), key)
  }
})

test('a code that is spelled like a member of every object means nothing', () => {
  assert.equal(sentence({ ...event, eventCodes: [{ system: SYSTEM.interaction, code: 'constructor' }] }).action, 'read')
  assert.equal(sentence({ ...event, eventCodes: [{ system: 'constructor', code: 'name' }] }).action, 'read')
})

test('every code that we know has a key that the message files must have', () => {
  const all = <T extends string>(table: { readonly [system: string]: { readonly [code: string]: T } }) =>
    Object.values(table).flatMap((codes) => Object.values(codes))
  const has = (keys: readonly string[], used: readonly string[]) =>
    assert.deepEqual(
      used.filter((key) => !keys.includes(key)),
      [],
    )
  has(KEYS.action, all(ACTION))
  has(KEYS.reason, all(PURPOSE))
  has(KEYS.role, all(ROLE))
  has(KEYS.category, all(CATEGORY))
  for (const [system, codes] of Object.entries(ROLE)) {
    for (const code of Object.keys(codes)) assert.ok(kindOfRole({ system, code }), `${system}|${code} is a role of some kind of person`)
  }
})

test('what staff of this service read, they read for a question, and no other system’s words make somebody ours', () => {
  const role = { system: SYSTEM.staffRole, code: 'agent' }
  const look: AccessEvent = {
    ...event,
    actor: { kind: 'administrator', role, name: 'Kadri Kuusk' },
    organisation: { name: 'the health system' },
    data: [{ category: 'unclassified', reference: caseUrn('S-2026-00042') }],
  }
  const ours = sentence({ ...look, origin: PORTAL })
  assert.deepEqual(ours.who, { key: 'staff', role: 'support-agent', name: 'Kadri Kuusk', organisation: 'the health system' })
  assert.deepEqual([ours.action, ours.reference], ['read-case', 'S-2026-00042'])
  const theirs = sentence(look)
  assert.deepEqual([theirs.who.key, theirs.action, theirs.reference], ['named', 'read', undefined])
  const officer = { kind: 'administrator', role: { ...role, code: 'officer' }, name: 'Riina Mägi' } as const
  assert.equal(sentence({ ...look, origin: PORTAL, actor: officer }).who.key, 'named', 'of their own organisation')
})
