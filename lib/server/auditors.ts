import { accessTokens, type TokenSettings } from './access-tokens.ts'
import { AppError } from './app-error.ts'

export const AUDIT_SCOPE = 'system/sightline-audit.r'

/**
 * Makes the function that says which auditor sends a request: the client of an access token with the scope `system/sightline-audit.r` that
 * the operator has a contract with. An auditor sees each pseudonym's whole activity, and no name.
 *
 * @throws {AppError} as `accessTokens`; `auditor-unknown` (403).
 */
export function auditorAuthentication(
  settings: TokenSettings & { readonly clients: readonly string[] },
): (authorization: string | undefined) => Promise<string> {
  const clientOf = accessTokens(settings)
  return async (authorization) => {
    const client = await clientOf(authorization, AUDIT_SCOPE)
    if (!settings.clients.includes(client))
      throw new AppError('auditor-unknown', { message: 'This client is not registered as an auditor.' })
    return client
  }
}
