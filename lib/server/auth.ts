import type { AuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Env } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { logProblem } from './problem.ts'
import { LONGEST_SECONDS, type Sessions } from './sessions.ts'

type Claims = Readonly<Record<string, unknown>>

/** Cookies carry `__Host-` where there is https; Safari drops those, being `Secure`, on a plain http://localhost. */
export function cookie(origin: string, name: string) {
  const secure = origin.startsWith('https:')
  return { name: `${secure ? '__Host-' : ''}sightline.${name}`, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } as const
}

/**
 * next-auth as an OpenID Connect client: authorization code with PKCE, state and nonce; who somebody is comes from the verified ID
 * token. The cookie that it writes says which session row to look for, and nothing else in it is believed.
 */
export function authOptions(env: Env<'web'>, sessions: Pick<Sessions, 'admit' | 'start'>): AuthOptions {
  const { WEB_ORIGIN: origin, SESSION_SECRET: secret } = env
  return {
    providers: [provider(env)],
    secret,
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    cookies: {
      sessionToken: cookie(origin, 'session'),
      callbackUrl: cookie(origin, 'way-back'),
      csrfToken: cookie(origin, 'csrf'),
      pkceCodeVerifier: cookie(origin, 'pkce'),
      state: cookie(origin, 'state'),
      nonce: cookie(origin, 'nonce'),
    },
    pages: { signIn: '/login', error: '/login' },
    callbacks: {
      signIn({ profile }) {
        try {
          sessions.admit(profile as Claims)
          return true
        } catch (error) {
          if (error instanceof AppError) return `/login?error=${error.code}`
          throw error
        }
      },
      async jwt({ token, profile }) {
        return profile ? { ...(await sessions.start(profile as Claims)) } : token
      },
    },
    logger: { error: logRefusal, warn: () => {}, debug: () => {} },
  }
}

// These messages are about the protocol (a state that does not match, a client that is not known), never about a person.
function logRefusal(code: string, detail: Error | { readonly error: Error }): void {
  const error = detail instanceof Error ? detail : detail.error
  logProblem(code, error, error.message)
}

function provider(env: Env<'web'>): OAuthConfig<Claims> {
  return {
    id: 'oidc',
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${env.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: env.OIDC_CLIENT_ID,
    ...(env.OIDC_CLIENT_SECRET && { clientSecret: env.OIDC_CLIENT_SECRET }),
    authorization: { params: { scope: env.OIDC_SCOPE, acr_values: env.OIDC_ACR } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    profile: (claims) => ({ id: String(claims.sub) }),
  }
}
