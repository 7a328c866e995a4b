import { DEMO_STAFF } from '#lib/dispute/demo.ts'
import { env } from '#lib/env.ts'
import { DEMO_PEOPLE } from '#lib/event/demo/people.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { type RunningProvider, startIdentityProvider } from '#lib/identity-provider/provider.ts'
import { recordSystemKey } from '#lib/identity-provider/secrets.ts'

/** For docs/apps.md: it needs no port, since the code can be copied from the browser's address. */
const DEMO_APP = { clientId: 'sightline-app', name: 'A demonstration app', redirectUri: 'http://127.0.0.1:4300/callback' }

const settings = env('identityProvider')
const { OIDC_ISSUER: issuer, IDENTITY_PROVIDER_HOST: host, IDENTITY_PROVIDER_PORT: port } = settings

await Promise.all(DEMO_RECORD_SYSTEMS.map(({ clientId }) => recordSystemKey(settings.SECRETS_DIR, clientId)))

let provider: RunningProvider
try {
  provider = await startIdentityProvider(
    {
      people: DEMO_PEOPLE,
      staff: DEMO_STAFF.map(({ role, ...person }) => ({ ...person, roles: [role] })),
      secretsFolder: settings.SECRETS_DIR,
      web: { clientId: settings.OIDC_CLIENT_ID, clientSecret: settings.OIDC_CLIENT_SECRET, origin: settings.WEB_ORIGIN },
      apps: [DEMO_APP],
      audience: settings.TOKEN_AUDIENCE ?? settings.GATEWAY_URL,
    },
    { host, port, issuer },
  )
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
  console.error(`Port ${port} is in use. Stop what uses it, or set IDENTITY_PROVIDER_PORT and OIDC_ISSUER to another.`)
  process.exit(1)
}
console.log(`Identity provider for demonstrations at ${provider.issuer}; log-ins under way are lost when it stops.`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => provider.close())
