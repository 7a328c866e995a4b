import type { AccessEvent, Actor, Coding, DataItem, Identifier, Named } from './access-event.ts'
import { SYSTEM } from './codes.ts'
import {
  DOCUMENT_TYPE,
  EHDS_CODE,
  type Element,
  EXTENSION,
  type Extension,
  MASKED,
  REDACTED,
  ROLE_DOMAIN,
  ROLE_PATIENT,
} from './fhir-extensions.ts'

/** An entry that leaves the house: what a person sees of it, and where it stands in the log of this origin. */
export type ExportedEntry = ExportedEvent | ExportedWithheld
export type ExportedEvent = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld'; readonly logIndex: number }
export type ExportedWithheld = { readonly withheld: 'by-law' | 'retention' | 'erased'; readonly logIndex: number }

export type ExportOptions = {
  /** The log's origin, such as `sightline.example/log`. */
  readonly origin: string
  /** Whose history it is: said also where an entry's own content is withheld. */
  readonly patient: Identifier
}

/** A FHIR R4 AuditEvent, as plain JSON. */
export type AuditEventJson = Element & { readonly resourceType: 'AuditEvent'; readonly id: string }

/**
 * The entry as a FHIR R4 AuditEvent (IHE BALP, patient-friendly). It is made from what was sealed; the resource that was submitted is not
 * kept. What is concealed or withheld is marked as absent, with its reason; nothing is made up in its place. `fromExported` reads it back.
 */
export function toAuditEvent(entry: ExportedEntry, options: ExportOptions): AuditEventJson {
  return 'withheld' in entry ? withheldEvent(entry, options) : shownEvent(entry, options)
}

function shownEvent({ event, concealed, logIndex }: ExportedEvent, { origin }: ExportOptions): AuditEventJson {
  const { nameVisibility, correlationId, sourceText } = event
  const masked = concealed === 'withheld'
  const security = [...event.sensitivity, ...(masked ? [MASKED] : [])]
  return {
    resourceType: 'AuditEvent',
    id: event.id,
    ...(security.length > 0 && { meta: { security } }),
    ...(sourceText !== undefined && { text: { status: 'additional', div: narrative(sourceText) } }),
    extension: [
      logIndexExtension(logIndex, origin),
      { url: EXTENSION.kind, valueCode: event.kind },
      { url: EXTENSION.emergency, valueBoolean: event.emergency },
      { url: EXTENSION.automatic, valueBoolean: event.automatic },
      { url: EXTENSION.nameVisibility, valueCode: nameVisibility.policy },
      ...(nameVisibility.policy === 'delayed' ? [{ url: EXTENSION.nameShownFrom, valueInstant: nameVisibility.until }] : []),
      { url: EXTENSION.concealedNames, valueCode: concealed },
      { url: EXTENSION.concealedDigest, valueBase64Binary: event.concealed },
      { url: EXTENSION.sourceDigest, valueBase64Binary: event.sourceDigest },
      ...(event.erased ?? []).map((index) => ({ url: EXTENSION.erased, valueString: String(index) })),
      ...(event.linked ? [{ url: EXTENSION.linked, valueIdentifier: event.linked }] : []),
      ...(event.corrected ? [{ url: EXTENSION.corrected, valueUuid: `urn:uuid:${event.corrected}` }] : []),
    ],
    type: event.eventType,
    subtype: event.eventCodes,
    action: event.action,
    period: { start: event.accessedAt },
    recorded: event.recordedAt,
    outcome: event.outcome,
    ...(event.purpose.length > 0 && { purposeOfEvent: event.purpose.map(concept) }),
    agent: agents(event, masked),
    source: source(event),
    entity: [
      patientEntity(event.patient),
      ...event.data.map(dataEntity),
      ...(correlationId === undefined ? [] : [requestEntity(correlationId)]),
    ],
  }
}

/** Required elements that nobody may see are there and say why they are empty; whose history it is and where it stands is not withheld. */
function withheldEvent({ withheld, logIndex }: ExportedWithheld, { origin, patient }: ExportOptions): AuditEventJson {
  const absent = { extension: [{ url: EXTENSION.absent, valueCode: 'masked' }] }
  return {
    resourceType: 'AuditEvent',
    id: withheldId(logIndex),
    meta: { security: [REDACTED] },
    extension: [logIndexExtension(logIndex, origin), { url: EXTENSION.withheld, valueCode: withheld }],
    type: absent,
    _recorded: absent,
    agent: [{ ...absent, _requestor: absent }],
    source: { observer: absent },
    entity: [patientEntity(patient)],
  }
}

