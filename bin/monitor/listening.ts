import { once } from 'node:events'
import type { Server } from 'node:http'
import { address } from './arguments.ts'

/** Lets a server listen at `listen`, as the command's arguments have it. @throws {Error} `usageText` for what is no address; if it is taken. */
export async function listenAt(server: Server, listen: string, usageText: string): Promise<void> {
  const { host, port } = address(listen, usageText)
  server.listen(port, host)
  await once(server, 'listening')
}

/** Ends this process when it is told to, after the answers that were begun. */
export function endWith(server: Server): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      server.close(() => process.exit(0))
      server.closeIdleConnections()
    })
}

/** For a server that goes on whatever went wrong with one request. */
export function sayError(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error))
}
