import assert from 'node:assert/strict'
import { fromAuditEvent, type Mapped, type MappingOptions, type Sender } from './fhir.ts'

export const SENDER: Sender = {
  id: 'clinic',
  name: 'Tartu Clinic records',
  baseUrl: 'https://clinic.example/fhir/',
  organisation: 'Tartu Clinic',
  namePolicy: 'shown',
  nameDelayDays: 0,
}
export const ESTONIA = 'https://fhir.ee/sid/pid/est/ni'
export const OPTIONS: MappingOptions = {
  systems: [{ system: ESTONIA, aliases: ['urn:oid:1.3.6.1.4.1.28284.6.2.2.1'], pattern: '[0-9]{11}', strip: 'EE' }],
}
export const ROLE_1 = { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1' }
export const patient = { role: ROLE_1, what: { identifier: { system: ESTONIA, value: '38001085718' } } }

export const least = {
  resourceType: 'AuditEvent',
  type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
  action: 'R',
  recorded: '2026-08-06T17:30:00+03:00',
  outcome: '0',
  agent: [{ name: 'Anna Berg', requestor: true }],
  source: { observer: { display: 'eHL' } },
  entity: [patient],
}

export const map = (change: object, options = OPTIONS, sender = SENDER) => fromAuditEvent({ ...least, ...change }, sender, options)

export function taken(change: object, options = OPTIONS): Mapped {
  const result = map(change, options)
  assert.ok('event' in result, JSON.stringify('issues' in result && result.issues))
  return result
}

/** The code and the element of every issue. */
export function refused(change: object, options = OPTIONS): readonly string[] {
  const result = map(change, options)
  assert.ok('issues' in result, 'was taken')
  for (const { diagnostics, expression } of result.issues) assert.ok(diagnostics.startsWith(expression.join()), diagnostics)
  return result.issues.map(({ code, expression }) => `${code} ${expression.join()}`)
}
