import type { PatientIdentifier } from './access-event.ts'

/** A `system` of the trust file: which identifiers of people are accepted, and how one is written (docs/protocol.md, section 3). */
export type IdentifierSystem = {
  readonly system: string
  readonly aliases: readonly string[]
  /** Matches the whole value, after it was put in its canonical form. */
  readonly pattern: string
  /** Removed from the front where it stands: a log-in's `EE38001085718` is the registry's `38001085718`. */
  readonly strip?: string
}

export class IdentifierError extends Error {
  override readonly name = 'IdentifierError'
}

/** The accepted system that `system` is, or is an alias of. */
export function acceptedSystem(systems: readonly IdentifierSystem[], system: string): IdentifierSystem | undefined {
  return systems.find((known) => known.system === system || known.aliases.includes(system))
}

/**
 * The one way to write this person's identifier, for log-in and for submitted events alike: two ways would be two histories.
 *
 * @throws {IdentifierError} if the system is not accepted or the value does not match its pattern. Nothing is guessed.
 */
export function canonicalIdentifier(systems: readonly IdentifierSystem[], { system, value }: PatientIdentifier): PatientIdentifier {
  const accepted = acceptedSystem(systems, system)
  if (!accepted) throw new IdentifierError(`The identifier system ${system} is not accepted here.`)
  const upper = value.replace(/[\t\n\r ]/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase())
  const { strip } = accepted
  const canonical = strip !== undefined && upper.startsWith(strip) ? upper.slice(strip.length) : upper
  if (!new RegExp(`^(?:${accepted.pattern})$`).test(canonical)) {
    throw new IdentifierError(`The value does not have the form of an identifier of ${accepted.system}.`)
  }
  return { system: accepted.system, value: canonical }
}

/**
 * What a bare reference such as `Patient/x` identifies: a person in the record system that says so, never a national identity.
 * `reference` is relative, or absolute under `baseUrl`.
 *
 * @throws {IdentifierError} for every other reference.
 */
export function referencedPatient(baseUrl: string, reference: string): PatientIdentifier {
  const base = baseUrl.replace(/\/+$/, '')
  const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  const id = /^Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(relative)?.[1]
  if (id === undefined) throw new IdentifierError(`The reference does not name a Patient of ${base}.`)
  return { system: `${base}/Patient`, value: id }
}
