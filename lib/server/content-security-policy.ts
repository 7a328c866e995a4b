import type { Env } from '#lib/env.ts'

type Addresses = Pick<Env<'web'>, 'GATEWAY_URL' | 'OIDC_ISSUER' | 'EVIDENCE_URL'>

/** The policy of every HTML page; without a nonce, as the manifest of a release states it. Log-out is a form that the identity provider answers. */
export function contentSecurityPolicy({ GATEWAY_URL, OIDC_ISSUER, EVIDENCE_URL }: Addresses, nonce = ''): string {
  const evidence = EVIDENCE_URL ? ` ${new URL(EVIDENCE_URL).origin}` : ''
  return Object.entries({
    'default-src': "'none'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'`,
    'worker-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'manifest-src': "'self'",
    'connect-src': `'self' ${GATEWAY_URL}${evidence}`,
    'form-action': `'self' ${new URL(OIDC_ISSUER).origin}`,
    'frame-ancestors': "'none'",
    'object-src': "'none'",
    'base-uri': "'none'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}
