import type { AccessEvent, Actor, Category, Coding } from './access-event.ts'
import {
  ACTION,
  type ActionKey,
  AUTOMATIC_PURPOSES,
  isCode,
  meaning,
  PURPOSE,
  type PurposeKey,
  ROLE,
  ROLE_KEYS,
  type RoleKey,
  SYSTEM,
} from './codes.ts'
import { caseOf, isPortalLook } from './portal.ts'
import { visible } from './visible.ts'

/**
 * From codes to words: every function gives keys of the message files (`event.…`) and what fills their places, never a text in a
 * language, and no character that hides or turns others. *“Anna Berg, nurse at Tartu Clinic, read your test results. Reason: treatment.”* is
 *
 *     who      { key: 'named', role: 'nurse', name: 'Anna Berg', organisation: 'Tartu Clinic' }
 *     action   'read'
 *     what     ['laboratory']
 *     reasons  [{ key: 'TREAT' }]
 */
export type Sentence = {
  readonly who: Who
  readonly onBehalfOf?: Who
  readonly action: ActionKey
  /** Of the question that staff read for, such as `S-2026-00042`. */
  readonly reference?: string
  /** The categories of the data, each once, the classified ones first; `unclassified` only if there is no other. */
  readonly what: readonly Category[]
  /** Empty: no reason was given. */
  readonly reasons: readonly Reason[]
  readonly outcome: OutcomeKey
  readonly automatic?: AutomaticKey
}

/** `representative`: somebody who may act for the patient, at no place, with or without a name. `named`: a person with a name. `unnamed`: a role and a place. `organisation`: not even that. `staff`: of this service itself. `you`, `system`: as they say. */
export type Who = {
  readonly key: 'you' | 'representative' | 'named' | 'unnamed' | 'organisation' | 'system' | 'staff'
  readonly role: RoleKey
  /** The sender's own word for a role that we have none for. */
  readonly roleText?: string
  /** A person's name, or the program's; without one its code. */
  readonly name?: string
  readonly organisation: string
  readonly unit?: string
}

/** A purpose of use; `other` with the sender's own text, where the code is not known. */
export type Reason = { readonly key: PurposeKey } | { readonly key: 'other'; readonly text: string }
export type OutcomeKey = 'success' | 'minor-failure' | 'refused' | 'failure'
export type AutomaticKey = 'upload' | 'imaging' | 'list-query' | 'notification' | 'system'

export function sentence(event: AccessEvent): Sentence {
  const automatic = automaticKey(event)
  const reference = caseOf(event)
  return {
    who: whoOf(event, event.actor),
    ...(event.onBehalfOf && { onBehalfOf: whoOf(event, event.onBehalfOf) }),
    action: actionKey(event),
    ...(reference !== undefined && { reference: visible(reference) }),
    what: categories(event),
    reasons: reasons(event),
    outcome: outcomeKey(event),
    ...(automatic && { automatic }),
  }
}

/** What was done: the most telling code, then the plain action. */
function actionKey(event: AccessEvent): ActionKey {
  if (caseOf(event) !== undefined) return 'read-case'
  const { eventCodes, eventType, action } = event
  const plain = { C: 'create', R: 'read', U: 'update', D: 'delete', E: 'execute' } as const
  const [known] = [...eventCodes, eventType].flatMap((code) => meaning(ACTION, code) ?? [])
  return known ?? plain[action]
}

export function categories({ data }: AccessEvent): readonly Category[] {
  const all = [...new Set(data.map(({ category }) => category))]
  const known = all.filter((category) => category !== 'unclassified')
  return known.length > 0 ? known : all
}

export function reasons({ purpose }: AccessEvent): readonly Reason[] {
  const all = purpose.map((code): Reason => {
    const key = meaning(PURPOSE, code)
    return key ? { key } : { key: 'other', text: visible(code.display ?? code.code) }
  })
  const given = all.filter(({ key }) => key !== 'HTEST')
  return [...new Map(given.map((reason) => [JSON.stringify(reason), reason])).values()]
}

export function outcomeKey({ outcome }: AccessEvent): OutcomeKey {
  return ({ '0': 'success', '4': 'minor-failure', '8': 'refused', '12': 'failure' } as const)[outcome]
}

