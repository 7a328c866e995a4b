import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#lib/server/app-error.ts'
import { operationOutcome, Refusal, refuse, unavailable } from './outcome.ts'

export const FHIR_JSON = 'application/fhir+json; charset=utf-8'
const NOTHING_HERE = 'There is nothing at this address.'

/** Every error leaves as an OperationOutcome: a refusal as it stands, anything unknown as a reference into the log. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((cause, request, reply) => sendRefusal(reply, refusalOf(cause, request)))
  server.setNotFoundHandler((_request, reply) => sendRefusal(reply, refuse('not-found', NOTHING_HERE)))
}

/** The route of every other method at an address that takes events; where a person's apps may read, GET has a route of its own. */
export function onlyPost(url: string, reads = false) {
  const refused = async () => {
    throw refuse('method-not-allowed', 'Events are created here, and never changed.', { allow: reads ? 'GET, POST' : 'POST' })
  }
  return { method: [...(reads ? [] : ['GET']), 'PUT', 'PATCH', 'DELETE'], url, onRequest: refused, handler: refused }
}

/** For an address that the router could not read to its end, and for which there is no route. */
export function answerUnrouted({ code }: FastifyError, reply: FastifyReply): FastifyReply {
  if (code === 'FST_ERR_BAD_URL') return sendRefusal(reply, refuse('bad-request', 'The address is not one that can be read.'))
  return sendRefusal(reply, refuse('not-found', NOTHING_HERE))
}

function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.code(refusal.kind.status).headers(refusal.headers).type(FHIR_JSON).send(operationOutcome(refusal.issues))
}

export function refusalOf(cause: unknown, request: FastifyRequest): Refusal {
  if (cause instanceof Refusal) return cause
  if (cause instanceof AppError && cause.code !== 'internal') return ofApp(cause, request)
  return ofFastify(cause as FastifyError) ?? ofDatabase(cause, request) ?? unexpected(cause, request)
}

function ofApp(cause: AppError, request: FastifyRequest): Refusal {
  if (cause.code === 'unavailable') {
    request.log.warn({ err: cause }, 'unavailable')
    return unavailable(cause.message)
  }
  return refuse(cause.code, cause.message, cause.challenge === undefined ? {} : { 'www-authenticate': cause.challenge })
}

function ofFastify({ code, statusCode = 500 }: FastifyError): Refusal | undefined {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return refuse('too-large', 'The body is larger than this address takes. GET /fhir/metadata states the limits.', { connection: 'close' })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return notTheMediaType()
  return statusCode >= 400 && statusCode < 500 ? refuse('bad-request', 'The request is not one that this address can read.') : undefined
}

export function notTheMediaType(taken = 'application/fhir+json, application/json'): Refusal {
  return refuse('unsupported-media-type', `This address takes ${taken}.`, { 'accept-post': taken })
}

// SQLSTATE classes 08 (connection), 28 (log-in), 40 (rollback), 53 (resources), 57 (operator intervention), and the socket's own codes.
const TRANSIENT = /^(08|28|40|53|57)[0-9A-Z]{3}$|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/
const CUT = /timeout exceeded|Connection terminated/

function ofDatabase(cause: unknown, request: FastifyRequest): Refusal | undefined {
  if (!(cause instanceof Error)) return undefined
  const code = (cause as NodeJS.ErrnoException).code
  if (!(code === undefined ? CUT.test(cause.message) : TRANSIENT.test(code))) return undefined
  request.log.warn({ err: cause }, 'the database does not answer')
  return unavailable('Events cannot be stored now. Send the same again: what was taken is not stored twice.')
}

function unexpected(cause: unknown, request: FastifyRequest): Refusal {
  const reference = randomUUID()
  request.log.error({ err: cause, reference }, 'unexpected error')
  return refuse('internal', `Something went wrong here. Reference: ${reference}`)
}
