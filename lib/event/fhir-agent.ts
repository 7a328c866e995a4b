import type { Actor, ActorKind, Coding, Named, Network } from './access-event.ts'
import { isCode, isOccupation, kindOfRole, meaning, ROLE, SYSTEM } from './codes.ts'
import type { AuditEvent, FhirAgent, FhirReference } from './fhir-profile.ts'
import { codings, identifierOf, toNamed, typeOf } from './fhir-reference.ts'

export type Agents = {
  readonly actor?: Actor
  readonly onBehalfOf?: Actor
  readonly organisation?: Named
  readonly application?: Named
  readonly network?: Network
}

type IsPatient = (who: FhirReference | undefined) => boolean

/** What an agent is there for. Devices of the reporting side itself (BALP's server, an authorisation server) are of no interest here. */
type Part = 'person' | 'organisation' | 'application' | 'client' | 'server'
type Read = { readonly agent: FhirAgent; readonly part: Part; readonly named?: Named; readonly kind?: ActorKind; readonly role?: Coding }

/** Who acted, for whom, from where and with what, out of the agents of one AuditEvent. */
export function readAgents(event: AuditEvent, isPatient: IsPatient, baseUrl: string): Agents {
  const agents = event.agent.map((agent) => readAgent(agent, event, isPatient, baseUrl))
  const requestor = findRequestor(agents)
  const others = agents.filter((agent) => agent !== requestor)
  const responsible = requestor && others.find(({ part, kind }) => part === 'person' && kind !== undefined && kind !== 'unknown')
  const device = agents.find(({ part }) => part === 'application') ?? agents.find(({ part }) => part === 'client')
  const organisation = others.find(({ part, named }) => part === 'organisation' && named) ?? agents.find(isInstitution)
  const application = device?.named
  const network = device?.agent.network ?? requestor?.agent.network
  const actor = requestor ? toActor(requestor) : device && ({ kind: 'system' } as const)
  return {
    ...(actor && { actor }),
    ...(responsible && { onBehalfOf: toActor(responsible) }),
    ...(organisation?.named && { organisation: organisation.named }),
    ...(application && { application }),
    ...(network?.address !== undefined && {
      network: { address: network.address, ...(network.type !== undefined && { type: network.type }) },
    }),
  }
}

/**
 * The agent that asked. Where none says so — BALP's events without a user, gematik — a person among the agents is taken for it;
 * without a person it was the client's own doing.
 */
function findRequestor(agents: readonly Read[]): Read | undefined {
  const people = agents.filter(({ part }) => part === 'person')
  return (
    agents.find(({ agent, part }) => agent.requestor === true && part !== 'organisation') ?? (people.length === 1 ? people[0] : undefined)
  )
}

function readAgent(agent: FhirAgent, event: AuditEvent, isPatient: IsPatient, baseUrl: string): Read {
  const roles = codings(agent.role)
  const types = codings(agent.type && [agent.type])
  const known = (roles.length > 0 ? roles : types).filter((coding) => meaning(ROLE, coding))
  const role = known.find(isOccupation) ?? known[0] ?? roles[0]
  const identifier = identifierOf(agent.who, baseUrl) ?? (agent.altId === undefined ? undefined : { value: agent.altId })
  const named = toNamed(agent.name ?? agent.who?.display, identifier)
  const part = partOf(types, roles, agent, event)
  const kind = kindOf(agent, part, known.find((coding) => !isOccupation(coding)) ?? role, isPatient)
  return { agent, part, ...(named && { named }), ...(kind && { kind }), ...(role && { role }) }
}

function partOf(types: readonly Coding[], roles: readonly Coding[], agent: FhirAgent, event: AuditEvent): Part {
  const is = (system: string, ...codes: readonly string[]) => types.some((type) => isCode(type, system, ...codes))
  if (is(SYSTEM.dcm, '110150')) return 'application'
  const receives = is(SYSTEM.dcm, '110152')
  const sends = is(SYSTEM.dcm, '110153')
  // Source and destination of the data that flowed, in BALP: the client receives what it reads, and sends what it asks, creates, updates.
  if (receives || sends) return (event.action === 'R' ? receives : sends) ? 'client' : 'server'
  if (is(SYSTEM.provenance, 'custodian', 'assembler', 'composer') || is(SYSTEM.securityRole, 'authserver', 'dataprocessor')) return 'server'
  if (roles.some((role) => isCode(role, SYSTEM.chGroup, 'GRP'))) return 'organisation'
  if (typeOf(agent.who) === 'Organization') return 'organisation'
  if (is(SYSTEM.roleClass, 'PROV') && agent.requestor !== true) return 'organisation'
  if (typeOf(agent.who) === 'Device' || isNotifier(event)) return 'application'
  return 'person'
}

function kindOf(agent: FhirAgent, part: Part, role: Coding | undefined, isPatient: IsPatient): ActorKind {
  if (part !== 'person') return 'system'
  if (isPatient(agent.who)) return 'patient'
  const byRole = role && kindOfRole(role)
  if (byRole) return byRole
  if (isInstitution({ agent }) || role) return 'professional'
  const type = typeOf(agent.who)
  if (type === 'Practitioner' || type === 'PractitionerRole') return 'professional'
  return type === 'RelatedPerson' || type === 'Patient' ? 'representative' : 'unknown'
}

/** gematik's telematik-id names a practice, hospital or pharmacy by its institution card, also where the agent's type says *human user*. */
function isInstitution({ agent }: Pick<Read, 'agent'>): boolean {
  return agent.who?.identifier?.system === SYSTEM.telematik
}

/** CH:ATC's notice that somebody joined a group has one agent, the notification service, without type and role. */
function isNotifier(event: AuditEvent): boolean {
  return (event.subtype ?? []).some((subtype) => isCode(subtype, SYSTEM.chEvent, 'ATC_HPD_GROUP_ENTRY_NOTIFY'))
}

function toActor({ agent, kind = 'unknown', role, named }: Read): Actor {
  return { kind, ...(role && { role }), ...(!isInstitution({ agent }) && named) }
}
