import { type AdapterPayload, type Configuration, errors } from 'oidc-provider'
import { html, sendPage } from './html.ts'
import { messagePage } from './log-in-page.ts'
import { memory } from './memory.ts'
import { claimsOf, type Person } from './people.ts'
import { type ProviderSecrets, recordSystemPublicKey } from './secrets.ts'

export type ProviderSettings = {
  readonly people: readonly Person[]
  /** Who is offered where the service asks for `roles`: its own staff. */
  readonly staff?: readonly Person[]
  /** Holds the provider's keys and the record systems' public ones. */
  readonly secretsFolder: string
  readonly web: { readonly clientId: string; readonly clientSecret: string; readonly origin: string }
  /** Apps of people's own that may ask to read their history. */
  readonly apps?: readonly App[]
  /** Of access tokens: the gateway. */
  readonly audience: string
}

/** A public client (no secret, PKCE) that runs on the person's own device. */
export type App = { readonly clientId: string; readonly name: string; readonly redirectUri: string }

/** Where people come back to after log-out. */
export const loggedOutPage = (origin: string) => `${origin}/logged-out`

export const LEVELS = ['low', 'substantial', 'high'] as const
/** What machines may ask for. Who is a record system and who an auditor, the gateway knows. */
const SCOPES = ['system/AuditEvent.c', 'system/sightline-audit.r']
/** What an app may ask of a person (SMART App Launch 2). */
export const APP_SCOPE = 'patient/AuditEvent.rs'
/** With which the service has its staff log in. */
export const STAFF_SCOPE = 'roles'
const LAUNCH_SCOPE = 'launch/patient'
const MINUTE = 60
const ACCESS_TOKEN_SECONDS = 5 * MINUTE

/** Everything that differs from `oidc-provider`'s defaults, and everything that it warns about when left to them. */
export function configuration(settings: ProviderSettings, secrets: ProviderSecrets): Configuration {
  const { web, audience, secretsFolder, apps = [] } = settings
  const people = [...settings.people, ...(settings.staff ?? [])]
  const isApp = ({ clientId }: { readonly clientId: string }) => apps.some((app) => app.clientId === clientId)
  return {
    adapter: memory((clientId) => recordSystemClient(secretsFolder, clientId)),
    jwks: { keys: secrets.keys },
    cookies: { keys: [secrets.cookieKey] },
    clients: [
      {
        client_id: web.clientId,
        client_secret: web.clientSecret,
        client_name: 'Sightline',
        redirect_uris: ['oidc', 'staff'].map((way) => `${web.origin}/api/auth/callback/${way}`),
        post_logout_redirect_uris: [loggedOutPage(web.origin)],
        scope: `openid ${STAFF_SCOPE}`,
      },
      ...apps.map(appClient),
    ],
    scopes: ['openid', STAFF_SCOPE, ...SCOPES, LAUNCH_SCOPE, APP_SCOPE],
    acrValues: LEVELS,
    claims: {
      openid: ['sub', 'given_name', 'family_name', 'date_of_birth', 'amr'],
      [STAFF_SCOPE]: ['roles'],
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => {
      const claims = claimsOf(sub, people)
      return claims && { accountId: claims.sub, claims: () => claims }
    },
    interactions: { url: (_ctx, interaction) => `/log-in/${interaction.uid}` },
    // The web client is the service itself, and an app's log-in page asks for consent: who goes on has given it.
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(isApp(client) ? 'openid' : `openid ${STAFF_SCOPE}`)
      if (isApp(client)) {
        grant.addOIDCScope(`${LAUNCH_SCOPE} ${APP_SCOPE}`)
        grant.addResourceScope(audience, APP_SCOPE)
      }
      await grant.save()
      return grant
    },
    expiresWithSession: () => false,
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt', 'none'],
    enabledJWA: { clientAuthSigningAlgValues: ['ES384'] },
    clientBasedCORS: () => false,
    // RFC 9068 allows for it: the gateway asks how strong the log-in was.
    extraTokenClaims: (ctx) => ({ acr: ctx.oidc.entities.AuthorizationCode?.acr }),
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: MINUTE,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      Grant: 12 * 60 * MINUTE,
      IdToken: 10 * MINUTE,
      Interaction: 15 * MINUTE,
      Session: 12 * 60 * MINUTE,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, client, oneOf) =>
          oneOf ?? (client.grantTypeAllowed('client_credentials') || isApp(client) ? audience : []),
        useGrantedResource: async () => true,
        getResourceServerInfo(_ctx, resource, client) {
          if (resource !== audience || !(client.grantTypeAllowed('client_credentials') || isApp(client))) throw new errors.InvalidTarget()
          return {
            scope: isApp(client) ? APP_SCOPE : SCOPES.join(' '),
            audience,
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }
        },
      },
      rpInitiatedLogout: { enabled: true },
    },
    async renderError(ctx, out) {
      const way = html`<p><a href="${web.origin}">Back to Sightline</a></p>`
      sendPage(ctx, messagePage('This log-in did not work', `Start again from the beginning. (${out.error_description ?? out.error})`, way))
    },
  }
}

function appClient({ clientId, name, redirectUri }: App) {
  return {
    client_id: clientId,
    client_name: name,
    token_endpoint_auth_method: 'none' as const,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    scope: `openid ${LAUNCH_SCOPE} ${APP_SCOPE}`,
  }
}

async function recordSystemClient(folder: string, clientId: string): Promise<AdapterPayload | undefined> {
  const key = await recordSystemPublicKey(folder, clientId)
  if (key?.crv !== 'P-384') return undefined
  return {
    client_id: clientId,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES384',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: SCOPES.join(' '),
    jwks: { keys: [key] },
  }
}
