import { parseArgs } from 'node:util'
import { env } from '#lib/env.ts'
import { requestToken } from '#lib/identity-provider/client-credentials.ts'
import { recordSystemClients, recordSystemKey } from '#lib/identity-provider/secrets.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'

const { values } = parseArgs({ options: { client: { type: 'string' } } })
const { OIDC_ISSUER, TOKEN_ISSUER = OIDC_ISSUER, TOKEN_AUDIENCE, GATEWAY_URL, SECRETS_DIR } = env('recordSystem')
const clients = await recordSystemClients(SECRETS_DIR)

if (!values.client || !clients.includes(values.client)) {
  console.error(
    `Usage: npm run --silent token -- --client ID\nPrints a bearer token of a record system: ${clients.join(', ') || 'none is known yet'}.`,
  )
  process.exit(2)
}
const key = await recordSystemKey(SECRETS_DIR, values.client)
const token = await requestToken({
  issuer: TOKEN_ISSUER,
  clientId: values.client,
  key,
  audience: TOKEN_AUDIENCE ?? GATEWAY_URL,
  scope: SUBMIT_SCOPE,
})
console.log(token.value)
