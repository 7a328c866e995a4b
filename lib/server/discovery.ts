import { z } from 'zod'
import { AppError } from './app-error.ts'

const metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  authorization_endpoint: z.url().optional(),
  token_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
})
export type IssuerMetadata = z.infer<typeof metadata>

const known = new Map<string, IssuerMetadata>()

/**
 * The issuer's own metadata (OpenID Connect Discovery 1.0), read once and kept; it must name itself as the issuer that was asked.
 *
 * @throws {AppError} `unavailable` when it cannot be read; the next call asks again.
 */
export async function discover(issuer: string): Promise<IssuerMetadata> {
  const earlier = known.get(issuer)
  if (earlier) return earlier
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5000),
      redirect: 'error',
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    const found = metadata.parse(await response.json())
    if (found.issuer !== issuer) throw new Error(`it calls itself ${found.issuer}`)
    known.set(issuer, found)
    return found
  } catch (cause) {
    throw new AppError('unavailable', { message: `The issuer ${issuer} cannot be read.`, cause })
  }
}
