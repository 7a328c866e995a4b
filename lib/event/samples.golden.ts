import type { Concealed, EventDraft, Named, Network } from './access-event.ts'

/** What `samples.test.ts` expects of every shared sample, written by hand from the samples and product rules, never from the code's output. */
export type Expected = Pick<EventDraft, 'patient' | 'recordedAt' | 'action' | 'eventType' | 'eventCodes' | 'data'> &
  Partial<EventDraft> & { readonly observer?: Named; readonly concealed?: Concealed; readonly network?: Network }

const THO = 'http://terminology.hl7.org/CodeSystem'
const DCM = 'http://dicom.nema.org/resources/ontology/DCM'
const CH = 'urn:oid:2.16.756.5.30.1.127.3.10'

const rest = { system: `${THO}/audit-event-type`, code: 'rest' }
const interaction = (code: string) => ({ system: 'http://hl7.org/fhir/restful-interaction', code })
const named = (type: string, value: string): Named => ({ identifier: { system: `https://sample.example/fhir/${type}`, value } })

const SERVER = named('Device', 'ex-device')
const MACHINE: Named = { name: 'myMachine.example.org' }
const ADDRESS: Network = { address: '2001:0db8:85a3:0000:0000:8a2e:0370:7334', type: '2' }
const AT_SERVER: Named = { name: 'server.example.com' }
const JOHN: Concealed = { actor: { name: 'John Smith' } }
const READ_ID = '76d148b6-586d-11ec-bf63-0242ac130002'
const QUERY_ID = 'cc6d168e-5871-11ec-bf63-0242ac130002'
const document = [{ category: 'unclassified', reference: 'DocumentReference/ex-documentreference' }] as const

/** What most of BALP's examples share: a user known by name, a client machine, a List, everything marked as test data. */
const balp = (action: EventDraft['action'], code: string, more: Partial<Expected> = {}): Expected => ({
  patient: { system: 'https://sample.example/fhir/Patient', value: 'ex-patient' },
  recordedAt: '2020-04-29T09:49:00.000Z',
  action,
  eventType: rest,
  eventCodes: [interaction(code)],
  actor: { kind: 'unknown' },
  application: MACHINE,
  data: [{ category: 'unclassified', reference: 'List/ex-list' }],
  sensitivity: [{ system: `${THO}/v3-ActReason`, code: 'HTEST' }],
  observer: SERVER,
  network: ADDRESS,
  ...more,
})
const BETTY = { concealed: { actor: { name: 'Betty Jones' } } }
const CHARLEY = { concealed: { actor: { name: 'Charley Miller' } } }
const NOBODY = { actor: { kind: 'system' }, automatic: true } as const
const SITE = { unit: AT_SERVER }
const BY_MACHINE = { observer: MACHINE }
const TOKEN = { legalBasis: ['C187CC480FAC40A0936902D8BC324F5F'] }
/** BALP's `query` holds the whole request; only the type that was searched is taken from it. */
const QUERY = { data: [{ category: 'laboratory' }] } as const

