import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import type { RecordSystem } from '#lib/server/record-systems.ts'
import { accessEventRoutes } from './access-events.ts'
import { type AuditDoor, auditRoutes } from './audit.ts'
import { answerErrors, answerUnrouted } from './errors.ts'
import { fhirRoutes } from './fhir.ts'
import { healthRoutes, type Readiness } from './health.ts'
import type { Ingest } from './ingest.ts'
import { LIMITS } from './limits.ts'
import { type LogFolder, logRoutes, notInLog } from './log.ts'
import { refusalLimit } from './refusals.ts'
import { type SearchDoor, searchRoutes } from './search.ts'
import { smartRoutes } from './smart.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by every route that takes events, before its body is read. */
    recordSystem: RecordSystem
  }
}

export type GatewayParts = {
  readonly log: LogFolder
  readonly audit: AuditDoor
  readonly ingest: Ingest
  readonly authenticate: (authorization: string | undefined) => Promise<RecordSystem>
  readonly readiness: Readiness
  /** People's own apps; without it nothing can be read. */
  readonly apps?: Omit<SearchDoor, 'base'> & { readonly issuer: string }
  /** Where clients reach this gateway, such as `https://gateway.sightline.example`. */
  readonly origin: string
  readonly skewSeconds: number
  readonly refusalsPerMinute: number
  readonly logger: FastifyBaseLogger
}

/** The machines' door. It reads no cookie; what is under `/log` needs nothing but its folder. `close()` lets what was begun end. */
export function buildGateway(parts: GatewayParts): FastifyInstance {
  const stop = new AbortController()
  const server = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    connectionTimeout: LIMITS.idleMs,
    bodyLimit: LIMITS.resourceBytes,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => {
      if (request.raw.url?.startsWith('/log/')) notInLog(reply)
      else answerUnrouted(error, reply)
    },
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    },
  })
  const refusals = refusalLimit(parts.refusalsPerMinute)
  const authenticate = async (request: FastifyRequest) => {
    const recordSystem = await parts.authenticate(request.headers.authorization)
    await refusals.requireFew(recordSystem.id)
    return recordSystem
  }
  const base = `${parts.origin}/fhir`
  const reads = parts.apps !== undefined
  const door = { ingest: parts.ingest, authenticate, base, skewSeconds: parts.skewSeconds, startedAt: new Date(), reads }

  server.decorateRequest('recordSystem')
  server.addHook('preClose', async () => stop.abort())
  server.addHook('onSend', async (request, reply) => {
    if (request.recordSystem) await refusals.count(request.recordSystem.id, reply.statusCode)
    if (stop.signal.aborted) reply.header('connection', 'close')
  })
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        recordSystem: request.recordSystem?.id,
      },
      'answered',
    )
  })
  answerErrors(server)
  server.register(logRoutes, { prefix: '/log', ...parts.log })
  server.register(auditRoutes, { prefix: '/audit', ...parts.audit })
  server.register(fhirRoutes, { prefix: '/fhir', ...door })
  if (parts.apps) {
    server.register(searchRoutes, { prefix: '/fhir', ...parts.apps, base })
    server.register(smartRoutes, { prefix: '/fhir/.well-known', issuer: parts.apps.issuer })
  }
  server.register(accessEventRoutes, { prefix: '/api', ...door, stop: stop.signal })
  server.register(healthRoutes, { prefix: '/health', parts: parts.readiness })
  return server
}
