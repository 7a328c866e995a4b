import { join } from 'node:path'
import { unprivileged } from '#lib/db/embedded.ts'
import type { DatabaseUrls } from '#lib/db/roles.ts'
import { childEnv, OPERATOR_VARIABLES } from '#lib/env.ts'
import { alertSettings } from './alerts.ts'
import type { Service } from './children.ts'
import { AUDITOR, type Party } from './parties.ts'
import type { Place } from './place.ts'
import type { Secrets } from './secrets.ts'

/** The environment of a process: what all are told, `more`, and what the operator has set of `names`. */
export type Given = (more: Record<string, string>, ...names: readonly string[]) => NodeJS.ProcessEnv

export function givenTo({ settings, trustFile, logDir, issuer, gatewayUrl }: Place): Given {
  const common = {
    DATA_DIR: settings.DATA_DIR,
    LOG_DIR: logDir,
    TRUST_FILE: trustFile,
    LOG_ORIGIN: settings.LOG_ORIGIN,
    LOG_LEVEL: settings.LOG_LEVEL,
    OIDC_ISSUER: issuer,
    GATEWAY_URL: gatewayUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  return (more, ...names) => childEnv(['PATH', 'TZ', ...names], { ...common, ...more })
}

type Parts = {
  readonly place: Place
  readonly given: Given
  readonly secrets: Secrets
  readonly urls: DatabaseUrls
  readonly parties: readonly Party[]
}

/** The product's own processes: each with the log-in, the secrets and the settings that it needs, and no others. */
export function servicesOf({ place, given, secrets, urls, parties }: Parts) {
  const { settings, ownIssuer, secretsDir, webOrigin, gatewayUrl, issuer } = place
  const { IDENTITY_PROVIDER_PORT, GATEWAY_PORT, WEB_PORT, NEXT_DIST_DIR, MAIL_PORT } = settings
  const user = unprivileged('nobody')
  const alerts = alertSettings(secrets, MAIL_PORT, place.demoMail)
  const auditor = ownIssuer ? parties.find(({ name }) => name === AUDITOR) : undefined
  const evidenceUrl = settings.EVIDENCE_URL ?? (auditor && `http://127.0.0.1:${auditor.port}/evidence`)
  const web = given(
    {
      WEB_DATABASE_URL: urls.web,
      STAFF_DATABASE_URL: urls.staff,
      WEB_ORIGIN: webOrigin,
      SESSION_SECRET: secrets.session,
      ...(ownIssuer && { OIDC_CLIENT_SECRET: secrets.oidcClient }),
      DEMO_PARTIES: parties.length > 0 ? 'yes' : 'no',
      ...(evidenceUrl && { EVIDENCE_URL: evidenceUrl }),
      ...alerts.web,
      NEXT_DIST_DIR,
      NODE_ENV: 'production',
    },
    ...alerts.names.web,
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
    'OIDC_SCOPE',
    'OIDC_ACR',
    'OIDC_STAFF_SCOPE',
    'STAFF_ROLES_CLAIM',
    ...OPERATOR_VARIABLES,
    'TIME_ZONE',
    'HOLIDAY_COUNTRY',
    'CHILD_UNTIL_AGE',
  )
  return {
    evidenceUrl,
    separated: user !== undefined,
    identityProvider: {
      name: 'identity provider',
      args: ['bin/identity-provider.ts'],
      env: given({
        SECRETS_DIR: secretsDir,
        OIDC_CLIENT_SECRET: secrets.oidcClient,
        WEB_ORIGIN: webOrigin,
        IDENTITY_PROVIDER_PORT: String(IDENTITY_PROVIDER_PORT),
      }),
      probe: `${issuer}/.well-known/openid-configuration`,
    },
    gateway: {
      name: 'gateway',
      args: ['bin/gateway.ts'],
      env: given(
        {
          GATEWAY_DATABASE_URL: urls.gateway,
          APPS_DATABASE_URL: urls.apps,
          GATEWAY_PORT: String(GATEWAY_PORT),
          ...(ownIssuer && { AUDITOR_CLIENTS: AUDITOR }),
        },
        'TOKEN_ISSUER',
        'TOKEN_AUDIENCE',
        'PENDING_LIMIT',
        'REFUSALS_PER_MINUTE',
        'CLOCK_SKEW_SECONDS',
        'APP_REQUESTS_PER_MINUTE',
        'OIDC_ACR',
        'AUDITOR_CLIENTS',
      ),
      user,
      probe: `${gatewayUrl}/health/live`,
    },
    sequencer: {
      name: 'sequencer',
      args: ['bin/sequencer.ts'],
      env: given({ SEQUENCER_DATABASE_URL: urls.sequencer, SECRETS_DIR: secretsDir }, 'SEQUENCER_INTERVAL_MS', 'SEQUENCER_BATCH'),
    },
    worker: {
      name: 'worker',
      args: ['bin/worker.ts'],
      env: given(
        { WORKER_DATABASE_URL: urls.worker, WEB_ORIGIN: webOrigin, ...alerts.worker },
        'TIME_ZONE',
        'HOLIDAY_COUNTRY',
        ...alerts.names.worker,
      ),
      user,
    },
    web: {
      name: 'web server',
      args: [
        '--disable-warning=DEP0169',
        join('node_modules', 'next', 'dist', 'bin', 'next'),
        'start',
        '-p',
        String(WEB_PORT),
        '-H',
        'localhost',
      ],
      env: web,
      user,
      probe: webOrigin,
    },
    fsck: {
      name: 'fsck',
      args: ['bin/fsck.ts', '--watch'],
      env: given({ FSCK_DATABASE_URL: urls.fsck }, 'FSCK_MINUTES'),
      user,
    },
  } as const satisfies Record<string, Service | string | boolean | undefined>
}
