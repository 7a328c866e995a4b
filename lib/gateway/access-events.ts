import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Submission } from '#lib/ledger/queue.ts'
import type { RecordSystem } from '#lib/server/record-systems.ts'
import { lineBatches } from './batches.ts'
import { notTheMediaType, onlyPost, refusalOf } from './errors.ts'
import type { Ingest } from './ingest.ts'
import { LIMITS } from './limits.ts'
import type { Line } from './lines.ts'
import { briefly, operationOutcome, problem, Refusal, refuse } from './outcome.ts'
import { readObject } from './resource.ts'

export type StreamDoor = {
  readonly ingest: Ingest
  readonly authenticate: (request: FastifyRequest) => Promise<RecordSystem>
  /** Aborted when the gateway stops: streams end after what is committed. */
  readonly stop: AbortSignal
}

const NDJSON = ['application/fhir+ndjson', 'application/x-ndjson', 'application/ndjson']

/**
 * POST /api/access-events: one AuditEvent a line, of any number. Answers come while lines are still sent, in their order, each when its
 * batch is committed; the last line counts them. What has no answer was not promised: send it again, nothing is stored twice.
 *
 *     {"line":1,"status":"created","id":"0198…"}
 *     {"line":2,"status":"refused","outcome":{"resourceType":"OperationOutcome",…}}
 *     {"end":true,"lines":2,"created":1,"refused":1}
 */
export async function accessEventRoutes(server: FastifyInstance, door: StreamDoor): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload))
  server.route(onlyPost('/access-events'))
  server.post<{ Body: Readable }>('/access-events', {
    onRequest: async (request) => {
      request.recordSystem = await door.authenticate(request)
    },
    handler: async (request, reply) => {
      if (!(request.body instanceof Readable)) throw notTheMediaType(NDJSON[0])
      if (request.headers['content-encoding'] !== undefined)
        throw refuse('unsupported-media-type', 'Send the lines without Content-Encoding.')
      const { socket } = request.raw
      reply.raw.once('finish', () => {
        if (!request.raw.complete || door.stop.aborted) closeGently(socket)
      })
      const answers = answer(request, request.body, door)
      const first = await answers.next()
      reply.type(`${NDJSON[0]}; charset=utf-8`).header('cache-control', 'no-store').header('x-accel-buffering', 'no')
      return reply.send(Readable.from(prepend(first, answers), { objectMode: false, highWaterMark: 64 * 1024 }))
    },
  })
}

type Counts = { lines: number; created: number; refused: number }

async function* answer(request: FastifyRequest, body: Readable, door: StreamDoor): AsyncGenerator<string> {
  const brief = /(?:^|[,;\s])return=minimal/.test(String(request.headers.prefer ?? ''))
  const counts: Counts = { lines: 0, created: 0, refused: 0 }
  const outcome = briefly(LIMITS.answerIssues)
  const batches = prepared(request, body, door)
  let next = batches.next()
  try {
    for (;;) {
      const { done, value: batch } = await next
      if (done) break
      next = batches.next() // the next batch is read and mapped while this one is committed
      next.catch(() => {})
      yield await commit(batch, door.ingest, counts, outcome, brief)
    }
  } catch (cause) {
    if (request.raw.destroyed && !request.raw.complete) return // the client is gone: nobody reads an answer
    const refusal = refusalOf(cause, request)
    if (counts.lines === 0) throw refusal
    yield `${JSON.stringify({ end: false, ...counts, outcome: operationOutcome(refusal.issues) })}\n`
    return
  }
  if (door.stop.aborted) {
    const stopping = problem('transient', 'The gateway stops. Send what has no answer again.')
    yield `${JSON.stringify({ end: false, ...counts, outcome: operationOutcome([stopping]) })}\n`
  } else yield `${JSON.stringify({ end: true, ...counts })}\n`
}

type Prepared = { readonly number: number; readonly result: Submission | Refusal }

async function* prepared(request: FastifyRequest, body: Readable, { ingest, stop }: StreamDoor): AsyncGenerator<readonly Prepared[]> {
  const limits = { ...LIMITS, lineBytes: LIMITS.resourceBytes }
  for await (const lines of lineBatches(body, limits, stop))
    yield lines.map((line) => ({ number: line.number, result: prepare(line, ingest, request.recordSystem) }))
}

function prepare({ bytes }: Line, ingest: Ingest, recordSystem: RecordSystem): Submission | Refusal {
  try {
    if (bytes === undefined) throw refuse('too-large', `A line holds at most ${LIMITS.resourceBytes} bytes.`)
    return ingest.prepare(readObject(bytes), recordSystem)
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
}

async function commit(
  batch: readonly Prepared[],
  ingest: Ingest,
  counts: Counts,
  outcome: ReturnType<typeof briefly>,
  brief: boolean,
): Promise<string> {
  const ids = (await ingest.commit(batch.flatMap(({ result }) => (result instanceof Refusal ? [] : [result])))).values()
  let text = ''
  for (const { number, result } of batch) {
    if (result instanceof Refusal) {
      counts.refused++
      text += `${JSON.stringify({ line: number, status: 'refused', outcome: outcome(result) })}\n`
    } else {
      counts.created++
      const id = ids.next().value
      if (!brief) text += `{"line":${number},"status":"created","id":"${id}"}\n`
    }
    counts.lines = number
  }
  return brief ? `${text}${JSON.stringify({ through: counts.lines })}\n` : text
}

async function* prepend(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (!first.done) yield first.value
  yield* rest
}

/** After an early answer: the client reads it to its end before the connection goes, whatever it still wanted to send. */
function closeGently(socket: Socket): void {
  socket.end()
  setTimeout(() => socket.destroy(), LIMITS.lingerCloseMs).unref()
}
