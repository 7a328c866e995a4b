import { existsSync } from 'node:fs'
import { z } from 'zod'
import { alertsOfWeb, alertsOfWorker, smtp } from '#lib/env/alerts.ts'
import { operator } from '#lib/env/operator.ts'
import { country, database, folder, integer, language, list, origin, port, text, timeZone, urls, webUrl, yesOrNo } from '#lib/env/values.ts'

/** Everything that a process reads from its environment. `.env.example` explains each name. The build's configuration reads two of them by itself. */

const acr = z.enum(['low', 'substantial', 'high']).default('high')
const scope = z.string().regex(/\bopenid\b/)
const distDir = z.enum(['.next', '.next-test']).default('.next')

const common = {
  DATA_DIR: folder('.data'),
  LOG_DIR: folder('.data/log'),
  TRUST_FILE: folder('.data/trust.json'),
  LOG_ORIGIN: z
    .string()
    .regex(/^[a-z0-9.-]+(\/[a-zA-Z0-9._-]+)*$/, 'must be a schema-less URL, such as sightline.example/log')
    .default('sightline.example/demo'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
}

const identity = {
  OIDC_ISSUER: z.url().default('http://127.0.0.1:4100'),
  GATEWAY_URL: origin('http://127.0.0.1:4000'),
}

const anchors = { ANCHOR_AUTHORITIES: urls, ANCHOR_CALENDARS: urls }

const evidence = { EVIDENCE_URL: webUrl.optional() }

const days = { TIME_ZONE: timeZone, HOLIDAY_COUNTRY: country }

const people = { ...days, CHILD_UNTIL_AGE: integer(18, 1, 30) }

const client = { OIDC_CLIENT_ID: text.default('sightline-web') }

const schemas = {
  start: z.object({
    DATA_DIR: folder('.data'),
    LOG_ORIGIN: common.LOG_ORIGIN,
    LOG_LEVEL: common.LOG_LEVEL,
    DATABASE_URL: database.optional(),
    OIDC_ISSUER: z.url().optional(),
    TRUST_FRESH_SECONDS: integer(600, 3, 31_536_000),
    WEB_PORT: port(3000),
    GATEWAY_PORT: port(4000),
    IDENTITY_PROVIDER_PORT: port(4100),
    PARTY_PORTS: z
      .string()
      .regex(/^[0-9]{1,5}( [0-9]{1,5}){3}$/, 'must be four ports, for three witnesses and an auditor')
      .default('4201 4202 4203 4204')
      .transform((text) => text.split(' ').map(Number)),
    DEMO_DATA: yesOrNo.default('yes'),
    ...anchors,
    ANCHOR_CERTIFICATES: text.optional(),
    AUTHORITY_PORT: port(4205),
    MAIL_PORT: port(4025),
    ...smtp,
    NEXT_DIST_DIR: distDir,
    ...evidence,
  }),
  owner: z.object({
    ...common,
    ...people,
    OPERATOR_NAME: operator.OPERATOR_NAME,
    DATABASE_URL: database.optional(),
    SECRETS_DIR: folder('.data/secrets'),
  }),
  web: z.object({
    ...common,
    ...identity,
    WEB_DATABASE_URL: database,
    STAFF_DATABASE_URL: database,
    WEB_ORIGIN: origin('http://localhost:3000'),
    ...client,
    OIDC_CLIENT_SECRET: text.optional(),
    OIDC_SCOPE: scope.default('openid'),
    OIDC_ACR: acr,
    OIDC_STAFF_SCOPE: scope.default('openid roles'),
    STAFF_ROLES_CLAIM: text.default('roles'),
    SESSION_SECRET: z.string().min(32),
    ...operator,
    ...people,
    ...alertsOfWeb,
    DEMO_PARTIES: yesOrNo.default('no'),
    NEXT_DIST_DIR: distDir,
    ...evidence,
  }),
  verifier: z.object({ TRUST_FILE: common.TRUST_FILE, NEXT_DIST_DIR: distDir }),
  gateway: z.object({
    ...common,
    ...identity,
    GATEWAY_DATABASE_URL: database,
    APPS_DATABASE_URL: database.optional(),
    APP_REQUESTS_PER_MINUTE: integer(120, 1, 100_000),
    OPERATOR_NAME: operator.OPERATOR_NAME,
    OIDC_ACR: acr,
    GATEWAY_HOST: text.default('127.0.0.1'),
    GATEWAY_PORT: port(4000),
    TOKEN_ISSUER: z.url().optional(),
    TOKEN_AUDIENCE: text.optional(),
    PENDING_LIMIT: integer(1_000_000, 1, 100_000_000),
    REFUSALS_PER_MINUTE: integer(600, 1, 1_000_000),
    CLOCK_SKEW_SECONDS: integer(300, 0, 86_400),
    AUDITOR_CLIENTS: list,
  }),
  sequencer: z.object({
    ...common,
    SEQUENCER_DATABASE_URL: database,
    SECRETS_DIR: folder('.data/secrets'),
    SEQUENCER_INTERVAL_MS: integer(1000, 50, 86_400_000),
    SEQUENCER_BATCH: integer(50_000, 1, 1_000_000),
  }),
  anchors: z.object({
    ...common,
    ...anchors,
    ANCHOR_MINUTES: integer(60, 1, 10_080),
    BITCOIN_HEADERS_URL: webUrl.optional(),
  }),
  worker: z.object({
    ...common,
    ...days,
    ...alertsOfWorker,
    WORKER_DATABASE_URL: database,
    STAFF_LANGUAGE: language,
    WEB_ORIGIN: origin('http://localhost:3000'),
  }),
  mailbox: z.object({ DATA_DIR: folder('.data'), MAIL_PORT: port(4025) }),
  fsck: z.object({ ...common, FSCK_DATABASE_URL: database.optional(), FSCK_MINUTES: integer(60, 1, 10_080) }),
  identityProvider: z.object({
    ...common,
    ...identity,
    ...client,
    OIDC_CLIENT_SECRET: z.string().min(16),
    TOKEN_AUDIENCE: text.optional(),
    IDENTITY_PROVIDER_HOST: text.default('127.0.0.1'),
    IDENTITY_PROVIDER_PORT: port(4100),
    WEB_ORIGIN: origin('http://localhost:3000'),
    SECRETS_DIR: folder('.data/secrets'),
  }),
  test: z.object({ TEST_DATABASE_URL: database.optional(), CHROMIUM_PATH: z.string().optional() }),
  e2e: z.object({
    E2E_WEB: z.url(),
    E2E_GATEWAY: z.url(),
    E2E_ISSUER: z.url(),
    E2E_DATA_DIR: text,
    CHROMIUM_PATH: z.string().optional(),
    PICTURES_DIR: folder('pictures'),
    CI: z.string().optional(),
  }),
  auditor: z.object({
    TRUST_FILE: common.TRUST_FILE,
    ...identity,
    TOKEN_ISSUER: z.url().optional(),
    TOKEN_AUDIENCE: text.optional(),
  }),
  recordSystem: z.object({
    DATA_DIR: folder('.data'),
    ...identity,
    TOKEN_ISSUER: z.url().optional(),
    TOKEN_AUDIENCE: text.optional(),
    SECRETS_DIR: folder('.data/secrets'),
  }),
}

export type Process = keyof typeof schemas
export type Env<P extends Process> = z.infer<(typeof schemas)[P]>

/**
 * The environment of one process, checked.
 *
 * @throws {Error} one message that names every variable that is missing or wrong, and what it should be.
 */
export function readEnv<P extends Process>(process_: P, source: Record<string, string | undefined> = process.env): Env<P> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schemas[process_].safeParse(given)
  if (result.success) return result.data as Env<P>
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment of ${process_} is not usable (see .env.example):\n${problems.join('\n')}`)
}

/** The names of what an operator says of itself, for whoever starts the web server. */
export const OPERATOR_VARIABLES = Object.keys(operator)

/** The names of all variables that a person may set: those that the end-to-end tests pass to themselves are left out. */
export function variables(): string[] {
  const { e2e: _, ...people } = schemas
  return [...new Set(Object.values(people).flatMap((schema) => Object.keys(schema.shape)))]
}

const read = new Map<Process, unknown>()

/** The environment of this process, read once; `.env` counts when it is there. */
export function env<P extends Process>(process_: P): Env<P> {
  if (read.size === 0 && existsSync('.env')) process.loadEnvFile('.env') // what is set already stays
  if (!read.has(process_)) read.set(process_, readEnv(process_))
  return read.get(process_) as Env<P>
}

/** next-auth reads its own address from the environment and nowhere else. */
export function tellNextAuthItsOrigin(): void {
  process.env.NEXTAUTH_URL = env('web').WEB_ORIGIN
}

/** The environment for a child process: the named variables of ours, and `more`. */
export function childEnv(names: readonly string[], more: Record<string, string>): NodeJS.ProcessEnv {
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(kept), ...more }
}

/** The whole environment for a tool that we run, and `more`. */
export function inheritedEnv(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...more }
}
