import type { ActorKind, Category, Coding } from './access-event.ts'

/** The code systems that record systems really use, and what their codes mean here. `words.ts` gives each meaning its sentence. */
export const SYSTEM = {
  dcm: 'http://dicom.nema.org/resources/ontology/DCM',
  eventType: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  entityType: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  objectRole: 'http://terminology.hl7.org/CodeSystem/object-role',
  resourceType: 'http://hl7.org/fhir/resource-types',
  interaction: 'http://hl7.org/fhir/restful-interaction',
  lifecycle: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
  actReason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  roleClass: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass',
  roleCode: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  provenance: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  securityRole: 'http://terminology.hl7.org/CodeSystem/extra-security-role-type',
  balpAuthorisation: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType',
  balpEntity: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
  chPurpose: 'urn:oid:2.16.756.5.30.1.127.3.10.5',
  chRole: 'urn:oid:2.16.756.5.30.1.127.3.10.6',
  chEvent: 'urn:oid:2.16.756.5.30.1.127.3.10.7',
  chGroup: 'urn:oid:2.16.756.5.30.1.127.3.10.14',
  snomed: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
  isco: 'urn:oid:2.16.840.1.113883.2.9.6.2.7',
  ehds: 'http://hl7.eu/fhir/health-data-api/CodeSystem/eehrxf-document-priority-category-cs',
  kvnr: 'http://fhir.de/sid/gkv/kvid-10',
  telematik: 'https://gematik.de/fhir/sid/telematik-id',
  staffRole: 'urn:sightline:staff-role',
} as const

type Table<T> = { readonly [system: string]: { readonly [code: string]: T } }

const PURPOSES = [
  'TREAT',
  'ETREAT',
  'BTG',
  'CAREMGT',
  'COC',
  'HCOMPL',
  'HOPERAT',
  'HPAYMT',
  'HRESCH',
  'HQUALIMP',
  'HSYSADMIN',
  'HLEGAL',
  'HTEST',
  'HTRAIN',
  'PATADMN',
  'PATRQT',
  'FAMRQT',
  'PWATRNY',
  'PUBHLTH',
  'THREAT',
] as const
export type PurposeKey = (typeof PURPOSES)[number] | 'normal' | 'emergency' | 'automatic-upload' | 'automatic-imaging'

export const PURPOSE: Table<PurposeKey> = {
  [SYSTEM.actReason]: Object.fromEntries(PURPOSES.map((code) => [code, code])),
  [SYSTEM.chPurpose]: { NORM: 'normal', EMER: 'emergency', AUTO: 'automatic-upload', DICOM_AUTO: 'automatic-imaging' },
}
export const EMERGENCY_PURPOSES: ReadonlySet<PurposeKey | undefined> = new Set(['ETREAT', 'BTG', 'emergency'])
export const AUTOMATIC_PURPOSES: ReadonlySet<PurposeKey | undefined> = new Set(['automatic-upload', 'automatic-imaging'])

export const ROLE_KEYS = [
  'physician',
  'general-practitioner',
  'specialist',
  'surgeon',
  'psychiatrist',
  'radiologist',
  'dentist',
  'nurse',
  'nursing-assistant',
  'midwife',
  'paramedic',
  'pharmacist',
  'pharmacy-assistant',
  'physiotherapist',
  'psychologist',
  'laboratory-technician',
  'care-coordinator',
  'social-worker',
  'receptionist',
  'records-clerk',
  'technical-user',
  'document-administrator',
  'policy-administrator',
  'support-agent',
  'support-supervisor',
  'privacy-officer',
  'group',
  'patient',
  'representative',
  'parent',
  'guardian',
  'mandate',
  'professional',
  'assistant',
  'administrator',
  'system',
  'unknown',
] as const
export type RoleKey = (typeof ROLE_KEYS)[number]

