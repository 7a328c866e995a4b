import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { EventDraft } from './access-event.ts'
import { fromAuditEvent, type Mapped, type Sender } from './fhir.ts'
import { BALP, CH_ATC, E_PRESCRIPTIONS, type Expected, REFUSED } from './samples.golden.ts'

const folder = process.env.SAMPLES_DIR
if (folder === undefined) console.log('SAMPLES_DIR is not set: the shared samples are not read')
else if (!existsSync(folder)) throw new Error(`SAMPLES_DIR names ${folder}, which is not there`)

const SENDER: Sender = {
  id: 'sample',
  name: 'Sample records',
  baseUrl: 'https://sample.example/fhir',
  organisation: 'Sample Clinic',
  namePolicy: 'shown',
  nameDelayDays: 0,
}
const SYSTEMS = [
  { system: 'https://fhir.ee/sid/pid/est/ni', aliases: [], pattern: '[0-9]{11}', strip: 'EE' },
  { system: 'urn:oid:2.16.756.5.30.1.127.3.10.3', aliases: [], pattern: '[0-9]{18}' },
  { system: 'http://fhir.de/sid/gkv/kvid-10', aliases: [], pattern: '[A-Z][0-9]{9}' },
]
const ID = '669699b2-f131-4097-b13d-71413a58aa92'

type Json = { readonly [member: string]: unknown }

const read = (path: string): Json => JSON.parse(readFileSync(join(folder ?? '', path), 'utf8'))
const map = (resource: unknown, sender: Partial<Sender> = {}) =>
  fromAuditEvent(resource, { ...SENDER, ...sender }, { systems: SYSTEMS, newId: () => ID })

function mapped(resource: unknown, sender: Partial<Sender> = {}): Mapped {
  const result = map(resource, sender)
  assert.ok('event' in result, JSON.stringify('issues' in result && result.issues))
  return result
}

function issues(resource: unknown): readonly string[] {
  const result = map(resource)
  assert.ok('issues' in result, 'was accepted')
  return result.issues.map(({ code, expression }) => `${code} ${expression.join()}`)
}

/** What the sample must give, filled up with what every event has that says nothing else. */
function filled({ concealed = {}, network, observer, ...event }: Expected): Mapped {
  const draft: EventDraft = {
    id: ID,
    kind: 'access',
    accessedAt: event.recordedAt,
    outcome: '0',
    organisation: { name: 'Sample Clinic' },
    purpose: [],
    emergency: false,
    automatic: false,
    legalBasis: [],
    sensitivity: [],
    nameVisibility: { policy: 'shown' },
    origin: { id: 'sample', name: 'Sample records', ...(observer && { observer }) },
    ...event,
  }
  return { event: draft, concealed, ...(network && { network }) }
}

describe('the shared samples', { skip: folder === undefined }, () => {
  const files =
    folder === undefined ? [] : (readdirSync(folder, { recursive: true }) as string[]).filter((path) => /\.(json|xml)$/.test(path))

  test('every file is expected below: accepted as stated, or refused for a stated reason', () => {
    const stated = [...Object.keys(BALP), ...Object.keys(CH_ATC), ...Object.keys(E_PRESCRIPTIONS), ...Object.keys(REFUSED)]
    assert.deepEqual(files.toSorted(), stated.toSorted())
  })

  for (const [path, expectation] of Object.entries({ ...BALP, ...CH_ATC })) {
    test(`${path} is taken without loss`, () => {
      assert.deepEqual(mapped(read(path)), filled(expectation))
    })
  }

  for (const [path, expectations] of Object.entries(E_PRESCRIPTIONS)) {
    test(`${path}: each AuditEvent is taken without loss`, () => {
      const resource = read(path)
      const entries =
        resource.resourceType === 'Bundle' ? (resource.entry as { resource: Json }[]).map((entry) => entry.resource) : [resource]
      assert.deepEqual(
        entries.map((entry) => mapped(entry)),
        expectations.map(filled),
      )
    })
  }

  for (const [path, { because, at }] of Object.entries(REFUSED)) {
    test(`${path} is refused: ${because}`, () => {
      if (path.endsWith('.xml')) assert.throws(() => read(path), SyntaxError)
      else assert.deepEqual(issues(read(path)), at)
    })
  }

  test('gematik’s ePA events are taken when the sender says whose record it was', () => {
    const patient = {
      type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '1' },
      role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1' },
      what: { identifier: { system: 'http://fhir.de/sid/gkv/kvid-10', value: 'X110411675' } },
    }
    const withPatient = (name: string) => {
      const resource = read(`gematik-epa/AuditEvent_${name}.json`)
      return mapped({ ...resource, entity: [...(resource.entity as Json[]), patient] }).event
    }
    const program = withPatient('Medication_Service')
    assert.deepEqual(program.actor, { kind: 'system' })
    assert.equal(program.automatic, true)
    assert.equal(program.application?.name, 'E-Rezept-Fachdienst')
    assert.deepEqual(program.data, [{ category: 'dispensation', title: 'MedicationDispense' }])
    assert.deepEqual(program.eventCodes, [program.eventType], 'without a subtype the type stands for itself')

    const practice = withPatient('Medication_Service_Search')
    assert.equal(practice.actor, undefined)
    assert.deepEqual(practice.organisation, {
      name: 'Praxis Dr. John Doe',
      identifier: { system: 'https://gematik.de/fhir/sid/telematik-id', value: '1-883110000092404' },
    })
    assert.deepEqual(practice.data, [{ category: 'prescription', title: 'MedicationRequest' }])
    assert.deepEqual(withPatient('XDS_Document_Service').data, [{ category: 'unclassified', title: 'Arztbrief4711' }])
  })

  test('a sample of a system that does not name its staff keeps the names in the concealed part, and proves all the same', () => {
    const path = 'derived-json/ch-atc/atc-doc-read-ass-hpc.json'
    for (const namePolicy of ['role-only', 'by-law'] as const) {
      const { event, concealed } = mapped(read(path), { namePolicy })
      assert.deepEqual(event.nameVisibility, { policy: namePolicy })
      assert.equal(event.sourceText, undefined, 'the sentence names them too')
      assert.doesNotMatch(JSON.stringify(event), /Fischer|Allzeitbereit/)
      assert.equal(concealed.actor?.name, 'Regula Fischer')
    }
    const { event } = mapped(read(path), { namePolicy: 'delayed', nameDelayDays: 7 })
    assert.deepEqual(event.nameVisibility, { policy: 'delayed', until: '2020-10-27T12:29:00.000Z' })
    const joined = mapped(read('derived-json/ch-atc/atc-log-read.json'), { namePolicy: 'by-law' })
    assert.deepEqual(joined.event.nameVisibility, { policy: 'shown' }, 'a patient’s own name is withheld from nobody')
  })
})
