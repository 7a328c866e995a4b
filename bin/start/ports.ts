import { createServer } from 'node:net'
import { partyPorts } from './parties.ts'
import type { Place } from './place.ts'

/**
 * Whether a port can be listened on. `remedy` is what can be done when the program that uses it shall stay; `known` says that all that an
 * earlier start left running has been ended.
 *
 * @throws {Error} a sentence with what to do.
 */
export async function assertFree(port: number, remedy: string, known: boolean): Promise<void> {
  await new Promise<void>((free, fail) => {
    const server = createServer()
    const who = known
      ? 'by another program'
      : 'by another program, or by what an earlier start of Sightline left running (running.json cannot be read, which would tell)'
    server.once('error', () => fail(new Error(`Port ${port} is in use ${who}. Stop that program, ${remedy}`)))
    server.listen(port, '127.0.0.1', () => server.close(() => free()))
  })
}

/** All ports that stand fixed before the trust file is made. @throws {Error} as `assertFree` */
export async function assertAllFree({ settings, trustFile, ownIssuer, demoMail }: Place, known: boolean): Promise<void> {
  for (const variable of ['WEB_PORT', 'GATEWAY_PORT'] as const) await assertPort(variable, settings[variable], known)
  if (ownIssuer) await assertPort('IDENTITY_PROVIDER_PORT', settings.IDENTITY_PROVIDER_PORT, known)
  if (demoMail) await assertPort('MAIL_PORT', settings.MAIL_PORT, known)
  for (const { port, remedy } of partyPorts(trustFile, settings.PARTY_PORTS)) await assertFree(port, remedy, known)
}

/** @throws {Error} as `assertFree` */
export function assertPort(variable: string, port: number, known: boolean): Promise<void> {
  return assertFree(port, `or choose another port: ${variable}=${port + 1} npm start`, known)
}
