import type { Category } from './access-event.ts'

/** What FHIR R4 has no element for, and what of it is concealed, in the AuditEvents that leave this house (docs/apps.md). */
const BASE = 'https://sightline.example/fhir/StructureDefinition'

export const EXTENSION = {
  logIndex: `${BASE}/log-index`,
  kind: `${BASE}/kind`,
  actorKind: `${BASE}/actor-kind`,
  byItself: `${BASE}/acted-by-itself`,
  emergency: `${BASE}/emergency`,
  automatic: `${BASE}/automatic`,
  nameVisibility: `${BASE}/name-visibility`,
  nameShownFrom: `${BASE}/name-shown-from`,
  concealedNames: `${BASE}/concealed-names`,
  concealedDigest: `${BASE}/concealed-digest`,
  sourceDigest: `${BASE}/source-digest`,
  origin: `${BASE}/record-system`,
  unit: `${BASE}/unit`,
  erased: `${BASE}/erased-log-index`,
  linked: `${BASE}/linked-patient`,
  corrected: `${BASE}/corrected-event`,
  withheld: `${BASE}/withheld`,
  absent: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
} as const

/** v3-ObservationValue: names are masked; the whole entry is redacted. Ours, and no label that the record system gave. */
export const LABEL_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'
export const MASKED = { system: LABEL_SYSTEM, code: 'MASKED' } as const
export const REDACTED = { system: LABEL_SYSTEM, code: 'REDACTED' } as const

export const ROLE_PATIENT = '1'
export const ROLE_DOMAIN = '4'
export const DOCUMENT_TYPE = 'DocumentTypeCode'

/** HL7 Europe's code of each category; nothing is said of what was not classified. */
export const EHDS_CODE: { readonly [category in Category]?: string } = {
  'patient-summary': 'Patient-Summaries',
  prescription: 'Electronic-Prescriptions',
  dispensation: 'Electronic-Dispensations',
  image: 'Medical-Imaging',
  laboratory: 'Laboratory-Reports',
  discharge: 'Discharge-Reports',
}

export type Extension = { readonly url: string; readonly [value: `value${string}`]: unknown }
export type Element = { readonly [member: string]: unknown }
