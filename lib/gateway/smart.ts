import type { FastifyInstance } from 'fastify'
import { APP_SCOPE } from '#lib/server/apps.ts'
import { discover } from '#lib/server/discovery.ts'

/** `/fhir/.well-known/smart-configuration` (SMART App Launch 2.2): where an app asks a person for their consent. */
export async function smartRoutes(server: FastifyInstance, { issuer }: { readonly issuer: string }): Promise<void> {
  server.get('/smart-configuration', async (_request, reply) => {
    const { jwks_uri, authorization_endpoint, token_endpoint } = await discover(issuer)
    return reply.type('application/json').send({
      issuer,
      jwks_uri,
      authorization_endpoint,
      token_endpoint,
      grant_types_supported: ['authorization_code', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['openid', 'launch/patient', APP_SCOPE],
      capabilities: [
        'launch-standalone',
        'client-public',
        'context-standalone-patient',
        'permission-patient',
        'permission-v2',
        'sso-openid-connect',
      ],
    })
  })
}