export const ROLE: Table<RoleKey> = {
  [SYSTEM.snomed]: {
    '309343006': 'physician',
    '158965000': 'physician',
    '62247001': 'general-practitioner',
    '304292004': 'surgeon',
    '80584001': 'psychiatrist',
    '66862007': 'radiologist',
    '106289002': 'dentist',
    '106292003': 'nurse',
    '224535009': 'nurse',
    '309453006': 'midwife',
    '397897005': 'paramedic',
    '46255001': 'pharmacist',
    '36682004': 'physiotherapist',
    '59944000': 'psychologist',
    '159282002': 'laboratory-technician',
    '768820003': 'care-coordinator',
    '223366009': 'professional',
    '116154003': 'patient',
    '429577009': 'representative',
  },
  [SYSTEM.isco]: {
    '2211': 'general-practitioner',
    '2212': 'specialist',
    '2221': 'nurse',
    '2222': 'midwife',
    '2240': 'paramedic',
    '2261': 'dentist',
    '2262': 'pharmacist',
    '2264': 'physiotherapist',
    '2634': 'psychologist',
    '2635': 'social-worker',
    '3212': 'laboratory-technician',
    '3213': 'pharmacy-assistant',
    '3221': 'nurse',
    '3252': 'records-clerk',
    '3258': 'paramedic',
    '3344': 'receptionist',
    '4226': 'receptionist',
    '5321': 'nursing-assistant',
  },
  [SYSTEM.chRole]: {
    HCP: 'professional',
    ASS: 'assistant',
    REP: 'representative',
    PAT: 'patient',
    TCU: 'technical-user',
    DADM: 'document-administrator',
    PADM: 'policy-administrator',
  },
  [SYSTEM.staffRole]: { agent: 'support-agent', supervisor: 'support-supervisor', officer: 'privacy-officer' },
  [SYSTEM.chGroup]: { GRP: 'group' },
  [SYSTEM.roleClass]: { PAT: 'patient', PRS: 'representative' },
  [SYSTEM.roleCode]: { PRN: 'parent', MTH: 'parent', FTH: 'parent', GUARD: 'guardian', POWATT: 'mandate' },
}

/** The kind of somebody who has this role; every role that is not here is a professional's. */
const KIND_OF_ROLE: { readonly [role in RoleKey]?: ActorKind } = {
  patient: 'patient',
  representative: 'representative',
  parent: 'representative',
  guardian: 'representative',
  mandate: 'representative',
  assistant: 'assistant',
  'nursing-assistant': 'assistant',
  'pharmacy-assistant': 'assistant',
  receptionist: 'administrator',
  'records-clerk': 'administrator',
  'document-administrator': 'administrator',
  'policy-administrator': 'administrator',
  'support-agent': 'administrator',
  'support-supervisor': 'administrator',
  'privacy-officer': 'administrator',
  administrator: 'administrator',
  'technical-user': 'system',
  system: 'system',
  group: 'unknown',
  unknown: 'unknown',
}

/** The EHDS priority categories (Regulation (EU) 2025/327, article 14): HL7 Europe's own code, LOINC, and the document types of CH EPR. */
export const CATEGORY: Table<Category> = {
  [SYSTEM.ehds]: {
    'Patient-Summaries': 'patient-summary',
    'Electronic-Prescriptions': 'prescription',
    'Electronic-Dispensations': 'dispensation',
    'Medical-Imaging': 'image',
    'Laboratory-Reports': 'laboratory',
    'Discharge-Reports': 'discharge',
  },
  [SYSTEM.loinc]: {
    '60591-5': 'patient-summary',
    '57833-6': 'prescription',
    '60593-1': 'dispensation',
    '18748-4': 'image',
    '85430-7': 'image',
    '11502-2': 'laboratory',
    '18842-5': 'discharge',
    '34105-7': 'discharge',
  },
  [SYSTEM.snomed]: {
    '422735006': 'patient-summary',
    '761938008': 'prescription',
    '371527006': 'image',
    '4201000179104': 'image',
    '4241000179101': 'laboratory',
    '371528001': 'laboratory',
    '373942005': 'discharge',
  },
  [SYSTEM.resourceType]: {
    MedicationRequest: 'prescription',
    MedicationDispense: 'dispensation',
    ImagingStudy: 'image',
    Media: 'image',
    DiagnosticReport: 'laboratory',
    Observation: 'laboratory',
    Specimen: 'laboratory',
  },
}

