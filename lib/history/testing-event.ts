/**
 * Events for tests: JSON with what check 5 of docs/protocol.md, section 5, looks at, and nothing else. Real ones are another room's.
 *
 *     {"concealed":"AAAA…","id":"a7","kind":"access","patient":{"system":"urn:test","value":"anna"}}
 */
import { fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import type { Identifier } from './entry.ts'
import { asInteger, asList, asMembers, asText, type Members, optional, parseJson } from './json.ts'
import type { EventFacts } from './verify-page.ts'

/** Given the value of its `concealed` member, the bytes of an event. */
export type MakeEvent = (concealed: string) => Uint8Array

export function testEvent(facts: { id: string; patient: Identifier; kind?: string; erased?: readonly number[] }): MakeEvent {
  return (concealed) => utf8(printFacts({ kind: 'access', ...facts, concealed }))
}

/** Reads what `testEvent` makes. */
export const testReader = {
  event: (bytes: Uint8Array): EventFacts => parseJson(fromUtf8(bytes), readFacts, printFacts),
  concealed: (bytes: Uint8Array): unknown => parseJson<unknown>(fromUtf8(bytes), (members) => members, JSON.stringify),
}

function printFacts({ concealed, erased, id, kind, patient: { system, value } }: EventFacts): string {
  return JSON.stringify({ concealed, ...(erased && { erased }), id, kind, patient: { system, value } })
}

function readFacts(members: Members): EventFacts {
  const { system, value } = asMembers(members.patient)
  return {
    concealed: asText(members.concealed),
    ...optional(members, 'erased', (list) => asList(list, asInteger)),
    id: asText(members.id),
    kind: asText(members.kind),
    patient: { system: asText(system), value: asText(value) },
  }
}