/** The id of an entry that has none to show. */
export const withheldId = (logIndex: number) => `withheld-${logIndex}`

function logIndexExtension(logIndex: number, origin: string): Extension {
  return { url: EXTENSION.logIndex, valueIdentifier: { system: `https://${origin}`, value: String(logIndex) } }
}

function agents(event: AccessEvent, masked: boolean): Element[] {
  const { actor, onBehalfOf, organisation, application, legalBasis } = event
  const byItself = application !== undefined && actor?.kind === 'system' && Object.keys(actor).length === 1
  const all = [
    ...(actor && !byItself ? [person(actor, masked, true)] : []),
    ...(onBehalfOf ? [person(onBehalfOf, masked, false)] : []),
    { type: concept({ system: SYSTEM.roleClass, code: 'PROV' }), ...named(organisation, 'Organization'), requestor: false },
    ...(application ? [program(application, byItself)] : []),
  ]
  return all.map((agent, index) => (index === 0 && legalBasis.length > 0 ? { ...agent, policy: legalBasis } : agent))
}

function person(actor: Actor, masked: boolean, requestor: boolean): Element {
  const type = actor.kind === 'system' ? { system: SYSTEM.dcm, code: '110150' } : { system: SYSTEM.participation, code: 'IRCP' }
  const hidden = masked && actor.name === undefined && actor.identifier === undefined && hasName(actor)
  return {
    extension: [{ url: EXTENSION.actorKind, valueCode: actor.kind }],
    type: concept(type),
    ...(actor.role && { role: [concept(actor.role)] }),
    ...(hidden && { who: { extension: [{ url: EXTENSION.absent, valueCode: 'masked' }] } }),
    ...named(actor, undefined),
    requestor,
  }
}

/** A program that nobody asked is the actor itself: it is one agent, and no requestor. */
function program(application: Named, byItself: boolean): Element {
  return {
    ...(byItself && { extension: [{ url: EXTENSION.byItself, valueBoolean: true }] }),
    type: concept({ system: SYSTEM.dcm, code: '110150' }),
    ...named(application, 'Device'),
    requestor: false,
  }
}

/** A person's name can be withheld; programs have none, and nobody's own name is kept from them. */
const hasName = ({ kind }: Actor) => kind !== 'system' && kind !== 'patient'

function named({ name, identifier }: Named, type: string | undefined): Element {
  return {
    ...(identifier && { who: { ...(type && { type }), identifier, ...(name !== undefined && { display: name }) } }),
    ...(name !== undefined && { name }),
  }
}

function source({ origin, unit }: AccessEvent): Element {
  const { observer } = origin
  return {
    extension: [
      { url: EXTENSION.origin, valueReference: { identifier: { value: origin.id }, display: origin.name } },
      ...(unit?.identifier ? [{ url: EXTENSION.unit, valueIdentifier: unit.identifier }] : []),
    ],
    ...(unit?.name !== undefined && { site: unit.name }),
    observer: observer
      ? { ...(observer.identifier && { identifier: observer.identifier }), ...(observer.name !== undefined && { display: observer.name }) }
      : { extension: [{ url: EXTENSION.absent, valueCode: 'unknown' }] },
  }
}

function patientEntity(identifier: Identifier): Element {
  return {
    what: { type: 'Patient', identifier },
    type: { system: SYSTEM.entityType, code: '1' },
    role: { system: SYSTEM.objectRole, code: ROLE_PATIENT },
  }
}

function dataEntity({ category, title, reference }: DataItem): Element {
  const code = EHDS_CODE[category]
  return {
    ...(reference !== undefined && { what: referred(reference) }),
    type: { system: SYSTEM.entityType, code: '2' },
    role: { system: SYSTEM.objectRole, code: ROLE_DOMAIN },
    ...(title !== undefined && { name: title }),
    ...(code !== undefined && { detail: [{ type: DOCUMENT_TYPE, valueString: `${SYSTEM.ehds}|${code}` }] }),
  }
}

/** What was a reference stays one; `system|value` was an identifier. */
function referred(reference: string): Element {
  if (/^(?:https?:\/\/[^|\s]+\/)?[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.test(reference))
    return { reference }
  const [, system, value] = /^([^|]+)\|(.+)$/s.exec(reference) ?? []
  return { identifier: system === undefined ? { value: reference } : { system, value } }
}

function requestEntity(correlationId: string): Element {
  return { what: { identifier: { value: correlationId } }, type: { system: SYSTEM.balpEntity, code: 'XrequestId' } }
}

const concept = (coding: Coding) => ({ coding: [coding] })

function narrative(text: string): string {
  const escaped = text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;' })[mark] ?? '&gt;')
  return `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>`
}
