import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { PrivateJwk } from './secrets.ts'

export type TokenRequest = {
  readonly issuer: string
  readonly clientId: string
  readonly key: PrivateJwk
  readonly audience: string
  readonly scope: string
}

export type Token = { readonly value: string; readonly expiresAt: number }

const ASSERTION_SECONDS = 60
const RENEW_BEFORE_MS = 30_000

/** Asks the provider of this folder for an access token as a record system does: client credentials with `private_key_jwt` (SMART Backend Services). */
export async function requestToken({ issuer, clientId, key, audience, scope }: TokenRequest): Promise<Token> {
  const tokenEndpoint = `${issuer.replace(/\/$/, '')}/token`
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(await importJWK(key))
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    signal: AbortSignal.timeout(10_000),
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      resource: audience,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  const answer = (await response.json()) as { access_token?: string; expires_in?: number; error_description?: string; error?: string }
  if (!response.ok || !answer.access_token)
    throw new Error(`${issuer} gives ${clientId} no token: ${answer.error_description ?? answer.error ?? response.status}`)
  return { value: answer.access_token, expiresAt: Date.now() + (answer.expires_in ?? 0) * 1000 }
}

/** The same token until shortly before it expires, then a new one; many callers at once cause one request. */
export function tokenSource(request: TokenRequest): () => Promise<string> {
  let token: Promise<Token> | undefined
  let renewAt = 0
  const renew = async () => {
    renewAt = Number.POSITIVE_INFINITY
    try {
      const fresh = await requestToken(request)
      renewAt = fresh.expiresAt - RENEW_BEFORE_MS
      return fresh
    } catch (cause) {
      renewAt = 0
      throw cause
    }
  }
  return async () => {
    if (!token || Date.now() >= renewAt) token = renew()
    return (await token).value
  }
}
