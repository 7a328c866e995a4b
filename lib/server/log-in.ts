import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { canonicalIdentifier, IdentifierError, type IdentifierSystem } from '#lib/event/identifier.ts'
import { AppError } from './app-error.ts'

/** eIDAS levels of assurance, lowest first, as TARA names them in `acr`. */
const LEVELS = ['low', 'substantial', 'high'] as const

export type Level = (typeof LEVELS)[number]
const LONGEST_NAME = 100

export type LogInRules = { readonly systems: readonly IdentifierSystem[]; readonly level: Level }

/**
 * The person that the identity provider's subject names.
 *
 * @throws {AppError} `not-a-person` for a subject that is not a person of the first accepted system with its country in front.
 */
export function personOf(subject: unknown, { systems }: Pick<LogInRules, 'systems'>): PatientIdentifier {
  const [home] = systems
  try {
    if (typeof subject !== 'string' || !home || !subject.startsWith(home.strip ?? ''))
      throw new IdentifierError('The subject does not start with its country.')
    return canonicalIdentifier([home], { system: home.system, value: subject })
  } catch (cause) {
    if (cause instanceof IdentifierError) throw new AppError('not-a-person', { cause })
    throw cause
  }
}

/** Whether a log-in at level `acr` is as strong as what is asked; one that does not say how strong it was is not. */
export function reaches(acr: unknown, { level }: Pick<LogInRules, 'level'>): acr is Level {
  return LEVELS.indexOf(acr as Level) >= LEVELS.indexOf(level)
}

/** The name to greet somebody with. TARA puts it below `profile_attributes`, other providers beside the subject. */
export function nameOf(claims: Readonly<Record<string, unknown>>): string {
  const nested = claims.profile_attributes
  const source = typeof nested === 'object' && nested !== null ? (nested as Readonly<Record<string, unknown>>) : claims
  const parts = [source.given_name, source.family_name].filter((part) => typeof part === 'string' && part !== '')
  return parts.length > 0 ? parts.join(' ').slice(0, LONGEST_NAME) : ''
}
