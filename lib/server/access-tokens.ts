import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { AppError } from './app-error.ts'
import { discover } from './discovery.ts'

const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA', 'Ed25519']
const CLOCK_TOLERANCE_SECONDS = 5
const LONGEST_TOKEN = 8192

/** Whose tokens are taken, and for which audience. */
export type TokenSettings = { readonly issuer: string; readonly audience: string }

/**
 * Makes the function that says what the access token of a request claims, from its `Authorization` field.
 *
 * What it returns are the claims of a JWT access token (RFC 9068) of the configured issuer for this audience, not expired, with the scope that is asked
 * for. Keys come from the issuer's own metadata only, never from the token's header. Whether the client is known here, the caller asks.
 *
 * @throws {AppError} `token-missing`, `token-invalid`, `token-expired` (401), `scope-missing` (403); `unavailable` when the issuer cannot be
 *   reached: the token may be good, so ask again.
 */
export function accessClaims({
  issuer,
  audience,
}: TokenSettings): (authorization: string | undefined, scope: string) => Promise<JWTPayload> {
  let keys: JWTVerifyGetKey | undefined
  const issuerKeys = async () => {
    if (!keys) {
      const { jwks_uri } = await discover(issuer)
      keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: 5000, cooldownDuration: 2000 })
    }
    return keys
  }
  return async (authorization, scope) => {
    const token = bearerToken(authorization)
    const claims = await verifiedClaims(token, await issuerKeys(), { issuer, audience })
    const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : []
    if (!scopes.includes(scope)) throw new AppError('scope-missing', { message: `The token lacks the scope ${scope}.` })
    return claims
  }
}

/** As `accessClaims`, for who asks only which client sends a request. */
export function accessTokens(settings: TokenSettings): (authorization: string | undefined, scope: string) => Promise<string> {
  const claimsOf = accessClaims(settings)
  return async (authorization, scope) => String((await claimsOf(authorization, scope)).client_id)
}

function bearerToken(authorization: string | undefined): string {
  const token = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization ?? '')?.[1]
  if (!token) throw new AppError('token-missing', { message: 'Send a bearer token.' })
  if (token.length > LONGEST_TOKEN) throw new AppError('token-invalid', { message: 'The token is too long.' })
  return token
}

async function verifiedClaims(token: string, keys: JWTVerifyGetKey, expected: { issuer: string; audience: string }): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      ...expected,
      algorithms: ALGORITHMS,
      typ: 'at+jwt',
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'iat', 'client_id'],
    })
    return payload
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new AppError('token-expired', { message: 'The token has expired.', cause })
    if (cause instanceof errors.JWTClaimValidationFailed)
      throw new AppError('token-invalid', { message: `The token's ${cause.claim} is not right.`, cause })
    if (cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout) && cause.code !== 'ERR_JOSE_GENERIC')
      throw new AppError('token-invalid', { message: 'The token is not valid.', cause })
    throw new AppError('unavailable', { message: "The token issuer's keys cannot be read.", cause })
  }
}
