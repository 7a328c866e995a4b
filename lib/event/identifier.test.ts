import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalIdentifier, IdentifierError, type IdentifierSystem, referencedPatient } from './identifier.ts'

const estonia = 'https://fhir.ee/sid/pid/est/ni'
const systems: readonly IdentifierSystem[] = [
  { system: estonia, aliases: ['urn:oid:1.3.6.1.4.1.28284.6.2.2.1', 'https://tara.ria.ee'], pattern: '[0-9]{11}', strip: 'EE' },
  { system: 'http://fhir.de/sid/gkv/kvid-10', aliases: [], pattern: '[A-Z][0-9]{9}' },
  { system: 'https://example.org/either', aliases: [], pattern: 'A|B' },
]

const accepted: readonly [system: string, value: string, canonical: string, canonicalSystem?: string][] = [
  [estonia, '38001085718', '38001085718'],
  [estonia, 'EE38001085718', '38001085718'],
  [estonia, 'ee38001085718', '38001085718'],
  [estonia, ' 380 0108\t5718\r\n', '38001085718'],
  [estonia, 'E E38001085718', '38001085718'],
  ['https://tara.ria.ee', 'EE60001019906', '60001019906', estonia],
  ['urn:oid:1.3.6.1.4.1.28284.6.2.2.1', '60001019906', '60001019906', estonia],
  ['http://fhir.de/sid/gkv/kvid-10', 'x123456789', 'X123456789'],
]

test('an accepted identifier has one canonical form, whatever its alias, case, spaces and prefix', () => {
  for (const [system, value, canonical, canonicalSystem = system] of accepted) {
    const result = canonicalIdentifier(systems, { system, value })
    assert.deepEqual(result, { system: canonicalSystem, value: canonical }, JSON.stringify([system, value]))
    assert.deepEqual(canonicalIdentifier(systems, result), result, 'a canonical identifier is its own canonical form')
  }
})

const refused: readonly [system: string, value: string][] = [
  ['https://fhir.ee/sid/pid/est/ni/', '38001085718'],
  ['HTTPS://fhir.ee/sid/pid/est/ni', '38001085718'],
  ['', '38001085718'],
  [estonia, ''],
  [estonia, '3800108571'],
  [estonia, '380010857180'],
  [estonia, 'EEEE38001085718'],
  [estonia, 'LV38001085718'],
  [estonia, '38001085718EE'],
  [estonia, '38001085718\n38001085718'],
  [estonia, '３８００１０８５７１８'],
  [estonia, '38001085718\u00a0'],
  [estonia, '38001085718\u0000'],
  [estonia, '3800108571\u0665'],
  ['http://fhir.de/sid/gkv/kvid-10', 'ſ123456789'],
  ['https://example.org/either', 'AX'],
  ['https://example.org/either', 'XB'],
]

test('what does not match is refused, never guessed', () => {
  for (const [system, value] of refused) {
    assert.throws(() => canonicalIdentifier(systems, { system, value }), IdentifierError, JSON.stringify([system, value]))
  }
})

test('a refusal does not repeat the identifier, which could end in a log line', () => {
  assert.throws(
    () => canonicalIdentifier(systems, { system: estonia, value: '3800108571X' }),
    (error: Error) => !error.message.includes('3800108571'),
  )
})

test('a bare reference names a person of that record system only', () => {
  const base = 'https://ehr.example/fhir'
  const system = 'https://ehr.example/fhir/Patient'
  assert.deepEqual(referencedPatient(base, 'Patient/ex-patient'), { system, value: 'ex-patient' })
  assert.deepEqual(referencedPatient(`${base}/`, 'Patient/ex-patient'), { system, value: 'ex-patient' })
  assert.deepEqual(referencedPatient(base, `${base}/Patient/A.1`), { system, value: 'A.1' })
  assert.deepEqual(referencedPatient(base, 'Patient/x/_history/3'), { system, value: 'x' })
  const others = [
    'Patient/',
    'Patient//_history/3',
    'Patient',
    'patient/x',
    'Patient/x/y',
    'Person/x',
    '#p',
    'urn:uuid:7',
    'https://other.example/fhir/Patient/x',
  ]
  for (const reference of others) assert.throws(() => referencedPatient(base, reference), IdentifierError, reference)
})
