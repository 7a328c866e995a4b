import { APP_SCOPE } from '#lib/server/apps.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { LIMITS } from './limits.ts'
import { PARAMETERS } from './search-query.ts'

type Stated = { readonly base: string; readonly skewSeconds: number; readonly startedAt: Date; readonly reads: boolean }

const PROFILES = ['Create', 'Read', 'Update', 'Delete', 'Query'].flatMap((action) => [
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${action}`,
  `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.Patient${action}`,
])

export function capabilityStatement({ base, skewSeconds, startedAt, reads }: Stated) {
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
          description: `OAuth 2.0 bearer token of a registered record system, with the scope ${SUBMIT_SCOPE}${reads ? `; of a person, who then reads their own history, with the scope ${APP_SCOPE}` : ''}.`,
        },
        resource: [
          {
            type: 'AuditEvent',
            supportedProfile: PROFILES,
            interaction: [
              { code: 'create', documentation: 'The same resource from the same system is stored once and answered alike.' },
              ...(reads ? READS : []),
            ],
            ...(reads && { searchParam: SEARCH }),
            versioning: 'no-version',
            conditionalCreate: false,
          },
        ],
        interaction: [{ code: 'batch', documentation: 'POST of AuditEvents, answered entry by entry.' }],
      },
    ],
  }
}

const READS = [
  { code: 'read', documentation: 'An entry of the person whose token it is.' },
  {
    code: 'search-type',
    documentation: `IHE ITI-81, for a person's own apps: newest first, at most ${LIMITS.searchEntries} on a page. What is answered was made from the sealed event; its proof is on the person's page.`,
  },
]
const SEARCH = [
  { name: 'patient', type: 'reference', documentation: 'The patient that came with the token. Another one has nothing here.' },
  ...Object.entries(PARAMETERS).map(([name, { type, documentation }]) => ({ name, type, documentation })),
]

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
