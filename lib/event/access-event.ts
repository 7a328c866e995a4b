import canonicalize from 'canonicalize'
import { fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { either, flag, index, list, object, oneOf, type Shape, text } from './shape.ts'

/**
 * What an access is, in the normal form that is hashed, shown, filtered and exported (docs/protocol.md, section 1).
 *
 * One event has three forms. An `EventDraft` is what a submitted resource means. A `SealedEvent` is the draft with two digests; its
 * JCS is the *event bytes*. An `AccessEvent` is what people see: the sealed event, with the names of its `Concealed` where those bytes
 * came and open. `access-event-schema.ts` says the same in zod, as the test's second opinion: zod itself is not for the browser, where it
 * makes code at run time and takes longer.
 */
export type AccessEvent = Omit<SealedEvent, 'actor' | 'onBehalfOf'> & { readonly actor?: Actor; readonly onBehalfOf?: Actor }

export type SealedEvent = EventDraft & { readonly concealed: string; readonly sourceDigest: string }

export type EventDraft = {
  readonly id: string
  readonly kind: Kind
  readonly patient: PatientIdentifier
  /** Instants are UTC with milliseconds, such as `2026-08-06T14:30:00.000Z`. */
  readonly accessedAt: string
  readonly recordedAt: string
  readonly action: Action
  readonly eventType: Coding
  readonly eventCodes: readonly Coding[]
  readonly outcome: Outcome
  readonly actor?: Agent
  readonly onBehalfOf?: Agent
  readonly organisation: Named
  readonly unit?: Named
  readonly application?: Named
  readonly purpose: readonly Coding[]
  readonly emergency: boolean
  readonly automatic: boolean
  readonly data: readonly DataItem[]
  readonly origin: Origin
  readonly correlationId?: string
  readonly legalBasis: readonly string[]
  readonly sensitivity: readonly Coding[]
  readonly nameVisibility: NameVisibility
  readonly sourceText?: string
  /** The log indexes that an event of kind *erasure* erased. */
  readonly erased?: readonly number[]
  /** The other identifier of an event of kind *link*. */
  readonly linked?: PatientIdentifier
  /** The id of the event that an event of kind *correction* corrects. */
  readonly corrected?: string
}

export type Kind = 'access' | 'erasure' | 'correction' | 'link'
export type Action = 'C' | 'R' | 'U' | 'D' | 'E'
/** 0 success, 4 minor failure, 8 serious failure (for example refused), 12 major failure. */
export type Outcome = '0' | '4' | '8' | '12'
export type ActorKind = 'patient' | 'representative' | 'professional' | 'assistant' | 'administrator' | 'system' | 'unknown'
export type Category = 'patient-summary' | 'prescription' | 'dispensation' | 'image' | 'laboratory' | 'discharge' | 'unclassified'
export type Coding = { readonly system?: string; readonly code: string; readonly display?: string }
export type Identifier = { readonly system?: string; readonly value: string }
export type PatientIdentifier = { readonly system: string; readonly value: string }
export type Named = { readonly name?: string; readonly identifier?: Identifier }
export type Agent = { readonly kind: ActorKind; readonly role?: Coding }
export type Actor = Agent & Named
export type DataItem = { readonly category: Category; readonly title?: string; readonly reference?: string }
/** The record system that reported (its id and name here), and what it named as the observer. */
export type Origin = { readonly id: string; readonly name: string; readonly observer?: Named }
export type NameVisibility = { readonly policy: 'shown' | 'role-only' | 'by-law' } | { readonly policy: 'delayed'; readonly until: string }
export type Network = { readonly address?: string; readonly type?: string }
/** Keyed digest of network addresses: patients open the concealed bytes and learn from them that there is one, not which. */
export type NetworkDigest = { readonly digest: string }
/** What `concealed` commits to: names, and a digest of what only staff see. */
export type Concealed = { readonly actor?: Named; readonly onBehalfOf?: Named; readonly network?: NetworkDigest }
/** The same as it is submitted, before the network has a digest. */
export type ConcealedDraft = Omit<Concealed, 'network'> & { readonly network?: Network }

export const KINDS = ['access', 'erasure', 'correction', 'link'] as const
export const ACTIONS = ['C', 'R', 'U', 'D', 'E'] as const
export const OUTCOMES = ['0', '4', '8', '12'] as const
export const ACTOR_KINDS = ['patient', 'representative', 'professional', 'assistant', 'administrator', 'system', 'unknown'] as const
export const CATEGORIES = ['patient-summary', 'prescription', 'dispensation', 'image', 'laboratory', 'discharge', 'unclassified'] as const
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const DIGEST = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/
const DAY_1_TO_28 = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/
export const LIMIT = { text: 1000, uri: 500, code: 200 } as const

const line = text(LIMIT.text)
const uri = text(LIMIT.uri)
const code = text(LIMIT.code)
const uuid = text(36, UUID)
const digest = text(44, DIGEST)
const instant: Shape<string> = (value): value is string => typeof value === 'string' && isInstant(value)
const coding = object<Coding>({ code, display: line, system: uri }, ['display', 'system'])
const identifier = object<Identifier>({ system: uri, value: line }, ['system'])
const patient = object<PatientIdentifier>({ system: uri, value: code })
const anyNamed = object<Named>({ identifier, name: line }, ['identifier', 'name'])
const named: Shape<Named> = (value): value is Named => anyNamed(value) && (value.name !== undefined || value.identifier !== undefined)
const agent = object<Agent>({ kind: oneOf(...ACTOR_KINDS), role: coding }, ['role'])
const dataItem = object<DataItem>({ category: oneOf(...CATEGORIES), reference: uri, title: line }, ['reference', 'title'])
const members = {
  id: uuid,
  kind: oneOf(...KINDS),
  patient,
  accessedAt: instant,
  recordedAt: instant,
  action: oneOf(...ACTIONS),
  eventType: coding,
  eventCodes: list(coding, { min: 1 }),
  outcome: oneOf(...OUTCOMES),
  actor: agent,
  onBehalfOf: agent,
  organisation: named,
  unit: named,
  application: named,
  purpose: list(coding, { min: 0 }),
  emergency: flag,
  automatic: flag,
  data: list(dataItem, { min: 1 }),
  origin: object<Origin>({ id: text(100), name: line, observer: named }, ['observer']),
  correlationId: code,
  legalBasis: list(uri, { min: 0 }),
  sensitivity: list(coding, { min: 0 }),
  nameVisibility: either(
    object<{ policy: 'shown' | 'role-only' | 'by-law' }>({ policy: oneOf('shown', 'role-only', 'by-law') }),
    object<{ policy: 'delayed'; until: string }>({ policy: oneOf('delayed'), until: instant }),
  ),
  sourceText: line,
  erased: list(index, { min: 1 }),
  linked: patient,
  corrected: uuid,
  concealed: digest,
  sourceDigest: digest,
}
const sealed = object<SealedEvent>(members, [
  'actor',
  'onBehalfOf',
  'unit',
  'application',
  'correlationId',
  'sourceText',
  'erased',
  'linked',
  'corrected',
])
const network = object<NetworkDigest>({ digest })
const concealed = object<Concealed>({ actor: named, network, onBehalfOf: named }, ['actor', 'network', 'onBehalfOf'])

/** True for the one way in which an instant is written here. There is no year 0: databases have none, and nothing must wait for ever to be sealed. */
export function isInstant(value: string): boolean {
  if (value.startsWith('0000')) return false
  if (DAY_1_TO_28.test(value)) return true
  const time = value.length === 24 ? Date.parse(value) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString() === value
}

/** True when the members that belong to one kind only are there for that kind, and for no other. */
export function fitsKind(event: Pick<EventDraft, 'kind' | 'erased' | 'linked' | 'corrected'>): boolean {
  return (
    (event.kind === 'erasure') === (event.erased !== undefined) &&
    (event.kind === 'link') === (event.linked !== undefined) &&
    (event.kind === 'correction') === (event.corrected !== undefined)
  )
}

/** The event bytes of section 1. The value was checked before: by the schema when it came in, or by `parseEvent`. */
export function eventBytes(event: SealedEvent): Uint8Array {
  return jcs(event)
}

/** The concealed bytes of section 1; `{}` if nothing is concealed. */
export function concealedBytes(value: Concealed): Uint8Array {
  return jcs(value)
}

/** JCS (RFC 8785) as bytes. @throws {Error} for what JSON cannot say. */
export function jcs(value: unknown): Uint8Array {
  const canonical = canonicalize(value)
  if (canonical === undefined) throw new TypeError('not a JSON value')
  return utf8(canonical)
}

/**
 * Reads event bytes: parse, print, compare. What comes back was written by `eventBytes` or could have been, to the byte.
 *
 * @throws {VerificationError} `malformed` for anything else.
 */
export function parseEvent(bytes: Uint8Array): SealedEvent {
  const event = parseCanonical(bytes, sealed)
  if (!fitsKind(event)) throw new VerificationError('malformed', 'members of another kind of event')
  return event
}

/** Reads concealed bytes in the same way. @throws {VerificationError} `malformed` */
export function parseConcealed(bytes: Uint8Array): Concealed {
  return parseCanonical(bytes, concealed)
}

/**
 * The event with the names that its opened concealed part holds. Network addresses stay out: they are for staff.
 * That `concealed` opens `event.concealed`, the caller has checked.
 */
export function withNames({ actor, onBehalfOf, ...event }: SealedEvent, names: Concealed): AccessEvent {
  return {
    ...event,
    ...(actor && { actor: { ...actor, ...names.actor } }),
    ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf, ...names.onBehalfOf } }),
  }
}

// JSON.stringify keeps the order of keys, which the shapes check, and writes strings and integers as JCS does; no shape knows another
// number or an integer-like key. That makes this equal to canonicalising again, at a quarter of its time.
function parseCanonical<T>(bytes: Uint8Array, shape: Shape<T>): T {
  const text = fromUtf8(bytes)
  const value = parseJson(text)
  if (!shape(value)) throw new VerificationError('malformed', 'not in the form of an access event')
  if (JSON.stringify(value) !== text) throw new VerificationError('malformed', 'not canonical JSON')
  return value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new VerificationError('malformed', 'not JSON', { cause })
  }
}
