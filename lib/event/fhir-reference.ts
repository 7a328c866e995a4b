import { type Coding, type Identifier, LIMIT, type Named } from './access-event.ts'
import { isKnown } from './codes.ts'
import type { FhirCoding, FhirConcept, FhirReference } from './fhir-profile.ts'

/** Every coding of these concepts that has a code; a concept that has only a text stands for itself. Each once. */
export function codings(concepts: readonly FhirConcept[] | undefined): readonly Coding[] {
  const all = (concepts ?? []).flatMap(({ coding, text }) => {
    const coded = (coding ?? []).flatMap(toCoding)
    return coded.length > 0 || text === undefined ? coded : [{ code: cut(text, LIMIT.code), display: text }]
  })
  return unique(all)
}

/** A coding that has a code; its display text only where the code says nothing to us. */
export function toCoding({ system, code, display }: FhirCoding): readonly Coding[] {
  if (code === undefined) return []
  const coding = { code, ...(system !== undefined && { system }) }
  return [display === undefined || isKnown(coding) ? coding : { ...coding, display }]
}

/** The beginning of a text, without half a character at its end. */
export function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 2).toWellFormed()}…` : text
}

export function unique(all: readonly Coding[]): readonly Coding[] {
  const seen = new Map(all.map((coding) => [`${coding.system ?? ''}|${coding.code}`, coding]))
  return [...seen.values()]
}

/** The type that a reference names: `Practitioner` of `Practitioner/1`, of an absolute one too. */
export function typeOf(what: FhirReference | undefined): string | undefined {
  return what?.type ?? /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(what?.reference ?? '')?.[1]
}

/** An identifier is kept as it is; a bare reference is one in that record system: `Device/x` → `{system: baseUrl/Device, value: x}`. */
export function identifierOf(what: FhirReference | undefined, baseUrl: string): Identifier | undefined {
  const { system, value } = what?.identifier ?? {}
  if (value !== undefined) return system === undefined ? { value } : { system, value }
  const parts = /^(?:(.+)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(what?.reference ?? '')
  if (!parts?.[2] || !parts[3]) return undefined
  return { system: `${parts[1] ?? baseUrl.replace(/\/+$/, '')}/${parts[2]}`, value: parts[3] }
}

export function toNamed(name: string | undefined, identifier: Identifier | undefined): Named | undefined {
  if (name === undefined && identifier === undefined) return undefined
  return { ...(name !== undefined && { name }), ...(identifier !== undefined && { identifier }) }
}
