import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import { type ExportedEntry, toAuditEvent } from '#lib/event/to-fhir.ts'
import type { Unreadable } from '#lib/ledger/own-events.ts'
import type { OwnHistory } from '#lib/server/apps.ts'
import { noteUnreadable } from '#lib/server/unreadable.ts'
import { FHIR_JSON } from './errors.ts'
import { LIMITS } from './limits.ts'
import { operationOutcome, refuse } from './outcome.ts'
import { type SearchQuery, searchQuery } from './search-query.ts'

export type SearchDoor = {
  readonly base: string
  /** The log's origin. */
  readonly origin: string
  readonly systems: readonly IdentifierSystem[]
  readonly requestsPerMinute: number
  /** The history of the person whose token it is. */
  readonly historyOf: (authorization: string | undefined) => Promise<OwnHistory>
}

const FORM = 'application/x-www-form-urlencoded'

/**
 * IHE ITI-81 for a patient's own apps: read and search of AuditEvent, of the person alone whose token it is. Whoever else is asked for has
 * nothing here, whether they exist or not. POST to `_search` keeps an identifier out of the address.
 */
export async function searchRoutes(server: FastifyInstance, door: SearchDoor): Promise<void> {
  const limiter = new RateLimiterMemory({ points: door.requestsPerMinute, duration: 60 })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: LIMITS.searchBytes },
    async (_request: FastifyRequest, body: string) => body,
  )
  server.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  const history = async (request: FastifyRequest) => {
    const own = await door.historyOf(request.headers.authorization)
    await limiter.consume(own.identifier.value).catch((spent: RateLimiterRes) => {
      throw refuse('too-many-requests', `${door.requestsPerMinute} requests a minute are answered.`, {
        'retry-after': String(Math.ceil(spent.msBeforeNext / 1000)),
      })
    })
    return own
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply, given: URLSearchParams) => {
    const own = await history(request)
    const lenient = /(?:^|[,;\s])handling=lenient/.test(String(request.headers.prefer ?? ''))
    const query = searchQuery(given, { identifier: own.identifier, systems: door.systems, lenient })
    return reply.type(FHIR_JSON).send(await searchset(request, own, query, door))
  }

  server.get('/AuditEvent', (request, reply) => answer(request, reply, new URL(request.raw.url ?? '', 'http://gateway').searchParams))
  server.post<{ Body: unknown }>('/AuditEvent/_search', (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : ''
    return answer(request, reply, new URLSearchParams(body))
  })
  server.get<{ Params: { id: string } }>('/AuditEvent/:id', async (request, reply) => {
    const own = await history(request)
    const entry = await own.entry(request.params.id)
    if (isUnreadable(entry)) {
      noteUnreadable([entry], request.log)
      throw refuse('internal', unlike(entry))
    }
    return reply.type(FHIR_JSON).send(resource(entry, own, door))
  })
}

const resource = (entry: ExportedEntry, { identifier }: OwnHistory, { origin }: SearchDoor) =>
  toAuditEvent(entry, { origin, patient: identifier })

const isUnreadable = (entry: ExportedEntry | Unreadable): entry is Unreadable => 'withheld' in entry && entry.withheld === 'unreadable'

const unlike = ({ logIndex }: Unreadable) =>
  `The entry at log index ${logIndex} is left out: what is stored of it does not match what was sealed.`

/** FHIR R4, *search outcome*: what can be told beside an answer is a warning, and never an error. */
const leftOut = (unreadable: readonly Unreadable[]) => ({
  resource: operationOutcome(unreadable.map((entry) => ({ severity: 'warning', code: 'processing', diagnostics: unlike(entry) }))),
  search: { mode: 'outcome' },
})

/** A page may hold fewer than were asked for, and still have a next one: one request reads a limited number of entries. */
async function searchset(request: FastifyRequest, own: OwnHistory, query: SearchQuery, door: SearchDoor) {
  const { found, unreadable, next } = query.isOwn ? await find(own, query) : { found: [], unreadable: [], next: undefined }
  noteUnreadable(unreadable, request.log)
  const link = (before: number | undefined) => {
    const parameters = new URLSearchParams(query.repeated)
    if (before !== undefined) parameters.set('_before', String(before))
    return `${door.base}/AuditEvent${parameters.size > 0 ? `?${parameters}` : ''}`
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: link(query.before) }, ...(next === undefined ? [] : [{ relation: 'next', url: link(next) }])],
    entry: [
      ...found.map((entry) => {
        const event = resource(entry, own, door)
        return { fullUrl: `${door.base}/AuditEvent/${event.id}`, resource: event, search: { mode: 'match' } }
      }),
      ...(unreadable.length > 0 ? [leftOut(unreadable)] : []),
    ],
  }
}

async function find(own: OwnHistory, { matches, count, before }: SearchQuery) {
  const found: ExportedEntry[] = []
  /** Whatever was asked for, it might be one of these. */
  const unreadable: Unreadable[] = []
  let next = before
  for (let read = 0; read < LIMITS.searchRead; read += LIMITS.searchStep) {
    const entries = await own.entries(next, LIMITS.searchStep)
    for (const { entry, historyIndex } of entries) {
      if (found.length >= count) return { found, unreadable, next }
      next = historyIndex
      if (isUnreadable(entry)) unreadable.push(entry)
      else if (matches(entry)) found.push(entry)
    }
    if (entries.length < LIMITS.searchStep || next === 0) return { found, unreadable, next: undefined }
  }
  return { found, unreadable, next }
}
