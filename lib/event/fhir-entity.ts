import { type Category, type DataItem, LIMIT, type PatientIdentifier } from './access-event.ts'
import { CATEGORY, CATEGORY_OF_IDENTIFIER, isCode, meaning, SYSTEM } from './codes.ts'
import { type AuditEvent, type FhirEntity, type FhirReference, type Issue, issue } from './fhir-profile.ts'
import { cut, identifierOf, toCoding, typeOf } from './fhir-reference.ts'
import { acceptedSystem, canonicalIdentifier, IdentifierError, type IdentifierSystem, referencedPatient } from './identifier.ts'
import { oneLine, visible } from './visible.ts'

/** Whose record it was; an issue unless it was exactly one person's. */
export function readPatient(event: AuditEvent, systems: readonly IdentifierSystem[], baseUrl: string): PatientIdentifier | Issue {
  const entities = (event.entity ?? []).map((entity, index) => ({ entity, path: `AuditEvent.entity[${index}]` }))
  const patients = entities.filter(({ entity }) => isPatient(entity))
  const [first, second] = patients
  if (second) return issue('business-rule', second.path, 'is a second patient; send one AuditEvent for each patient')
  if (first) return identify(first.entity, first.path, systems, baseUrl)
  const insured = entities.find(({ entity }) => isInsured(entity))
  if (insured) return canonical(systems, { system: SYSTEM.kvnr, value: insured.entity.name ?? '' }, `${insured.path}.name`)
  return issue('required', 'AuditEvent.entity', 'names no patient (type 1, role 1); what concerns no patient has no place here')
}

/** Tells whether an agent is the patient: by the same identifier, however written, or by the same reference as the patient's entity. */
export function patientTest(event: AuditEvent, patient: PatientIdentifier, systems: readonly IdentifierSystem[], baseUrl: string) {
  const reference = event.entity?.find(isPatient)?.what?.reference
  return (who: FhirReference | undefined): boolean => {
    if (who?.reference !== undefined && who.reference === reference) return true
    const { system, value } = identifierOf(who, baseUrl) ?? {}
    if (system === undefined || value === undefined) return false
    if (system === patient.system && value === patient.value) return true
    if (acceptedSystem(systems, system)?.system !== patient.system) return false
    const same = canonical(systems, { system, value }, '')
    return 'system' in same && same.value === patient.value
  }
}

/** What was accessed: every entity but the patient and the request's id. At least one, if only to say that nothing was named. */
export function readData(event: AuditEvent, options: { readonly withPeople: boolean }): readonly DataItem[] {
  const entities = (event.entity ?? []).filter((entity) => !isPatient(entity) && !isRequestId(entity))
  const items = entities.flatMap((entity): DataItem[] => {
    const title = isPerson(entity) && !options.withPeople ? undefined : titleOf(entity)
    const reference = referenceOf(entity)
    return [{ category: categoryOf(entity), ...(reference !== undefined && { reference }), ...(title !== undefined && { title }) }]
  })
  return items.length > 0 ? items : [{ category: 'unclassified' }]
}

/** The X-Request-Id that BALP's client and server both report. */
export function readCorrelationId(event: AuditEvent): string | undefined {
  const id = event.entity?.find(isRequestId)?.what?.identifier?.value
  return id && cut(id, LIMIT.code)
}

function isPatient({ type, role, what }: FhirEntity): boolean {
  if (role) return role.code === '1' && (role.system ?? SYSTEM.objectRole) === SYSTEM.objectRole
  return typeOf(what) === 'Patient' && (type?.code ?? '1') === '1'
}

/** A person, or a group of them, that the event is about: somebody who was given a right, or joined a group. */
function isPerson({ type, role }: FhirEntity): boolean {
  return isCode(type, SYSTEM.entityType, '1') || role?.system === SYSTEM.chRole
}

const isRequestId = ({ type }: FhirEntity) => isCode(type, SYSTEM.balpEntity, 'XrequestId')

/** gematik's e-prescription service writes the insured person's number into `entity.name`, beside the prescription's own id. */
function isInsured({ name, what }: FhirEntity): boolean {
  return /^[A-Z][0-9]{9}$/.test(name ?? '') && (what?.identifier?.system ?? '').startsWith('https://gematik.de/fhir/')
}

function identify({ what }: FhirEntity, path: string, systems: readonly IdentifierSystem[], baseUrl: string): PatientIdentifier | Issue {
  const { system, value } = what?.identifier ?? {}
  if (system !== undefined && value !== undefined) return canonical(systems, { system, value }, `${path}.what.identifier`)
  if (what?.reference !== undefined) return caught(() => referencedPatient(baseUrl, what.reference ?? ''), `${path}.what.reference`)
  return issue('required', `${path}.what`, 'needs an identifier with system and value, or a reference')
}

const canonical = (systems: readonly IdentifierSystem[], identifier: PatientIdentifier, path: string) =>
  caught(() => canonicalIdentifier(systems, identifier), path)

function caught(read: () => PatientIdentifier, path: string): PatientIdentifier | Issue {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof IdentifierError)) throw error
    return issue('value', path, `is not accepted: ${error.message.replace(/\.$/, '')}`)
  }
}

function categoryOf(entity: FhirEntity): Category {
  const codes = [
    ...(entity.type ? toCoding(entity.type) : []),
    ...documentTypes(entity),
    ...[typeOf(entity.what), entity.name, queriedType(entity)].flatMap((code) =>
      code === undefined ? [] : [{ system: SYSTEM.resourceType, code }],
    ),
  ]
  for (const code of codes) {
    const category = meaning(CATEGORY, code)
    if (category) return category
  }
  return CATEGORY_OF_IDENTIFIER[entity.what?.identifier?.system ?? ''] ?? 'unclassified'
}

/** CH:ATC gives the document's SNOMED CT type as a detail; others may give `system|code`. */
function documentTypes(entity: FhirEntity) {
  return (entity.detail ?? []).flatMap(({ type, ...value }) => {
    if (type !== 'EprDocumentTypeCode' && type !== 'DocumentTypeCode') return []
    const text = detailText(value)
    const cut = text.lastIndexOf('|')
    return [cut < 0 ? { system: SYSTEM.snomed, code: text } : { system: text.slice(0, cut), code: text.slice(cut + 1) }]
  })
}

/** BALP puts the whole HTTP request into `query`. Only the resource type is taken from it: the rest may hold anything. */
function queriedType({ query }: FhirEntity): string | undefined {
  if (query === undefined) return undefined
  return /\/([A-Z][A-Za-z]+)(?:\/_search)?(?:[?\s]|$)/.exec(fromBase64Text(query))?.[1]
}

function titleOf(entity: FhirEntity): string | undefined {
  const detail = entity.detail?.find(({ type }) => type === 'title')
  const name = isInsured(entity) ? undefined : entity.name
  const title = (detail && detailText(detail)) ?? name ?? entity.description
  return title === undefined ? undefined : cut(visible(oneLine(title).trim().toWellFormed()), LIMIT.text) || undefined
}

function referenceOf({ what }: FhirEntity): string | undefined {
  if (what?.reference !== undefined) return what.reference
  const { system, value } = what?.identifier ?? {}
  return value === undefined ? undefined : cut(system === undefined ? value : `${system}|${value}`, LIMIT.uri)
}

function detailText({
  valueString,
  valueBase64Binary,
}: {
  valueString?: string | undefined
  valueBase64Binary?: string | undefined
}): string {
  return valueString ?? fromBase64Text(valueBase64Binary ?? '')
}

function fromBase64Text(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
  } catch {
    return ''
  }
}
