import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { type AccessEvent, jcs, type Named, type PatientIdentifier, parseConcealed, parseEvent } from './access-event.ts'
import { CATEGORY, isCode, meaning, SYSTEM } from './codes.ts'
import { type Element, EXTENSION, LABEL_SYSTEM, MASKED } from './fhir-extensions.ts'
import { type ExportedEntry, type ExportOptions, toAuditEvent } from './to-fhir.ts'

/** What `toAuditEvent` was given. */
export type ReadBack = { readonly entry: ExportedEntry; readonly options: ExportOptions }

/**
 * Reads an AuditEvent that `toAuditEvent` wrote: parse, print, compare. Nothing is verified by it; the proof is another file.
 *
 * @throws {VerificationError} `malformed` for every other resource, also one that a record system sent.
 */
export function fromExported(resource: unknown): ReadBack {
  try {
    const read = readBack(resource)
    if (fromUtf8(jcs(toAuditEvent(read.entry, read.options))) !== fromUtf8(jcs(resource))) throw new Error('it says more or less')
    return read
  } catch (cause) {
    throw new VerificationError('malformed', 'not an AuditEvent of ours', { cause })
  }
}

function readBack(resource: unknown): ReadBack {
  const own = extensions(resource)
  const place = own(EXTENSION.logIndex)[0]
  const logIndex = Number(text(at(place, 'value')))
  const patient = at(items(at(resource, 'entity'))[0], 'what', 'identifier') as PatientIdentifier
  const options = { origin: String(text(at(place, 'system'))).replace(/^https:\/\//, ''), patient }
  const withheld = own(EXTENSION.withheld)[0]
  if (withheld === 'by-law' || withheld === 'retention' || withheld === 'erased') return { entry: { withheld, logIndex }, options }
  const concealed = own(EXTENSION.concealedNames)[0] === 'opened' ? 'opened' : 'withheld'
  return { entry: { event: readEvent(resource, patient, concealed), concealed, logIndex }, options }
}

function readEvent(resource: unknown, patient: PatientIdentifier, concealed: 'opened' | 'withheld'): AccessEvent {
  const own = extensions(resource)
  const agents = items(at(resource, 'agent'))
  const ofPeople = agents.filter((agent) => extensions(agent)(EXTENSION.actorKind).length > 0)
  const [actor] = ofPeople.filter((agent) => at(agent, 'requestor') === true)
  const [onBehalfOf] = ofPeople.filter((agent) => at(agent, 'requestor') === false)
  const [organisation, application] = agents.filter((agent) => !ofPeople.includes(agent))
  const byItself = extensions(application)(EXTENSION.byItself)[0] === true
  const source = at(resource, 'source')
  const origin = extensions(source)(EXTENSION.origin)[0]
  const observer = named(at(source, 'observer', 'display'), at(source, 'observer', 'identifier'))
  const [, ...entities] = items(at(resource, 'entity'))
  const isRequest = (entity: unknown) => isCode(at(entity, 'type') as Element, SYSTEM.balpEntity, 'XrequestId')
  const labels = items(at(resource, 'meta', 'security'))
  const policy = own(EXTENSION.nameVisibility)[0]
  const sealed = parseEvent(
    jcs({
      id: at(resource, 'id'),
      kind: own(EXTENSION.kind)[0],
      patient,
      accessedAt: at(resource, 'period', 'start'),
      recordedAt: at(resource, 'recorded'),
      action: at(resource, 'action'),
      eventType: at(resource, 'type'),
      eventCodes: at(resource, 'subtype'),
      outcome: at(resource, 'outcome'),
      actor: byItself
        ? { kind: 'system' }
        : actor && { kind: extensions(actor)(EXTENSION.actorKind)[0], role: items(at(actor, 'role')).map(codingOf)[0] },
      onBehalfOf: onBehalfOf && {
        kind: extensions(onBehalfOf)(EXTENSION.actorKind)[0],
        role: items(at(onBehalfOf, 'role')).map(codingOf)[0],
      },
      organisation: namedAgent(organisation),
      unit: named(at(source, 'site'), extensions(source)(EXTENSION.unit)[0]),
      application: namedAgent(application),
      purpose: items(at(resource, 'purposeOfEvent')).map(codingOf),
      emergency: own(EXTENSION.emergency)[0],
      automatic: own(EXTENSION.automatic)[0],
      data: entities.filter((entity) => !isRequest(entity)).map(dataItem),
      origin: { id: at(origin, 'identifier', 'value'), name: at(origin, 'display'), observer },
      correlationId: entities.filter(isRequest).map((entity) => at(entity, 'what', 'identifier', 'value'))[0],
      legalBasis: items(at(agents[0], 'policy')),
      sensitivity: concealed === 'withheld' && isCode(labels.at(-1) as Element, LABEL_SYSTEM, MASKED.code) ? labels.slice(0, -1) : labels,
      nameVisibility: policy === 'delayed' ? { policy, until: own(EXTENSION.nameShownFrom)[0] } : { policy },
      sourceText: narrative(at(resource, 'text', 'div')),
      erased: some(own(EXTENSION.erased).map(Number)),
      linked: own(EXTENSION.linked)[0],
      corrected: text(own(EXTENSION.corrected)[0])?.replace(/^urn:uuid:/, ''),
      concealed: own(EXTENSION.concealedDigest)[0],
      sourceDigest: own(EXTENSION.sourceDigest)[0],
    }),
  )
  const names = parseConcealed(jcs({ actor: namedAgent(actor), onBehalfOf: namedAgent(onBehalfOf) }))
  const { actor: who, onBehalfOf: whom, ...event } = sealed
  return {
    ...event,
    ...(who && { actor: { ...who, ...names.actor } }),
    ...(whom && { onBehalfOf: { ...whom, ...names.onBehalfOf } }),
  }
}

function dataItem(entity: unknown) {
  const { reference, identifier } = (at(entity, 'what') ?? {}) as { reference?: string; identifier?: { system?: string; value: string } }
  const [system, code] = (text(at(items(at(entity, 'detail'))[0], 'valueString')) ?? '').split('|')
  return {
    category: (code !== undefined && meaning(CATEGORY, { system: system ?? '', code })) || 'unclassified',
    reference: reference ?? (identifier?.system === undefined ? identifier?.value : `${identifier.system}|${identifier.value}`),
    title: at(entity, 'name'),
  }
}

function narrative(div: unknown): string | undefined {
  const [, inside] = /^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">(.*)<\/div>$/s.exec(text(div) ?? '') ?? []
  return inside?.replace(/&(lt|gt|amp);/g, (_whole, name) => ({ lt: '<', gt: '>' })[name as string] ?? '&')
}

const namedAgent = (agent: unknown) => named(at(agent, 'name'), at(agent, 'who', 'identifier'))

function named(name: unknown, identifier: unknown): Named | undefined {
  return name === undefined && identifier === undefined ? undefined : ({ name, identifier } as Named)
}

/** The values of the extensions with this address, in their order. */
function extensions(element: unknown): (url: string) => readonly unknown[] {
  const all = items(at(element, 'extension'))
  return (url) =>
    all
      .filter((extension) => at(extension, 'url') === url)
      .map((extension) => Object.entries(extension as Element).find(([name]) => name.startsWith('value'))?.[1])
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, name) => (typeof inside === 'object' && inside !== null ? (inside as Element)[name] : undefined),
    value,
  )
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const codingOf = (concept: unknown) => items(at(concept, 'coding'))[0]
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const some = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined)
