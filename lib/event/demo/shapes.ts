import type { PatientIdentifier } from '../access-event.ts'
import { SYSTEM } from '../codes.ts'
import type { DemoPerson, Staff } from './people.ts'
import type { DemoRecordSystem } from './record-systems.ts'

/** A look at a record, before a record system writes it down in its own shape. */
export type Look = {
  readonly system: DemoRecordSystem
  readonly patient: Pick<DemoPerson, 'code' | 'givenName' | 'familyName'>
  /** With an offset, such as `2026-08-06T17:30:00+03:00`; `recorded` only if that was later. */
  readonly at: string
  readonly recorded?: string
  readonly does: Doing
  /** Absent: nobody, the program did it by itself. */
  readonly who?: Staff | 'patient'
  readonly onBehalfOf?: Staff
  /** Where it happened, if not in the record system's own organisation. */
  readonly place?: { readonly name: string; readonly register: string }
  readonly program?: string
  /** A code of v3-ActReason, or CH:ATC's DICOM_AUTO. */
  readonly purpose?: string
  readonly items?: readonly Item[]
  readonly requestId?: string
  readonly refused?: string
  readonly says?: string
  readonly address?: string
}

export type Doing = 'read' | 'search' | 'create' | 'update' | 'delete' | 'emergency-start' | 'read-log'
export type Item = { readonly kind: keyof typeof DOCUMENTS; readonly id: string; readonly title: string }
export type AuditEventJson = { readonly resourceType: 'AuditEvent'; readonly [element: string]: unknown }

const DOCUMENTS = {
  summary: { type: 'DocumentReference', loinc: '60591-5', snomed: '422735006' },
  prescription: { type: 'MedicationRequest', loinc: '57833-6', snomed: '761938008' },
  dispensation: { type: 'MedicationDispense', loinc: '60593-1', snomed: '419891008' },
  image: { type: 'ImagingStudy', loinc: '18748-4', snomed: '371527006' },
  laboratory: { type: 'DiagnosticReport', loinc: '11502-2', snomed: '4241000179101' },
  discharge: { type: 'DocumentReference', loinc: '18842-5', snomed: '373942005' },
  note: { type: 'Encounter', loinc: '', snomed: '419891008' },
} as const

const PATIENT = 'https://fhir.ee/sid/pid/est/ni'

/** Somebody of the demonstration, by their personal code. */
export const identifierOf = (code: string): PatientIdentifier => ({ system: PATIENT, value: code })

const PROFESSIONAL = 'https://fhir.ee/sid/pro/est/pho'
const REGISTER = 'https://fhir.ee/sid/org/est/br'
const ACTION = { read: 'R', search: 'E', create: 'C', update: 'U', delete: 'D', 'emergency-start': 'E', 'read-log': 'R' } as const

export function auditEvent(look: Look): AuditEventJson {
  return { balp, 'ch-atc': chAtc, gematik }[look.system.shape](look)
}

/** IHE BALP: who asked by OAuth, from which machine; the patient; the data; the X-Request-Id. */
function balp(look: Look): AuditEventJson {
  const { system, does, who, place, program = system.name, purpose, items = [], requestId, refused, address } = look
  const client = does === 'read' ? '110152' : '110153'
  const unit = who && who !== 'patient' ? who.unit : undefined
  return {
    resourceType: 'AuditEvent',
    ...eventOf(does),
    action: ACTION[does],
    ...times(look),
    outcome: refused === undefined ? '0' : '8',
    ...(refused !== undefined && { outcomeDesc: refused }),
    ...(purpose !== undefined && { purposeOfEvent: [concept(SYSTEM.actReason, purpose)] }),
    agent: [
      {
        type: concept(SYSTEM.dcm, client),
        who: { display: program },
        requestor: false,
        ...(address !== undefined && { network: { address, type: '2' } }),
      },
      ...(who === undefined ? [] : [{ type: concept(SYSTEM.participation, 'IRCP'), ...person(look, who), requestor: true }]),
      {
        type: concept(SYSTEM.roleClass, 'PROV'),
        who: organisation(place ?? { name: system.organisation, register: system.register }),
        requestor: false,
      },
    ],
    source: {
      ...(unit !== undefined && { site: unit }),
      observer: { display: system.name },
      type: [{ system: 'http://terminology.hl7.org/CodeSystem/security-source-type', code: '4' }],
    },
    entity: [
      patientEntity(look),
      ...items.map(({ kind, id, title }) => ({
        what: { reference: `${DOCUMENTS[kind].type}/${id}` },
        type: { system: SYSTEM.entityType, code: '2' },
        role: { system: SYSTEM.objectRole, code: '4' },
        name: title,
        ...(DOCUMENTS[kind].type === 'DocumentReference' && {
          detail: [{ type: 'DocumentTypeCode', valueString: `${SYSTEM.loinc}|${DOCUMENTS[kind].loinc}` }],
        }),
      })),
      ...(requestId === undefined
        ? []
        : [{ type: { system: SYSTEM.balpEntity, code: 'XrequestId' }, what: { identifier: { value: requestId } } }]),
    ],
  }
}

function eventOf(does: Doing) {
  if (does === 'emergency-start')
    return { type: dicom('110113', 'Security Alert'), subtype: [dicom('110127', 'Emergency Override Started')] }
  if (does === 'read-log') return { type: dicom('110101', 'Audit Log Used') }
  return { type: { system: SYSTEM.eventType, code: 'rest' }, subtype: [interaction(does)] }
}

