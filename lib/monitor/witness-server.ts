import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { MAX_REQUEST_LENGTH } from '#lib/tlog/add-checkpoint.ts'
import { type EvidenceBox, MAX_REPORT } from './evidence-box.ts'
import type { Answer, Witness } from './witness.ts'

const TEXT = 'text/plain; charset=utf-8'
/** A request that is not there, whole, after this is dropped. */
const REQUEST_MS = 10_000
const CONNECTIONS = 256

type Sent = Answer & { readonly allow?: string }

/**
 * A witness's two prefixes in one: `POST /add-checkpoint` and `GET /<origin hash>/checkpoint`; and for one who takes reports of browsers,
 * `POST /evidence`. What goes wrong here is told to `report`.
 */
export function witnessServer(witness: Witness, report: (error: unknown) => void, evidence?: EvidenceBox): Server {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, keepAliveTimeout: 60_000 }, (request, response) => {
    route(request, witness, evidence)
      .catch((error: unknown): Sent => {
        // Who went away before the end of the request reads no answer, and nothing is wrong here.
        if (!(request.destroyed && !request.complete)) report(error)
        return { status: 500, type: TEXT, body: 'this witness cannot sign now\n' }
      })
      .then((answer) => send(request, response, answer))
  })
  server.maxConnections = CONNECTIONS
  return server
}

async function route(request: IncomingMessage, witness: Witness, evidence?: EvidenceBox): Promise<Sent> {
  const path = request.url?.split('?')[0] ?? ''
  if (path === '/evidence' && evidence) {
    if (request.method !== 'POST') return { status: 405, type: TEXT, body: 'POST evidence here\n', allow: 'POST' }
    const body = await read(request, MAX_REPORT)
    return body ? evidence.receive(body) : tooLong(MAX_REPORT)
  }
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return { status: 405, type: TEXT, body: 'POST a checkpoint here\n', allow: 'POST' }
    const body = await read(request, MAX_REQUEST_LENGTH)
    return body ? witness.addCheckpoint(body) : tooLong(MAX_REQUEST_LENGTH)
  }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1]
  const note = hash === undefined ? undefined : witness.checkpoint(hash)
  if (!note) return { status: 404, type: TEXT, body: 'nothing was cosigned at this address\n' }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, type: TEXT, body: 'GET the checkpoint here\n', allow: 'GET, HEAD' }
  return { status: 200, type: TEXT, body: Buffer.from(note).toString() }
}

function tooLong(most: number): Answer {
  return { status: 413, type: TEXT, body: `a request has at most ${most} bytes\n` }
}

/** The body; undefined if it is longer than `most`. The connection stays, so that the answer can say so. */
async function read(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, allow }: Sent): void {
  if (!request.complete && status === 413) response.setHeader('connection', 'close')
  if (allow) response.setHeader('allow', allow)
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
