import { join } from 'node:path'
import type { Env } from '#lib/env.ts'

export type Settings = Env<'start'>

/** Where everything is on this machine, and what of a demonstration there is: its own log-in, and a mail server where no other is named. */
export type Place = {
  readonly settings: Settings
  readonly ownIssuer: boolean
  readonly demoMail: boolean
  readonly trustFile: string
  readonly secretsDir: string
  readonly logDir: string
  readonly webOrigin: string
  readonly gatewayUrl: string
  readonly issuer: string
}

export function placeOf(settings: Settings): Place {
  const { DATA_DIR, OIDC_ISSUER, SMTP_URL, WEB_PORT, GATEWAY_PORT, IDENTITY_PROVIDER_PORT } = settings
  const ownIssuer = OIDC_ISSUER === undefined
  return {
    settings,
    ownIssuer,
    demoMail: ownIssuer && SMTP_URL === undefined,
    trustFile: join(DATA_DIR, 'trust.json'),
    secretsDir: join(DATA_DIR, 'secrets'),
    logDir: join(DATA_DIR, 'log'),
    webOrigin: `http://localhost:${WEB_PORT}`,
    gatewayUrl: `http://127.0.0.1:${GATEWAY_PORT}`,
    issuer: OIDC_ISSUER ?? `http://127.0.0.1:${IDENTITY_PROVIDER_PORT}`,
  }
}