/** CH:ATC: coded event types, roles and purposes; an assistant acts for the responsible professional; details in base64. */
function chAtc(look: Look): AuditEventJson {
  const { system, does, who, onBehalfOf, place, purpose, items = [], refused, says } = look
  const code = does === 'read-log' ? 'ATC_LOG_READ' : `ATC_DOC_${does.toUpperCase()}`
  const reason = purpose === 'ETREAT' || purpose === 'BTG' ? 'EMER' : purpose === 'DICOM_AUTO' ? purpose : 'NORM'
  const acts =
    who === undefined
      ? { kind: 'TCU', name: look.program ?? system.name }
      : { kind: who === 'patient' ? 'PAT' : onBehalfOf ? 'ASS' : 'HCP' }
  return {
    resourceType: 'AuditEvent',
    ...(says !== undefined && { text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${says}</div>` } }),
    type: { system: SYSTEM.dcm, code: '110106', display: 'Export' },
    subtype: [{ system: SYSTEM.chEvent, code }],
    action: ACTION[does],
    ...times(look),
    outcome: refused === undefined ? '0' : '8',
    ...(purpose !== undefined && { purposeOfEvent: [concept(SYSTEM.chPurpose, reason)] }),
    agent: [
      ...(onBehalfOf ? [{ role: roles('HCP', onBehalfOf), ...named(onBehalfOf), requestor: false }] : []),
      {
        role: roles(acts.kind, who),
        ...(who === undefined ? { name: acts.name } : who === 'patient' ? { name: fullName(look.patient) } : named(who)),
        requestor: true,
      },
      {
        role: [concept(SYSTEM.chGroup, 'GRP')],
        who: { identifier: { system: REGISTER, value: place?.register ?? system.register } },
        name: place?.name ?? system.organisation,
        requestor: false,
      },
    ],
    source: { ...(who && who !== 'patient' && who.unit !== undefined && { site: who.unit }), observer: { display: system.name } },
    entity: [
      patientEntity(look),
      ...items.map(({ kind, id, title }) => ({
        what: { identifier: { system: 'urn:ihe:iti:xds:2013:uniqueId', value: id } },
        type: { system: SYSTEM.entityType, code: '2' },
        role: { system: SYSTEM.objectRole, code: '3' },
        detail: [
          { type: 'EprDocumentTypeCode', valueBase64Binary: base64(DOCUMENTS[kind].snomed) },
          { type: 'title', valueBase64Binary: base64(title) },
        ],
      })),
    ],
  }
}

/** gematik: the institution or the program, never a person; no requestor; `source.type` is an object; a ready sentence. */
function gematik(look: Look): AuditEventJson {
  const { system, does, place, program, items = [], says } = look
  return {
    resourceType: 'AuditEvent',
    ...(says !== undefined && {
      language: 'et',
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="et">${says}</div>` },
    }),
    type: { system: SYSTEM.eventType, code: 'rest' },
    subtype: [interaction(does)],
    action: ACTION[does],
    ...times(look),
    outcome: '0',
    agent: [
      place
        ? {
            type: concept(SYSTEM.roleClass, 'PROV'),
            who: { identifier: { system: REGISTER, value: place.register } },
            altId: place.register,
            name: place.name,
          }
        : {
            type: concept(SYSTEM.dcm, '110150'),
            who: { identifier: { value: system.id } },
            altId: system.id,
            name: program ?? system.name,
          },
    ],
    source: {
      observer: { display: system.name },
      type: {
        system: 'https://gematik.de/fhir/epa/CodeSystem/epa-auditevent-sourcetype-cs',
        code: 'MEDICATIONSVC',
        display: 'Medication Service',
      },
    },
    entity: [
      patientEntity(look),
      ...items.map(({ kind, id, title }) => ({
        what: { reference: `${DOCUMENTS[kind].type}/${id}` },
        name: DOCUMENTS[kind].type,
        description: title,
      })),
    ],
  }
}

function times({ at, recorded }: Look) {
  return recorded === undefined ? { recorded: at } : { period: { start: at }, recorded }
}

function interaction(does: Doing) {
  return { system: SYSTEM.interaction, code: does === 'search' ? 'search-type' : does === 'read-log' ? 'read' : does }
}

function person(look: Look, who: Staff | 'patient') {
  if (who === 'patient')
    return { who: { identifier: { system: PATIENT, value: `EE${look.patient.code}` }, display: fullName(look.patient) } }
  const role = who.role === '' ? undefined : concept(SYSTEM.snomed, who.role)
  return { ...(role && { role: [role] }), who: { identifier: { system: PROFESSIONAL, value: who.code }, display: who.name } }
}

/** CH:ATC's role in this access, and the profession where there is one. */
function roles(kind: string, who: Look['who']) {
  const profession = who && who !== 'patient' && who.role !== '' ? [concept(SYSTEM.snomed, who.role)] : []
  return [concept(SYSTEM.chRole, kind), ...profession]
}

function named({ name, code }: Staff) {
  return { who: { identifier: { system: PROFESSIONAL, value: code } }, name }
}

function patientEntity({ patient }: Look) {
  return {
    what: { identifier: { system: PATIENT, value: patient.code } },
    type: { system: SYSTEM.entityType, code: '1' },
    role: { system: SYSTEM.objectRole, code: '1' },
  }
}

function organisation({ name, register }: { readonly name: string; readonly register: string }) {
  return { identifier: { system: REGISTER, value: register }, display: name }
}

const dicom = (code: string, display: string) => ({ system: SYSTEM.dcm, code, display })
const concept = (system: string, code: string) => ({ coding: [{ system, code }] })
const fullName = ({ givenName, familyName }: Look['patient']) => `${givenName} ${familyName}`
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
