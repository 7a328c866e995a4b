import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AnchorFiles, anchorPath, nameOf } from '#lib/ledger/anchors.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { parseDecimal } from '#lib/tlog/bytes.ts'
import { entriesPath, parseTilePath, tilePath } from '#lib/tlog/tile.ts'

/**
 * The public log under `/log`, as C2SP tlog-tiles has it, and its anchors (docs/protocol.md, section 9): files of one folder, for any
 * origin, with no database behind them. Bundles are not compressed: salted commitments do not get smaller.
 */
export type LogFolder = {
  readonly folder: string
  /** The tlog-policy text of `/log/policy`. */
  readonly policy: string
}

const ANY_ORIGIN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
const TEXT = 'text/plain; charset=utf-8'
const BYTES = 'application/octet-stream'
const IMMUTABLE = 'public, max-age=31536000, immutable'
const JSON_TYPE = 'application/json'
const BRIEF = 'public, max-age=1, must-revalidate'

export async function logRoutes(server: FastifyInstance, log: LogFolder): Promise<void> {
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers(ANY_ORIGIN)
  })
  server.setNotFoundHandler((_request, reply) => notInLog(reply))
  server.options('/*', async (_request, reply) => {
    const allowed = { 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': '*', 'access-control-max-age': '86400' }
    return reply.code(204).headers(allowed).send()
  })
  server.get('/checkpoint', async (request, reply) => send(request, reply, await checkpoint(log.folder), TEXT, BRIEF))
  server.get('/policy', async (request, reply) => send(request, reply, Buffer.from(log.policy), TEXT, BRIEF))
  server.get('/tile/*', async (request, reply) => {
    const path = tileFile(request.raw.url ?? '')
    return send(request, reply, path === undefined ? undefined : await read(log.folder, path), BYTES, IMMUTABLE)
  })
  const anchors = new AnchorFiles(log.folder)
  server.get<{ Querystring: Readonly<Record<string, unknown>> }>('/anchors', async (request, reply) => {
    const before = sizeOf(request.query)
    return send(request, reply, before === undefined ? undefined : Buffer.from(await anchors.index(before)), TEXT, BRIEF)
  })
  server.get<{ Params: { name: string } }>('/anchors/:name', async (request, reply) => {
    const name = nameOf(request.params.name)
    const path = name && anchorPath(name)
    return send(request, reply, path === undefined ? undefined : await read(log.folder, path), JSON_TYPE, IMMUTABLE)
  })
}

/** The size before which anchors are asked for; none is all sizes, and undefined what is no size, or asks for something else. */
function sizeOf({ before, ...others }: Readonly<Record<string, unknown>>): number | undefined {
  if (Object.keys(others).length > 0) return undefined
  if (before === undefined) return Number.POSITIVE_INFINITY
  try {
    return parseDecimal(String(before))
  } catch {
    return undefined
  }
}

async function checkpoint(folder: string): Promise<Buffer | undefined> {
  const newest = await new LogFiles(folder).checkpoints.newest()
  return newest && read(folder, `checkpoints/${newest.name}`)
}

/** The tile's file below the folder, printed anew from what was parsed: no text of the request reaches the file system. */
function tileFile(url: string): string | undefined {
  const [text = ''] = url.slice('/log/'.length).split('?')
  try {
    const tile = parseTilePath(text)
    return tile.level === 'entries' ? entriesPath(tile) : tilePath(tile)
  } catch {
    return undefined
  }
}

/** Undefined when it is not there, or is reached through a link out of its place. */
async function read(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const root = await realpath(folder)
    const file = join(root, ...path.split('/'))
    if ((await realpath(file)) !== file || !file.startsWith(root + sep)) return undefined
    return await readFile(file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw cause
  }
}

/** The log's answer for what it does not have, to any origin. */
export function notInLog(reply: FastifyReply): FastifyReply {
  return reply.code(404).headers(ANY_ORIGIN).header('cache-control', 'no-store').type(TEXT).send('not found\n')
}

function send(request: FastifyRequest, reply: FastifyReply, bytes: Buffer | undefined, type: string, caching: string): FastifyReply {
  if (bytes === undefined) return notInLog(reply)
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  reply.header('etag', etag).header('cache-control', caching).header('x-content-type-options', 'nosniff')
  const known = request.headers['if-none-match']
  if (known !== undefined && matches(known, etag)) return reply.code(304).send()
  return reply.type(type).send(bytes)
}

/** RFC 9110, section 13.1.2: a list of entity tags, compared weakly, or `*`. */
function matches(field: string, etag: string): boolean {
  return field.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
