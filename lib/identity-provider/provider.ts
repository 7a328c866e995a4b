import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { configuration, type ProviderSettings } from './configuration.ts'
import { logInRoute } from './log-in-route.ts'
import { logOutRoute } from './log-out-route.ts'
import { patientContext } from './patient-context.ts'
import { providerSecrets } from './secrets.ts'

export type Listen = { readonly host: string; readonly port: number; readonly issuer?: string }
export type RunningProvider = { readonly issuer: string; close(): Promise<void> }

/**
 * An OpenID provider for demonstrations: whoever asks is whoever they say they are. Its issuer is `http://host:port` unless it is
 * reached by another name.
 *
 * @throws {Error} with code `EADDRINUSE` when something else has the port.
 */
export async function startIdentityProvider(settings: ProviderSettings, listen: Listen): Promise<RunningProvider> {
  const secrets = await providerSecrets(settings.secretsFolder)
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  const issuer = listen.issuer ?? `http://${listen.host}:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configuration(settings, secrets))
  provider.use(patientContext)
  provider.use(logInRoute(provider, settings))
  provider.use(logOutRoute(provider, settings))
  provider.on('server_error', (_ctx, error) => console.error(`identity provider: ${error.stack}`))
  server.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
