import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { LIMITS } from './limits.ts'

type Stated = { readonly base: string; readonly skewSeconds: number; readonly startedAt: Date }

const PROFILES = ['Create', 'Read', 'Update', 'Delete', 'Query'].flatMap((action) => [
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${action}`,
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.Patient${action}`,
])

export function capabilityStatement({ base, skewSeconds, startedAt }: Stated) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: startedAt.toISOString(),
    kind: 'instance',
    software: { name: 'Sightline gateway' },
    implementation: { description: 'Takes access events from record systems', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        documentation: limits(skewSeconds),
        security: {
          cors: false,
          service: [
            {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
              text: 'SMART Backend Services',
            },
          ],
          description: `OAuth 2.0 bearer token of a registered record system, with the scope ${SUBMIT_SCOPE}.`,
        },
        resource: [
          {
            type: 'AuditEvent',
            supportedProfile: PROFILES,
            interaction: [{ code: 'create', documentation: 'The same resource from the same system is stored once and answered alike.' }],
            versioning: 'no-version',
            conditionalCreate: false,
          },
        ],
        interaction: [{ code: 'batch', documentation: 'POST of AuditEvents, answered entry by entry.' }],
      },
    ],
  }
}

export function limits(skewSeconds: number): string {
  const kib = (bytes: number) => `${bytes / 1024} KiB`
  return [
    `An AuditEvent holds at most ${kib(LIMITS.resourceBytes)}`,
    `a batch at most ${LIMITS.bundleEntries} entries and ${kib(LIMITS.bundleBytes)}`,
    `recorded lies at most ${skewSeconds} seconds in the future`,
    'numbers are integers within ±(2^53−1), and no value is null',
    'volume goes to POST /api/access-events as application/fhir+ndjson.',
  ].join('; ')
}