/** Where what was accessed is named by an identifier only: gematik's e-prescriptions. */
export const CATEGORY_OF_IDENTIFIER: { readonly [system: string]: Category } = {
  'https://gematik.de/fhir/erp/NamingSystem/GEM_ERP_NS_PrescriptionId': 'prescription',
}

const ACTION_KEYS = ['create', 'read', 'update', 'delete', 'search', 'execute'] as const
export type ActionKey =
  | (typeof ACTION_KEYS)[number]
  | 'read-log'
  | 'read-case'
  | 'disclose'
  | 'receive'
  | 'authorise'
  | 'emergency-start'
  | 'emergency-stop'
  | 'grant'
  | 'change-grant'
  | 'withdraw-grant'
  | 'set-confidentiality'
  | 'disable-emergency'
  | 'enable-emergency'
  | 'block'
  | 'unblock'
  | 'group-entry'

/** What was done, where `AuditEvent.action` says less: the subtype, then the type. */
export const ACTION: Table<ActionKey> = {
  [SYSTEM.interaction]: {
    read: 'read',
    vread: 'read',
    'history-instance': 'read',
    'history-type': 'search',
    'history-system': 'search',
    search: 'search',
    'search-type': 'search',
    'search-system': 'search',
    create: 'create',
    update: 'update',
    patch: 'update',
    delete: 'delete',
  },
  [SYSTEM.lifecycle]: { disclose: 'disclose', access: 'read', receive: 'receive', originate: 'create', amend: 'update' },
  [SYSTEM.balpAuthorisation]: { 'AuthZ-Consent': 'authorise' },
  [SYSTEM.chEvent]: {
    ATC_DOC_CREATE: 'create',
    ATC_DOC_READ: 'read',
    ATC_DOC_UPDATE: 'update',
    ATC_DOC_DELETE: 'delete',
    ATC_DOC_SEARCH: 'search',
    ATC_POL_CREATE_AUT_PART_AL: 'grant',
    ATC_POL_UPDATE_AUT_PART_AL: 'change-grant',
    ATC_POL_REMOVE_AUT_PART_AL: 'withdraw-grant',
    ATC_POL_DEF_CONFLEVEL: 'set-confidentiality',
    ATC_POL_DIS_EMER_USE: 'disable-emergency',
    ATC_POL_ENA_EMER_USE: 'enable-emergency',
    ATC_POL_INCL_BLACKLIST: 'block',
    ATC_POL_EXL_BLACKLIST: 'unblock',
    ATC_LOG_READ: 'read-log',
    ATC_HPD_GROUP_ENTRY_NOTIFY: 'group-entry',
  },
  [SYSTEM.dcm]: {
    '110101': 'read-log',
    '110106': 'disclose',
    '110107': 'receive',
    '110112': 'search',
    '110127': 'emergency-start',
    '110138': 'emergency-stop',
  },
}

export function meaning<T>(table: Table<T>, coding: Coding | undefined): T | undefined {
  if (coding?.system === undefined || !Object.hasOwn(table, coding.system)) return undefined
  const codes = table[coding.system] ?? {}
  return Object.hasOwn(codes, coding.code) ? codes[coding.code] : undefined
}

/** True for what somebody is by profession, rather than in this one access. */
export function isOccupation(role: Coding): boolean {
  return (role.system === SYSTEM.snomed || role.system === SYSTEM.isco) && meaning(ROLE, role) !== undefined
}

export function kindOfRole(role: Coding): ActorKind | undefined {
  const key = meaning(ROLE, role)
  return key && (KIND_OF_ROLE[key] ?? 'professional')
}

/** True for a code that needs no text of the sender's to be understood. */
export function isKnown(coding: Coding): boolean {
  const { system } = coding
  if (system === SYSTEM.eventType || system === SYSTEM.dcm || system === SYSTEM.interaction) return true
  return [PURPOSE, ROLE, ACTION].some((table: Table<string>) => meaning(table, coding) !== undefined)
}

export function isCode(
  coding: { readonly system?: string | undefined; readonly code?: string | undefined } | undefined,
  system: string,
  ...codes: readonly string[]
): boolean {
  return coding?.system === system && codes.includes(coding.code ?? '')
}
