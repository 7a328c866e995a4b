import type { Actor, Agent, Concealed, EventDraft, Named, NameVisibility, Network, Origin } from './access-event.ts'
import { AUTOMATIC_PURPOSES, EMERGENCY_PURPOSES, isCode, meaning, PURPOSE, SYSTEM } from './codes.ts'
import { DAY_MS } from './days.ts'
import { readAgents } from './fhir-agent.ts'
import { patientTest, readCorrelationId, readData, readPatient } from './fhir-entity.ts'
import { type AuditEvent, type Issue, isIssues, issue, readAuditEvent } from './fhir-profile.ts'
import { codings, identifierOf, toCoding, toNamed, unique } from './fhir-reference.ts'
import { plainText } from './fhir-text.ts'
import type { IdentifierSystem } from './identifier.ts'

/** What the operator registered about a record system, as far as the mapping needs it. */
export type Sender = {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
  /** The organisation that answers for it; events that name none are its. */
  readonly organisation: string
  readonly namePolicy: 'shown' | 'role-only' | 'delayed' | 'by-law'
  readonly nameDelayDays: number
}

export type MappingOptions = {
  readonly systems: readonly IdentifierSystem[]
  /** Milliseconds since 1970, and how far a sender's clock may be ahead of it. Without it no event is too early. */
  readonly clock?: { readonly now: number; readonly skewMs: number }
  readonly newId?: () => string
}

export type Mapped = { readonly event: EventDraft; readonly concealed: Concealed; readonly network?: Network }
export type Refused = { readonly issues: readonly Issue[] }

/** What a submitted AuditEvent (FHIR R4) says, in our own form, or why it is not taken: one issue for each element that is wrong. */
export function fromAuditEvent(resource: unknown, sender: Sender, options: MappingOptions): Mapped | Refused {
  const event = readAuditEvent(resource)
  if (isIssues(event)) return { issues: event }
  const patient = readPatient(event, options.systems, sender.baseUrl)
  const wrong = [...('severity' in patient ? [patient] : []), ...tooEarly(event, options.clock)]
  if ('severity' in patient || wrong.length > 0) return { issues: wrong }

  const { actor, onBehalfOf, organisation, application, network } = readAgents(
    event,
    patientTest(event, patient, options.systems, sender.baseUrl),
    sender.baseUrl,
  )
  const accessedAt = event.period?.start ?? event.recorded
  const purpose = unique([...codings(event.purposeOfEvent), ...event.agent.flatMap((agent) => codings(agent.purposeOfUse))])
  const purposes = purpose.map((coding) => meaning(PURPOSE, coding))
  const nameVisibility = visibility(actor, onBehalfOf, sender, accessedAt)
  const subtypes = (event.subtype ?? []).flatMap(toCoding)
  const type = toCoding(event.type)
  const correlationId = readCorrelationId(event)
  const sourceText = plainText(event.text)
  const draft: EventDraft = {
    id: (options.newId ?? randomId)(),
    kind: 'access',
    patient,
    accessedAt,
    recordedAt: event.recorded,
    action: event.action,
    eventType: first(type),
    eventCodes: subtypes.length > 0 ? unique(subtypes) : type,
    outcome: event.outcome,
    ...(actor && { actor: withoutName(actor) }),
    ...(onBehalfOf && { onBehalfOf: withoutName(onBehalfOf) }),
    organisation: organisation ?? { name: sender.organisation },
    ...(event.source.site !== undefined && { unit: { name: event.source.site } }),
    ...(application && { application }),
    purpose,
    emergency:
      purposes.some((key) => EMERGENCY_PURPOSES.has(key)) || [...type, ...subtypes].some((code) => isCode(code, SYSTEM.dcm, '110127')),
    automatic: actor?.kind === 'system' || purposes.some((key) => AUTOMATIC_PURPOSES.has(key)),
    data: readData(event, { withPeople: nameVisibility.policy === 'shown' }),
    origin: originOf(event, sender),
    ...(correlationId !== undefined && { correlationId }),
    legalBasis: [...new Set(event.agent.flatMap(({ policy }) => policy ?? []))],
    sensitivity: unique(
      [...(event.meta?.security ?? []), ...(event.entity ?? []).flatMap((entity) => entity.securityLabel ?? [])].flatMap(toCoding),
    ),
    nameVisibility,
    ...(sourceText !== undefined && nameVisibility.policy === 'shown' && { sourceText }),
  }
  return { event: draft, concealed: concealedOf(actor, onBehalfOf), ...(network && { network }) }
}

function tooEarly(event: AuditEvent, clock: MappingOptions['clock']): readonly Issue[] {
  if (!clock) return []
  const latest = new Date(clock.now + clock.skewMs).toISOString()
  const late = (path: string) => issue('business-rule', path, 'is in the future')
  return [
    ...(event.recorded > latest ? [late('AuditEvent.recorded')] : []),
    ...((event.period?.start ?? '') > latest ? [late('AuditEvent.period.start')] : []),
  ]
}

/** A sender's policy is about people who work there: a patient's own name, and a machine's, are nobody's secret. */
function visibility(actor: Actor | undefined, onBehalfOf: Actor | undefined, sender: Sender, accessedAt: string): NameVisibility {
  const staff = [actor, onBehalfOf].some((agent) => agent && agent.kind !== 'patient' && agent.kind !== 'system')
  if (!staff || sender.namePolicy === 'shown') return { policy: 'shown' }
  if (sender.namePolicy !== 'delayed') return { policy: sender.namePolicy }
  return { policy: 'delayed', until: new Date(Date.parse(accessedAt) + sender.nameDelayDays * DAY_MS).toISOString() }
}

function originOf(event: AuditEvent, sender: Sender): Origin {
  const { observer } = event.source
  const named = toNamed(observer.display, identifierOf(observer, sender.baseUrl))
  return { id: sender.id, name: sender.name, ...(named && { observer: named }) }
}

const withoutName = ({ kind, role }: Actor): Agent => ({ kind, ...(role && { role }) })

function concealedOf(actor: Actor | undefined, onBehalfOf: Actor | undefined): Concealed {
  const a = namesOf(actor)
  const b = namesOf(onBehalfOf)
  return { ...(a && { actor: a }), ...(b && { onBehalfOf: b }) }
}

const namesOf = (agent: Actor | undefined): Named | undefined => toNamed(agent?.name, agent?.identifier)

function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new RangeError('an empty list')
  return item
}

const randomId = () => crypto.randomUUID()