const authorisation = (outcome: EventDraft['outcome']): Expected =>
  balp('E', '', {
    recordedAt: '2021-12-27T09:49:00.000Z',
    eventType: { system: DCM, code: '110113' },
    eventCodes: [{ system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType', code: 'AuthZ-Consent' }],
    outcome,
    actor: { kind: 'professional' },
    organisation: named('Organization', 'ex-organization'),
    unit: AT_SERVER,
    application: SERVER,
    purpose: [{ system: `${THO}/v3-ActReason`, code: 'PATRQT' }],
    data: [{ category: 'unclassified', reference: 'Consent/ex-consent' }],
    observer: named('Device', 'ex-authz'),
    concealed: { actor: named('Practitioner', 'ex-practitioner') },
  })

const disclosure = (side: 'source' | 'recipient', data: Expected['data'] = document): Expected =>
  balp(side === 'source' ? 'R' : 'C', '', {
    eventType: { system: DCM, code: side === 'source' ? '110106' : '110107' },
    eventCodes: [{ system: `${THO}/iso-21089-lifecycle`, code: 'disclose' }, ...(side === 'source' ? [interaction('read')] : [])],
    actor: { kind: 'patient', role: { system: 'http://snomed.info/sct', code: '429577009' } },
    unit: { name: side === 'source' ? 'mobile app foo-bar' : 'server.example.com' },
    purpose: [{ system: `${THO}/v3-ActReason`, code: 'PATRQT' }],
    data,
    observer: side === 'source' ? { name: 'model number ABC, serial number 1234' } : SERVER,
    concealed: { actor: named('Patient', 'ex-patient') },
    network: side === 'source' ? { address: 'http://server.example.com/fhir', type: '5' } : ADDRESS,
  })

const within = (folder: string, samples: Readonly<Record<string, Expected>>) =>
  Object.fromEntries(Object.entries(samples).map(([name, expected]) => [`${folder}/${name}.json`, expected]))

export const BALP = within('derived-json/balp', {
  'ex-auditAuthZconsent': authorisation('0'),
  'ex-auditAuthZconsent-deny': authorisation('8'),
  'ex-auditBasicCreate1': balp('C', 'create', { ...SITE, ...BETTY }),
  'ex-auditBasicCreate2': balp('C', 'create', { ...SITE, ...CHARLEY }),
  'ex-auditBasicCreateClient': balp('C', 'create', { concealed: JOHN }),
  'ex-auditBasicCreateServer': balp('C', 'create', { ...BY_MACHINE, concealed: JOHN }),
  'ex-auditBasicCreateNoUser': balp('C', 'create', { ...SITE, ...NOBODY }),
  'ex-auditBasicCreateNoUserJob': balp('C', 'create', { ...SITE, ...NOBODY, data: document }),
  'ex-auditBasicCreateNoUserReport': balp('C', 'create', { ...SITE, ...NOBODY, data: document }),
  'ex-auditBasicDelete2': balp('D', 'delete', CHARLEY),
  'ex-auditBasicDeleteClient': balp('D', 'delete', { ...BY_MACHINE, concealed: JOHN }),
  'ex-auditBasicDeleteInformant': balp('D', 'delete', BETTY),
  'ex-auditBasicDeleteNoUser': balp('D', 'delete', { ...BY_MACHINE, ...NOBODY }),
  'ex-auditBasicDeleteNoUserJob': balp('D', 'delete', { ...BY_MACHINE, ...NOBODY, data: document }),
  'ex-auditBasicDeleteNoUserReport': balp('D', 'delete', { ...BY_MACHINE, ...NOBODY, data: document }),
  'ex-auditBasicDeleteServer': balp('D', 'delete', { concealed: JOHN }),
  'ex-auditBasicPatch': balp('U', 'patch', { ...SITE, concealed: JOHN }),
  'ex-auditBasicQueryGetClient': balp('E', 'search', { ...BY_MACHINE, ...QUERY, correlationId: QUERY_ID, concealed: JOHN }),
  'ex-auditBasicQueryGetServer': balp('E', 'search', { ...SITE, ...QUERY, correlationId: QUERY_ID, concealed: JOHN }),
  'ex-auditBasicQueryPost': balp('E', 'search-type', { ...SITE, ...QUERY, concealed: JOHN }),
  'ex-auditBasicReadClient': balp('R', 'read', { ...BY_MACHINE, correlationId: READ_ID, concealed: JOHN }),
  'ex-auditBasicReadServer': balp('R', 'read', { ...SITE, correlationId: READ_ID, concealed: JOHN }),
  'ex-auditBasicReadNoUser': balp('R', 'read', { ...SITE, ...NOBODY, correlationId: 'c07cf648-f068-4dd9-9411-8e69ca07d525' }),
  'ex-auditBasicReadOClient': balp('R', 'read', {
    ...BY_MACHINE,
    ...TOKEN,
    correlationId: READ_ID,
    concealed: { actor: { name: 'JohnSmith' } },
  }),
  'ex-auditBasicReadOServer': balp('R', 'read', {
    ...SITE,
    ...TOKEN,
    correlationId: READ_ID,
    application: { identifier: { value: 'SampleApp' } },
    concealed: {
      actor: { name: 'JohnSmith', identifier: { system: 'http://localhost:5100', value: '35fb1058-7f36-415b-b862-677a37c95f35' } },
    },
  }),
  'ex-auditBasicReadOServerMin': balp('R', 'read', { ...SITE, ...TOKEN, correlationId: READ_ID }),
  'ex-auditBasicUpdate1': balp('U', 'update', { ...SITE, ...BETTY }),
  'ex-auditBasicUpdate2': balp('U', 'update', { ...SITE, ...CHARLEY }),
  'ex-auditBasicUpdateNoUser': balp('U', 'update', { ...SITE, ...NOBODY }),
  'ex-auditBasicUpdateNoUserJob': balp('U', 'update', { ...SITE, ...NOBODY, data: document }),
  'ex-auditBasicUpdateNoUserReport': balp('U', 'update', { ...SITE, ...NOBODY, data: document }),
  'ex-auditPrivacyDisclosure-measurereport': disclosure('source', [
    { category: 'unclassified', reference: 'MeasureReport/ex-measurereport' },
  ]),
  'ex-auditPrivacyDisclosure-source': disclosure('source'),
  'ex-auditPrivacyDisclosure-source2': disclosure('source'),
  'ex-auditPrivacyDisclosure-recipient': disclosure('recipient'),
  'ex-auditPrivacyDisclosure-recipient-minCodes': disclosure('recipient'),
})

const role = (code: string) => ({ system: code === 'GRP' ? `${CH}.14` : `${CH}.6`, code })
const ch = (action: EventDraft['action'], code: string, recordedAt: string, more: Partial<Expected>): Expected => ({
  patient: { system: `${CH}.3`, value: '761337610469261945' },
  recordedAt,
  action,
  eventType: { system: DCM, code: '110106' },
  eventCodes: [{ system: `${CH}.7`, code }],
  data: [{ category: 'unclassified' }],
  observer: { identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:7.8.9.10.11' } },
  ...more,
})
const PATIENT = { actor: { kind: 'patient', role: role('PAT') }, concealed: { actor: { name: 'Jakob Wieder-Gesund' } } } as const
const POLICY_OBSERVER: Named = { identifier: { system: 'urn:ietf:rfc:3986', value: 'urn:oid:7.8.9.10.12' } }
const group = (name: string): Named => ({ name, identifier: { value: 'urn:oid:1.1.1.1.1' } })
const discharge = (title: string) => [{ category: 'unclassified', reference: 'urn:ihe:iti:xds:2013:uniqueId|1.2.3.4.5', title }] as const

const upload = (sourceText: string) =>
  ch('C', 'ATC_DOC_CREATE', '2020-10-10T16:29:00.000Z', {
    actor: { kind: 'representative', role: role('REP') },
    onBehalfOf: { kind: 'patient', role: role('PAT') },
    purpose: [{ system: `${CH}.5`, code: 'NORM' }],
    data: discharge('Austrittsbericht von Julia Helfe-Gern'),
    sourceText,
    concealed: {
      actor: { name: 'Julia Helfe-Gern', identifier: { system: `${CH}.3`, value: '761322222222222222' } },
      onBehalfOf: { name: 'Jakob Wieder-Gesund' },
    },
  })
const logRead = ch('C', 'ATC_LOG_READ', '2020-09-22T08:47:00.000Z', {
  ...PATIENT,
  sourceText: 'Jakob Wieder-Gesund accessed the audit trail 22.09.2020 10:47',
})
const accessRight = ch('C', 'ATC_POL_CREATE_AUT_PART_AL', '2020-10-09T07:47:00.000Z', {
  ...PATIENT,
  observer: POLICY_OBSERVER,
  data: [{ category: 'unclassified', reference: 'urn:oid:2.51.1.3|7601000234438', title: 'Dr. med. Hans Allzeitbereit' }],
  sourceText:
    '22.09.2020 09:47: Jakob Wieder-Gesund assigned Access Level delegation-and-restricted till 31.12.2020 08:00 to Dr. med. Hans Allzeitbereit',
})

export const CH_ATC = within('derived-json/ch-atc', {
  'atc-doc-create-rep-pat': upload('Upload of Record Artifact 10.10.2020 18:29 from Julia Helfe-Gern on behalf of Jakob Wieder-Gesund'),
  'ch-atc-iti-81-response-sample-entry0': upload(
    'Upload of Record artifact 10.10.2020 18:29 from Julia Helfe-Gern on behalf of Jakob Wieder-Gesund',
  ),
  'atc-log-read': logRead,
  'ch-atc-iti-81-response-sample-entry1': logRead,
  'atc-pol-create-acc-right': accessRight,
  'ch-atc-iti-81-response-sample-entry2': accessRight,
  'atc-doc-read-ass-hpc': ch('R', 'ATC_DOC_READ', '2020-10-20T12:29:00.000Z', {
    actor: { kind: 'assistant', role: role('ASS') },
    onBehalfOf: { kind: 'professional', role: role('HCP') },
    organisation: group('Labor 1 Bertaspital'),
    purpose: [{ system: `${CH}.5`, code: 'EMER' }],
    emergency: true,
    data: discharge('Austrittsbericht'),
    sourceText:
      'Document retrieval of record artifact from Regula Fischer 20.10.2020 14:29 on behalf of Dr. med. Hans Allzeitbereit, Member of group Labor 1 Bertaspital, Emergency Access',
    concealed: {
      actor: { name: 'Regula Fischer' },
      onBehalfOf: { name: 'Dr. med. Hans Allzeitbereit', identifier: { system: 'urn:oid:2.51.1.3', value: '7601000234438' } },
    },
  }),
  'atc-doc-search': ch('E', 'ATC_DOC_SEARCH', '2022-10-10T18:49:00.000Z', {
    actor: { kind: 'professional', role: role('HCP') },
    organisation: group('Kardiologie Universitätsspital Musterstadt'),
    purpose: [{ system: `${CH}.5`, code: 'EMER' }],
    emergency: true,
    data: [{ category: 'unclassified', reference: 'urn:ietf:rfc:3986|urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d' }],
    sourceText:
      'Search for documents 10.10.2022 18:49 Dr. med. Sabine Musterfrau requesting documents in Emergency Access from Kardiologie Universitätsspital Musterstadt',
    concealed: { actor: { name: 'Dr. med. Sabine Musterfrau' } },
  }),
  'atc-hpd-group-entry-notify': ch('C', 'ATC_HPD_GROUP_ENTRY_NOTIFY', '2022-10-10T10:05:00.000Z', {
    actor: { kind: 'system' },
    application: { name: 'Notifikations-Dienst' },
    automatic: true,
    data: [
      { category: 'unclassified', reference: 'urn:oid:2.51.1.3|7601000050717', title: 'Dr. med. Sabine Musterfrau' },
      { category: 'unclassified', reference: 'urn:oid:1.1.1.1.1', title: 'Kardiologie Universitätsspital Musterstadt' },
    ],
    sourceText:
      '10.10.2020 10:05: Healthcare professional Dr. med. Sabine Musterfrau has been added to Group Kardiologie Universitätsspital Musterstadt and patient Jakob Wieder-Gesund has been notified',
  }),
  'atc-pol-create-rep': ch('C', 'ATC_POL_CREATE_AUT_PART_AL', '2020-10-09T07:48:00.000Z', {
    ...PATIENT,
    observer: POLICY_OBSERVER,
    data: [{ category: 'unclassified', title: 'Julia Helfe-Gern' }],
    sourceText: '22.09.2020 09:48: Jakob Wieder-Gesund authorized Julia Helfe-Gern as a representative',
  }),
})

type Prescription = {
  readonly insured: string
  readonly task: string
  readonly title?: string
  readonly who: readonly [name: string, telematikId: string]
  readonly does: readonly [EventDraft['action'], string]
  readonly at: string
  readonly device: string
  readonly sourceText?: string
}
/** gematik's e-prescription service: the insured person's number stands in `entity.name`, the institution in the agent that is called a human user. */
const prescription = ({ insured, task, title = task, who, does, at, device, sourceText }: Prescription): Expected => ({
  patient: { system: 'http://fhir.de/sid/gkv/kvid-10', value: insured },
  recordedAt: at,
  action: does[0],
  eventType: rest,
  eventCodes: [interaction(does[1])],
  actor: { kind: 'professional' },
  organisation: { name: who[0], identifier: { system: 'https://gematik.de/fhir/sid/telematik-id', value: who[1] } },
  unit: { name: 'E-Rezept Fachdienst' },
  data: [{ category: 'prescription', reference: `https://erp.app.ti-dienste.de/Task/${task}`, title }],
  observer: named('Device', device),
  ...(sourceText !== undefined && { sourceText }),
})
const PRACTICE = ['Praxis Dr. Müller', '1-SMC-B-Testkarte-883110000095957'] as const
const PHARMACY = 'Ihre Apotheke um die Ecke, Hauptstraße 1'
const written = (at: string) =>
  prescription({
    insured: 'X234567890',
    task: '160.123.456.789.123.58',
    who: PRACTICE,
    does: ['C', 'create'],
    at,
    device: '1',
    sourceText: 'Praxis Dr. Müller, Bahnhofstr. 78 hat ein E-Rezept 160.123.456.789.123.58 eingestellt',
  })
const in2024 = (at: string, does: Prescription['does'], who: Prescription['who'], device: string) =>
  prescription({ insured: 'X123456789', task: '160.123.456.789.123.58', title: '*160.123.456.789.123.58*', who, does, at, device })
const in2025 = (does: Prescription['does'], who: Prescription['who'], device: string) =>
  prescription({
    insured: 'X123456789',
    task: '160.000.000.000.000.01',
    title: '*160.000.000.000.000.01*',
    who,
    does,
    at: '2025-01-15T15:29:00.434Z',
    device,
  })

export const E_PRESCRIPTIONS: Readonly<Record<string, readonly Expected[]>> = {
  'gematik-erezept/1.4.3__json__AuditEvent-9361863d-fec0-4ba9-8776-7905cf1b0cfa.json': [written('2024-11-02T08:04:27.434Z')],
  'gematik-erezept/1.5.2__AuditEvent-9361863d-fec0-4ba9-8776-7905cf1b0cfa.json': [written('2025-10-01T15:29:00.434Z')],
  'gematik-erezept/2024-11-01__erp_versicherte__07_response_getAuditEvent.json': [
    in2024('2020-02-27T08:04:27.434Z', ['C', 'create'], ['Praxis Dr. Müller', '1-1.54.102323123404'], '1234'),
    in2024('2020-02-27T09:04:27.434Z', ['R', 'read'], [PHARMACY, '3-1.54.10123404'], '5678'),
    in2024('2020-02-27T10:04:27.434Z', ['U', 'update'], [PHARMACY, '3-1.54.10123404'], '1234'),
  ],
  'gematik-erezept/2025-01-15__erp_versicherte__07_response_getAuditEvent.json': [
    in2025(['C', 'create'], ['Praxis Dr. Müller', '1-2-DOC-Testkarte-012423424'], '1234'),
    in2025(['R', 'read'], [PHARMACY, '3-2-APO-XanthippeVeilchenblau01'], '5678'),
    in2025(['U', 'update'], [PHARMACY, '3-2-APO-XanthippeVeilchenblau01'], '1234'),
  ],
}

const NO_PATIENT = { because: 'it names no patient, so it is in nobody’s history', at: ['required AuditEvent.entity'] }
const XML = { because: 'the gateway takes JSON only and answers 415; its JSON form is among the derived samples', at: [] }

/** Refused files: why, and the issues' codes and elements. */
export const REFUSED: Readonly<Record<string, { readonly because: string; readonly at: readonly string[] }>> = {
  ...Object.fromEntries(
    ['BasicCreateNoPatient', 'BasicDeleteNoPatient', 'BasicQueryGetNoPatient', 'BasicReadNoPatient', 'BasicUpdateNoPatient']
      .concat('Poke-SAML-Min', 'Poke-SAML-Min2', 'Poke-SAML-QDI-Min')
      .map((name) => [`derived-json/balp/ex-audit${name}.json`, NO_PATIENT]),
  ),
  ...Object.fromEntries(
    ['Medication_Service', 'Medication_Service_Search', 'XDS_Document_Service'].map((name) => [
      `gematik-epa/AuditEvent_${name}.json`,
      { because: 'the person is named only in an HTTP header of gematik’s own interface, not in the event', at: NO_PATIENT.at },
    ]),
  ),
  ...Object.fromEntries(
    ['doc-create-rep-pat', 'doc-read-ass-hpc', 'doc-search', 'hpd-group-entry-notify', 'log-read', 'pol-create-acc-right', 'pol-create-rep']
      .map((name) => `ch-atc/atc-${name}.xml`)
      .concat('ch-atc/ch-atc-iti-81-response-sample.xml', 'gematik-erezept/1.4.3__AuditEvent-9361863d-fec0-4ba9-8776-7905cf1b0cfa.xml')
      .map((path) => [path, XML]),
  ),
  'hl7-core/auditevent-example-breakglass-start.R5style.xml': {
    because: 'it is XML (415), and its R5 elements are not R4’s: see fhir.test.ts for the same in JSON',
    at: [],
  },
  'ee-andmejalgija/findUsage-response-from-spec-1.6.json': {
    because: 'it is an answer of Andmejälgija, not an AuditEvent',
    at: ['structure resourceType'],
  },
}
