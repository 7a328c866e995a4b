import type { AccessEvent, Coding, Identifier, PatientIdentifier } from '#lib/event/access-event.ts'
import { canonicalIdentifier, IdentifierError, type IdentifierSystem } from '#lib/event/identifier.ts'
import { type ExportedEntry, withheldId } from '#lib/event/to-fhir.ts'
import { LIMITS } from './limits.ts'
import { refuse } from './outcome.ts'
import { dateTest } from './search-date.ts'

export type SearchQuery = {
  /** False when the query names another patient: then nothing matches. */
  readonly isOwn: boolean
  readonly matches: (entry: ExportedEntry) => boolean
  readonly count: number
  /** History index before which the page begins. */
  readonly before: number | undefined
  /** What of the query a link repeats: nothing that says whose history it is. */
  readonly repeated: URLSearchParams
}

export type SearchOptions = {
  readonly identifier: PatientIdentifier
  readonly systems: readonly IdentifierSystem[]
  /** FHIR's `Prefer: handling=lenient`: a parameter that is not known is passed over. */
  readonly lenient: boolean
}

type Test = (event: AccessEvent) => boolean
type Parameter = { readonly documentation: string; readonly type: string; readonly test: (value: string) => Test }

const tokens =
  (of: (event: AccessEvent) => readonly (Coding | Identifier)[]) =>
  (value: string): Test => {
    const cut = value.indexOf('|')
    const [system, code] = cut < 0 ? [undefined, value] : [value.slice(0, cut), value.slice(cut + 1)]
    return (event) =>
      of(event).some((found) => {
        const own = 'code' in found ? found.code : found.value
        return (code === '' || own === code) && (system === undefined || (found.system ?? '') === system)
      })
  }
const starts =
  (of: (event: AccessEvent) => readonly (string | undefined)[]) =>
  (value: string): Test => {
    const asked = plain(value)
    return (event) => of(event).some((found) => found !== undefined && plain(found).startsWith(asked))
  }
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What may be searched by, of ITI-81 and FHIR R4; several values with commas are alternatives, a parameter given twice holds twice. */
export const PARAMETERS: { readonly [name: string]: Parameter } = {
  date: {
    type: 'date',
    documentation: 'When the event was recorded; prefixes eq, ge, le, gt, lt. Days are those of UTC.',
    test: (value) => {
      const holds = dateTest(value)
      return ({ recordedAt }) => holds(Date.parse(recordedAt))
    },
  },
  action: {
    type: 'token',
    documentation: 'C, R, U, D or E.',
    test: tokens(({ action }) => [{ system: 'http://hl7.org/fhir/audit-event-action', code: action }]),
  },
  outcome: {
    type: 'token',
    documentation: '0, 4, 8 or 12.',
    test: tokens(({ outcome }) => [{ system: 'http://hl7.org/fhir/audit-event-outcome', code: outcome }]),
  },
  type: { type: 'token', documentation: 'The type of the event.', test: tokens(({ eventType }) => [eventType]) },
  subtype: { type: 'token', documentation: 'More precise types.', test: tokens(({ eventCodes }) => eventCodes) },
  'agent-name': {
    type: 'string',
    documentation: 'The beginning of the name of a person or organisation, where it is shown.',
    test: starts(({ actor, onBehalfOf, organisation }) => [actor?.name, onBehalfOf?.name, organisation.name]),
  },
  'agent.identifier': {
    type: 'token',
    documentation: 'The identifier of a person or organisation, where it is shown.',
    test: tokens(({ actor, onBehalfOf, organisation }) => [actor, onBehalfOf, organisation].flatMap((agent) => agent?.identifier ?? [])),
  },
}

const WHOSE = ['patient', 'patient.identifier']
const OTHERS = [...WHOSE, '_id', '_count', '_format', '_before']
const MOST_VALUES = 20
/** Of all parameters together: each is compared with every entry that is read. */
const MOST_IN_ALL = 50

/** @throws {Refusal} `bad-request` naming the parameter. */
export function searchQuery(given: URLSearchParams, { identifier, systems, lenient }: SearchOptions): SearchQuery {
  const own = (value: string, name: string) => isOwn(value, name, identifier, systems)
  const tests: Test[] = []
  const ids = given.getAll('_id')
  if ([...given.values()].flatMap((value) => value.split(',')).length > MOST_IN_ALL)
    throw refuse('bad-request', `A search takes at most ${MOST_IN_ALL} values.`)
  const repeated = new URLSearchParams()
  for (const [name, value] of given) {
    const parameter = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined
    if (!parameter && !OTHERS.includes(name)) {
      if (lenient) continue
      throw refuse(
        'bad-request',
        `${name.slice(0, 100)} is no parameter of this search: ${[...Object.keys(PARAMETERS), ...OTHERS].join(', ')}.`,
      )
    }
    const values = value.split(',')
    if (value === '' || values.length > MOST_VALUES) throw refuse('bad-request', `${name} takes 1 to ${MOST_VALUES} values.`)
    if (parameter) {
      const alternatives = values.map(parameter.test)
      tests.push((event) => alternatives.some((test) => test(event)))
    }
    if (!WHOSE.includes(name) && name !== '_before') repeated.append(name, value)
  }
  if ((given.get('_format') ?? 'json') !== 'json' && !/^application\/(fhir\+)?json$/.test(given.get('_format') ?? ''))
    throw refuse('not-acceptable', 'Answers are application/fhir+json.')
  const hasId = (id: string) => ids.every((value) => value.split(',').includes(id))
  return {
    isOwn: WHOSE.every((name) => given.getAll(name).every((value) => own(value, name))),
    // An entry that is withheld says nothing that a condition could hold for.
    matches: (entry) =>
      'withheld' in entry
        ? tests.length === 0 && hasId(withheldId(entry.logIndex))
        : hasId(entry.event.id) && tests.every((test) => test(entry.event)),
    count: Math.min(LIMITS.searchEntries, integer(given, '_count') ?? LIMITS.searchUsual),
    before: integer(given, '_before'),
    repeated,
  }
}

function integer(given: URLSearchParams, name: string): number | undefined {
  const values = given.getAll(name)
  if (values.length === 0) return undefined
  if (values.length > 1 || !/^(?:0|[1-9][0-9]{0,14})$/.test(values[0] ?? '')) throw refuse('bad-request', `${name} takes one number.`)
  return Number(values[0])
}

/** By identifier as everywhere; by reference, the `patient` that came with the token: the log-in's own name for the person. */
function isOwn(value: string, name: string, identifier: PatientIdentifier, systems: readonly IdentifierSystem[]): boolean {
  const cut = value.lastIndexOf('|')
  const system = name === 'patient' || cut < 0 ? identifier.system : value.slice(0, cut)
  const asked = name === 'patient' ? value.replace(/^Patient\//, '') : value.slice(cut + 1)
  try {
    const canonical = canonicalIdentifier(systems, { system, value: asked })
    return canonical.system === identifier.system && canonical.value === identifier.value
  } catch (cause) {
    if (cause instanceof IdentifierError) return false
    throw cause
  }
}
