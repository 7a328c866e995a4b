import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { DestinationStream } from 'pino'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { HighestFile } from '#lib/durable.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { type RecordSystem, registerRecordSystem, SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { connectGateway, type GatewaySettings } from './connect.ts'
import { createLogger } from './logger.ts'

export const AUDIENCE = 'http://gateway.test'

export const CLINIC: RecordSystem = {
  id: 'clinic',
  clientId: 'clinic-client',
  name: 'Tartu Clinic',
  baseUrl: 'https://clinic.example/fhir',
  organisation: 'Tartu Clinic',
  namePolicy: 'shown',
  nameDelayDays: 0,
  active: true,
}
export const HOSPITAL: RecordSystem = { ...CLINIC, id: 'hospital', clientId: 'hospital-client', baseUrl: 'https://hospital.example/fhir' }
export const CLOSED: RecordSystem = { ...CLINIC, id: 'closed', clientId: 'closed-client', active: false }

export const ESTONIA = {
  system: 'https://fhir.ee/sid/pid/est/ni',
  aliases: ['urn:oid:1.3.6.1.4.1.28284.6.2.2.1'],
  pattern: '[0-9]{11}',
  strip: 'EE',
}

export type Claims = { readonly [claim: string]: unknown }

/** An issuer of tokens with a key of its own, served over HTTP. Claims given as undefined are left out. */
export async function testIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }
  const server = createServer((request, response) => {
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/jwks` },
      '/jwks': { keys: [jwk] },
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(documents[request.url ?? '']))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    issuer,
    async token(claims: Claims = {}, header: Claims = {}, key = privateKey): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      const usual = {
        iss: issuer,
        aud: AUDIENCE,
        client_id: CLINIC.clientId,
        sub: CLINIC.clientId,
        scope: SUBMIT_SCOPE,
        iat: now,
        exp: now + 300,
      }
      return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt', ...header }).sign(key)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type TestGateway = {
  readonly url: string
  readonly issuer: Awaited<ReturnType<typeof testIssuer>>
  readonly database: TestDatabase
  readonly owner: Pool
  /** The gateway's own connections: ending them is a database that is away. */
  readonly pool: Pool
  readonly logDir: string
  post(path: string, body: string | Uint8Array<ArrayBuffer> | ReadableStream, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** A gateway on a free port, on a real database and a real issuer, with three registered record systems. */
export async function testGateway(overrides: Partial<GatewaySettings> = {}, log?: DestinationStream): Promise<TestGateway> {
  const [database, issuer, folder] = await Promise.all([testDatabase(), testIssuer(), mkdtemp(join(tmpdir(), 'sightline-gateway-'))])
  const owner = createPool(database.ownerUrl)
  const pool = createPool(database.urls.gateway)
  for (const system of [CLINIC, HOSPITAL, CLOSED]) await registerRecordSystem(owner, system)
  const logDir = join(folder, 'log')
  await mkdir(join(logDir, 'tile/0'), { recursive: true })
  await new LogFiles(logDir).checkpoints.put(HighestFile.name(1, 1), Buffer.from('sightline.example/demo\n1\nAAAA\n\n'))
  await writeFile(join(logDir, 'tile/0/000'), Buffer.alloc(8192, 7))
  const gateway = connectGateway({
    pool,
    issuer: issuer.issuer,
    audience: AUDIENCE,
    origin: 'https://gateway.example',
    logDir,
    auditDir: join(folder, 'audit'),
    auditors: ['auditor'],
    policy: 'quorum none\n',
    systems: [ESTONIA],
    pendingLimit: 1_000_000,
    skewSeconds: 300,
    refusalsPerMinute: 600,
    logger: createLogger(log ? 'info' : 'silent', log),
    ...overrides,
  })
  const url = await gateway.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    issuer,
    database,
    owner,
    pool,
    logDir,
    async post(path, body, headers = {}) {
      const authorization = `Bearer ${await issuer.token()}`
      const usual = { 'content-type': 'application/fhir+json', authorization }
      return fetch(url + path, {
        method: 'POST',
        body,
        headers: { ...usual, ...headers },
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      })
    },
    async close() {
      await gateway.close()
      if (!pool.ended) await pool.end()
      await owner.end()
      await issuer.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A BALP patient read, of a patient and a request of its own for each number. */
export function auditEvent(number: number, changes: Claims = {}): Claims {
  return {
    resourceType: 'AuditEvent',
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest', display: 'Restful Operation' },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read', display: 'read' }],
    action: 'R',
    recorded: new Date(Date.UTC(2026, 7, 6, 14, 30) + 1000 * number).toISOString(),
    outcome: '0',
    purposeOfEvent: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }] }],
    agent: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
        who: { identifier: { system: 'https://fhir.ee/sid/pro/est/pho', value: 'D01234' }, display: 'Anna Berg' },
        requestor: true,
      },
    ],
    source: { site: 'Tartu Clinic', observer: { display: 'Tartu Clinic' } },
    entity: [
      {
        type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '1' },
        role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1' },
        what: { identifier: { system: ESTONIA.system, value: String(38_000_000_000 + (number % 1000)) } },
      },
      {
        type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '2' },
        role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '4' },
        what: { reference: `DiagnosticReport/${number}` },
      },
      {
        type: { system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', code: 'XrequestId' },
        what: { identifier: { value: `request-${number}` } },
      },
    ],
    ...changes,
  }
}
