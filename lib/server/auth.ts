import type { AuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Env } from '#lib/env.ts'
import { AppError } from './app-error.ts'
import { logProblem } from './problem.ts'
import { LONGEST_SECONDS } from './sessions.ts'
import { LONGEST_STAFF_SECONDS, STAFF_LEVEL } from './staff-sessions.ts'
import type { SessionToken, StaffToken } from './token.ts'

type Claims = Readonly<Record<string, unknown>>

/** Who is let in, and what their cookie says then. */
type Admission = {
  /** @throws {AppError} for whom it does not let in */
  admit(claims: Claims): unknown
  start(claims: Claims): Promise<SessionToken | StaffToken>
}

/** The two ways in: the provider's name in the callback's address, the page that says what went wrong, how long a session lasts at most, and what is asked. */
export const WAYS = {
  patient: {
    provider: 'oidc',
    page: '/login',
    seconds: LONGEST_SECONDS,
    ask: (env: Env<'web'>) => ({ scope: env.OIDC_SCOPE, acr_values: env.OIDC_ACR }),
  },
  staff: {
    provider: 'staff',
    page: '/support/login',
    seconds: LONGEST_STAFF_SECONDS,
    ask: (env: Env<'web'>) => ({ scope: env.OIDC_STAFF_SCOPE, acr_values: STAFF_LEVEL, prompt: 'login', max_age: '0' }),
  },
} as const
export type Way = (typeof WAYS)[keyof typeof WAYS]

/** Cookies carry `__Host-` where there is https; Safari drops those, being `Secure`, on a plain http://localhost. */
export function cookie(origin: string, name: string) {
  const secure = origin.startsWith('https:')
  return { name: `${secure ? '__Host-' : ''}sightline.${name}`, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } } as const
}

/**
 * next-auth as an OpenID Connect client: authorization code with PKCE, state and nonce; who somebody is comes from the verified ID
 * token. The cookie that it writes says which session row to look for, and nothing else in it is believed.
 */
export function authOptions(env: Env<'web'>, sessions: Admission, way: Way = WAYS.patient): AuthOptions {
  const { WEB_ORIGIN: origin, SESSION_SECRET: secret } = env
  return {
    providers: [provider(env, way)],
    secret,
    session: { strategy: 'jwt', maxAge: way.seconds },
    cookies: {
      sessionToken: cookie(origin, 'session'),
      callbackUrl: cookie(origin, 'way-back'),
      csrfToken: cookie(origin, 'csrf'),
      pkceCodeVerifier: cookie(origin, 'pkce'),
      state: cookie(origin, 'state'),
      nonce: cookie(origin, 'nonce'),
    },
    pages: { signIn: way.page, error: way.page },
    callbacks: {
      async signIn({ profile }) {
        try {
          await sessions.admit(profile as Claims)
          return true
        } catch (error) {
          if (error instanceof AppError) return `${way.page}?error=${error.code}`
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

function provider(env: Env<'web'>, way: Way): OAuthConfig<Claims> {
  return {
    id: way.provider,
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${env.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: env.OIDC_CLIENT_ID,
    ...(env.OIDC_CLIENT_SECRET && { clientSecret: env.OIDC_CLIENT_SECRET }),
    authorization: { params: way.ask(env) },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    profile: (claims) => ({ id: String(claims.sub) }),
  }
}
