import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { labelsFile } from '#lib/ledger/log-files.ts'
import { refuse } from './outcome.ts'

export type AuditDoor = {
  /** Holds `labels/`, as the sequencer writes it. */
  readonly folder: string
  /** The client id of the auditor who asks. */
  readonly authenticate: (authorization: string | undefined) => Promise<string>
}

/** `GET /audit/labels/<N>[.p/<W>]` for auditors only: docs/protocol.md, section 7. Each look is logged with who looked. */
export async function auditRoutes(server: FastifyInstance, { folder, authenticate }: AuditDoor): Promise<void> {
  server.get('/labels/*', async (request, reply) => {
    const auditor = await authenticate(request.headers.authorization)
    const [asked = ''] = (request.raw.url ?? '').slice('/audit/labels/'.length).split('?')
    const path = labelsFile(asked)
    const bytes = path && (await read(join(folder, path)))
    if (!bytes) throw refuse('not-found', 'There are no labels at this address.')
    request.log.info({ auditor, path }, 'labels')
    return reply
      .type('application/octet-stream')
      .headers({ 'cache-control': 'private, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' })
      .send(bytes)
  })
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
    throw cause
  }
}
