import type { FastifyInstance } from 'fastify'

export type Readiness = { readonly [part: string]: () => Promise<unknown> }

/** `/health/live`: the process answers. `/health/ready`: it can take events; says which part it waits for, and nothing else. */
export async function healthRoutes(server: FastifyInstance, { parts }: { readonly parts: Readiness }): Promise<void> {
  server.get('/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }))
  server.get('/ready', async (_request, reply) => {
    const states = await Promise.all(Object.entries(parts).map(async ([part, check]) => [part, await state(check)] as const))
    const ready = states.every(([, state]) => state === 'ready')
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ready' : 'not ready', ...Object.fromEntries(states) })
  })
}

async function state(check: () => Promise<unknown>): Promise<'ready' | 'not ready'> {
  return check().then(
    () => 'ready' as const,
    () => 'not ready' as const,
  )
}
