import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RecordSystem } from '#lib/server/record-systems.ts'
import { answerBundle } from './bundle.ts'
import { capabilityStatement } from './capability.ts'
import { FHIR_JSON, notTheMediaType, onlyPost } from './errors.ts'
import type { Ingest } from './ingest.ts'
import { LIMITS } from './limits.ts'
import { operationOutcome, refuse } from './outcome.ts'
import { isObject, type JsonObject, readObject } from './resource.ts'

export type FhirDoor = {
  readonly ingest: Ingest
  readonly authenticate: (request: FastifyRequest) => Promise<RecordSystem>
  /** The FHIR base URL, without a slash at its end. */
  readonly base: string
  readonly skewSeconds: number
  readonly startedAt: Date
  /** Whether people's own apps may read: `searchRoutes` then has GET of AuditEvent. */
  readonly reads: boolean
}

/** FHIR R4 at `/fhir`: create of AuditEvent, batch, and the CapabilityStatement. */
export async function fhirRoutes(server: FastifyInstance, door: FhirDoor): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(['application/fhir+json', 'application/json'], { parseAs: 'buffer' }, readJson)
  server.addHook('onRequest', async (request) => requireJsonAnswer(request))

  server.get('/metadata', async (_request, reply) => reply.type(FHIR_JSON).send(capabilityStatement(door)))

  server.post<{ Body: JsonObject }>('/AuditEvent', posts(LIMITS.resourceBytes), async (request, reply) => {
    if (request.headers['if-none-exist'] !== undefined)
      throw refuse('bad-request', 'Conditional create is not offered: the same resource is stored once anyway.')
    const submission = door.ingest.prepare(request.body, request.recordSystem)
    const [id] = await door.ingest.commit([submission])
    return answerCreated(request, reply, `${door.base}/AuditEvent/${id}`, { ...request.body, id })
  })

  server.post<{ Body: JsonObject }>('/', posts(LIMITS.bundleBytes), async (request, reply) =>
    reply.type(FHIR_JSON).send(await answerBundle(request.body, request.recordSystem, door)),
  )

  for (const url of ['/', '/AuditEvent', '/AuditEvent/*']) server.route(onlyPost(url, door.reads && url !== '/'))

  function posts(bodyLimit: number) {
    return {
      bodyLimit,
      onRequest: async (request: FastifyRequest) => {
        request.recordSystem = await door.authenticate(request)
      },
      // A request without a body is not parsed, and has no media type that could be wrong.
      preHandler: async ({ body }: FastifyRequest) => {
        if (!isObject(body)) throw refuse('bad-request', 'A FHIR resource is a JSON object: the request has no body.')
      },
    }
  }
}

async function readJson(request: FastifyRequest, body: Buffer): Promise<JsonObject> {
  const [, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=').map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    if (name === 'charset' && value !== 'utf-8' && value !== 'utf8') throw notTheMediaType('application/fhir+json; charset=utf-8')
    if (name === 'fhirversion' && value !== '4.0') throw notTheMediaType('application/fhir+json; fhirVersion=4.0')
  }
  if (request.headers['content-encoding'] !== undefined) throw refuse('unsupported-media-type', 'Send the body without Content-Encoding.')
  return readObject(body)
}

function requireJsonAnswer(request: FastifyRequest): void {
  const accepted = request.headers.accept
  if (accepted !== undefined && !/json|\*\/\*|application\/\*/i.test(accepted))
    throw refuse('not-acceptable', 'Answers are application/fhir+json.')
}

/** FHIR R4 http, section 3.1.0.8: 201, `Location`, and the body that `Prefer` asks for. A repeated resource gets this same answer. */
function answerCreated(request: FastifyRequest, reply: FastifyReply, location: string, resource: JsonObject): FastifyReply {
  reply.code(201).header('location', location)
  const preference = /(?:^|[,;\s])return=(minimal|representation|OperationOutcome)/.exec(String(request.headers.prefer ?? ''))?.[1]
  if (preference === 'minimal') return reply.send()
  if (preference === 'representation') return reply.type(FHIR_JSON).send(resource)
  const taken = {
    severity: 'information',
    code: 'informational',
    diagnostics: 'Stored. It will be sealed into the log with the next batch.',
  } as const
  return reply.type(FHIR_JSON).send(operationOutcome([taken]))
}
