import { problem, Refusal } from './outcome.ts'

export type JsonObject = { readonly [member: string]: unknown }

const MAX_DEPTH = 32
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads one JSON object from the bytes of a request.
 *
 * @throws {Refusal} `bad-request`: not UTF-8, not JSON, not an object.
 */
export function readObject(bytes: Uint8Array): JsonObject {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw new Refusal('bad-request', [problem('structure', 'The text is not UTF-8.')])
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal('bad-request', [problem('structure', 'The text is not JSON.')])
  }
  if (!isObject(value)) throw new Refusal('bad-request', [problem('structure', 'A FHIR resource is a JSON object.')])
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The RFC 8785 form of a submitted resource, whose keyed digest binds it (docs/protocol.md, section 1). Only values with
 * one undisputed form are taken: objects, arrays, well-formed strings, booleans and integers within ±(2^53−1). Of those
 * JSON.stringify writes that form, once the members are in order. Not checked: a member written twice, of which JSON readers keep the last.
 *
 * @throws {Refusal} `invalid-resource` naming the first element that is something else.
 */
export function canonicalResource(resource: JsonObject): string {
  return JSON.stringify(inOrder(resource, 'AuditEvent', 0))
}

function inOrder(value: unknown, path: string, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed() ? value : refuseValue('value', 'The text holds half a character.', path)
    case 'boolean':
      return value
    case 'number':
      return Number.isSafeInteger(value) ? value : refuseValue('value', ONLY_INTEGERS, path)
  }
  if (Array.isArray(value)) return value.map((item, index) => inOrder(item, `${path}[${index}]`, nested(depth, path)))
  if (!isObject(value)) return refuseValue('value', 'null has no place in what is digested: leave the element out.', path)
  const ordered: Record<string, unknown> = {}
  for (const member of Object.keys(value).sort()) {
    if (!ELEMENT_NAME.test(member)) return refuseValue('structure', 'A member has a name that no FHIR element has.', path)
    ordered[member] = inOrder(value[member], `${path}.${member}`, nested(depth, path))
  }
  return ordered
}

function nested(depth: number, path: string): number {
  return depth < MAX_DEPTH ? depth + 1 : refuseValue('structure', `More than ${MAX_DEPTH} levels.`, path)
}

function refuseValue(code: string, diagnostics: string, path: string): never {
  throw new Refusal('invalid-resource', [problem(code, diagnostics, path)])
}

// Its length bounds the path that a refusal names.
const ELEMENT_NAME = /^_?[A-Za-z][A-Za-z0-9]{0,63}$/
const ONLY_INTEGERS = 'Of numbers only integers within ±(2^53−1) are taken: decimals have more than one written form.'