const CHANGES: ReadonlySet<ActionKey> = new Set([
  'create',
  'update',
  'delete',
  'emergency-stop',
  'grant',
  'change-grant',
  'withdraw-grant',
  'set-confidentiality',
  'disable-emergency',
  'enable-emergency',
  'block',
  'unblock',
  'group-entry',
])

/** What did not come about where an action was refused: nothing was `shown`, or nothing was `changed`. */
export function stopped(action: ActionKey): 'shown' | 'changed' {
  return CHANGES.has(action) ? 'changed' : 'shown'
}

/** Why nobody in particular looked; undefined when somebody did. */
export function automaticKey(event: AccessEvent): AutomaticKey | undefined {
  if (!event.automatic) return undefined
  const purposes = event.purpose.map((code) => meaning(PURPOSE, code))
  if (purposes.includes('automatic-imaging')) return 'imaging'
  if (purposes.some((key) => AUTOMATIC_PURPOSES.has(key))) return 'upload'
  const action = actionKey(event)
  if (action === 'group-entry') return 'notification'
  return action === 'search' ? 'list-query' : 'system'
}

/** Test data says so itself: a purpose or a label HTEST. */
export function isTest({ purpose, sensitivity }: AccessEvent): boolean {
  return [...purpose, ...sensitivity].some((code) => isCode(code, SYSTEM.actReason, 'HTEST'))
}

function roleKey(actor: Actor): RoleKey {
  const known = actor.role && meaning(ROLE, actor.role)
  return known === undefined || known === 'representative' ? actor.kind : known
}

function whoOf(event: AccessEvent, actor: Actor | undefined): Who {
  const organisation = visible(event.organisation.name ?? event.organisation.identifier?.value ?? event.origin.name)
  const unit = event.unit?.name && visible(event.unit.name)
  const place = { organisation, ...(unit !== undefined && unit !== organisation && { unit }) }
  if (!actor) return { key: 'organisation', role: 'unknown', ...place }
  if (actor.kind === 'patient') return { key: 'you', role: 'patient', ...place }
  if (actor.kind === 'system') {
    const name = actor.name ?? event.application?.name ?? event.application?.identifier?.value
    return { key: 'system', role: 'system', ...(name !== undefined && { name: visible(name) }), ...place }
  }
  const { name } = actor
  const role = roleKey(actor)
  const roleText = roleTextOf(actor.role)
  return {
    key: whoKey(event, actor, role),
    role,
    ...(roleText !== undefined && { roleText }),
    ...(name !== undefined && { name: visible(name) }),
    ...place,
  }
}

function whoKey(event: AccessEvent, { kind, name }: Actor, role: RoleKey): Who['key'] {
  if (kind === 'representative') return 'representative'
  // What another system calls support is not ours; a privacy officer is their own organisation's.
  if (isPortalLook(event) && (role === 'support-agent' || role === 'support-supervisor')) return 'staff'
  return name === undefined ? 'unnamed' : 'named'
}

function roleTextOf(role: Coding | undefined): string | undefined {
  return role?.display !== undefined && meaning(ROLE, role) === undefined ? visible(role.display) : undefined
}

/** What fills the sentence of an event that is no access. */
export function housekeeping({ organisation, origin, erased, linked }: AccessEvent) {
  return {
    organisation: visible(organisation.name ?? origin.name),
    count: erased?.length ?? 0,
    identifier: visible(linked?.value ?? ''),
  }
}

/** Every key that a message file must have, for its test. */
export const KEYS = {
  who: ['you', 'representative', 'named', 'unnamed', 'organisation', 'system', 'staff'],
  role: ROLE_KEYS,
  action: [
    ...new Set([
      'create',
      'read',
      'update',
      'delete',
      'execute',
      'read-case',
      ...Object.values(ACTION).flatMap((codes) => Object.values(codes)),
    ]),
  ],
  category: ['patient-summary', 'prescription', 'dispensation', 'image', 'laboratory', 'discharge', 'unclassified'],
  reason: [...new Set(Object.values(PURPOSE).flatMap((codes) => Object.values(codes))), 'other'],
  outcome: ['success', 'minor-failure', 'refused', 'failure'],
  automatic: ['upload', 'imaging', 'list-query', 'notification', 'system'],
} as const satisfies { readonly [table: string]: readonly string[] }
