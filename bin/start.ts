import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unprivileged } from '#lib/db/embedded.ts'
import { childEnv, env, OPERATOR_VARIABLES } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { recordSystemKey, recordSystemKeyFile } from '#lib/identity-provider/secrets.ts'
import { alertSettings, mailboxService } from './start/alerts.ts'
import { Alone, endLeftovers } from './start/alone.ts'
import { buildPages } from './start/build.ts'
import { Children } from './start/children.ts'
import { type Database, startDatabase } from './start/database.ts'
import { registerDemoSystems, sendDemoData } from './start/demo-data.ts'
import { asOwner, noteOwnerUrl } from './start/owner-url.ts'
import { AUDITOR, demoParties, demoPolicy, partyPorts, partyService } from './start/parties.ts'
import { assertFree } from './start/ports.ts'
import { release } from './start/release.ts'
import { makeKeysAndTrust, readSecrets } from './start/secrets.ts'
import { anchorsUser, authoritiesToPin, authorityService, authorityUrl, timeStamping } from './start/time-stamps.ts'
import { welcome } from './start/welcome.ts'

/** Runs the whole product on one machine. `docs/operations.md` says how each process is run by itself. */

const begun = performance.now()
let children: Children | undefined
let database: Promise<Database> | undefined
let alone: Alone | undefined
let stopping: Promise<void> | undefined

/** Ctrl-C may come more than once, from the terminal and from npm: all wait for the one stop. */
async function stop(code: number): Promise<never> {
  stopping ??= (async () => {
    await children?.stop()
    await (await database?.catch(() => undefined))?.stop()
    alone?.end()
  })()
  await stopping
  process.exit(code)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (!stopping) console.log('\nStopping …')
    void stop(0)
  })

async function step<T>(title: string, work: () => Promise<T> | T): Promise<T> {
  const from = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`… ${title}\r`)
  const result = await work()
  console.log(`✓ ${title}${typeof result === 'string' ? ` — ${result}` : ''} (${((performance.now() - from) / 1000).toFixed(1)} s)`)
  return result
}

async function start(): Promise<void> {
  const settings = env('start')
  const { DATA_DIR, LOG_ORIGIN, WEB_PORT, GATEWAY_PORT, IDENTITY_PROVIDER_PORT, NEXT_DIST_DIR } = settings
  const ownIssuer = settings.OIDC_ISSUER === undefined
  const webOrigin = `http://localhost:${WEB_PORT}`
  const trustFile = join(DATA_DIR, 'trust.json')
  const known = await endLeftovers(DATA_DIR)
  const assertPort = (variable: string, port: number) =>
    assertFree(port, `or choose another port: ${variable}=${port + 1} npm start`, known)
  await assertPort('WEB_PORT', WEB_PORT)
  await assertPort('GATEWAY_PORT', GATEWAY_PORT)
  if (ownIssuer) await assertPort('IDENTITY_PROVIDER_PORT', IDENTITY_PROVIDER_PORT)
  const demoMail = ownIssuer && settings.SMTP_URL === undefined
  if (demoMail) await assertPort('MAIL_PORT', settings.MAIL_PORT)
  for (const { port, remedy } of partyPorts(trustFile, settings.PARTY_PORTS)) await assertFree(port, remedy, known)
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o755 })
  const noted = new Alone(DATA_DIR, webOrigin)
  alone = noted
  const services = new Children(join(DATA_DIR, 'logs'), (pids) => noted.note(pids))
  children = services

  const secretsDir = join(DATA_DIR, 'secrets')
  const secrets = await readSecrets(secretsDir)
  await step('Keys of the log', () =>
    makeKeysAndTrust({
      secrets: secretsDir,
      trustFile,
      origin: LOG_ORIGIN,
      fresh: settings.TRUST_FRESH_SECONDS,
      cosigners: () => demoPolicy(DATA_DIR, settings.PARTY_PORTS),
      authorities: () => authoritiesToPin(settings),
    }),
  )
  const trust = parseTrust(readFileSync(trustFile, 'utf8'))
  const parties = demoParties(trust)
  const stamping = await timeStamping(settings, trust)
  if ('demo' in stamping && stamping.demo) await assertPort('AUTHORITY_PORT', settings.AUTHORITY_PORT)
  database = step(settings.DATABASE_URL ? 'Database' : 'Database (embedded PostgreSQL)', () =>
    startDatabase(DATA_DIR, settings.DATABASE_URL, secrets),
  )
  const { ownerUrl, urls } = await database
  await noteOwnerUrl(secretsDir, ownerUrl)

  const issuer = settings.OIDC_ISSUER ?? `http://127.0.0.1:${IDENTITY_PROVIDER_PORT}`
  const gatewayUrl = `http://127.0.0.1:${GATEWAY_PORT}`
  const common = {
    DATA_DIR,
    LOG_DIR: join(DATA_DIR, 'log'),
    TRUST_FILE: trustFile,
    LOG_ORIGIN,
    LOG_LEVEL: settings.LOG_LEVEL,
    OIDC_ISSUER: issuer,
    GATEWAY_URL: gatewayUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const given = (more: Record<string, string>, ...names: readonly string[]) => childEnv(['PATH', 'TZ', ...names], { ...common, ...more })
  const auditor = ownIssuer ? parties.find(({ name }) => name === AUDITOR) : undefined
  const evidenceUrl = settings.EVIDENCE_URL ?? (auditor && `http://127.0.0.1:${auditor.port}/evidence`)
  const nobody = unprivileged('nobody')
  const alerts = alertSettings(secrets, settings.MAIL_PORT, demoMail)
  const webEnv = given(
    {
      WEB_DATABASE_URL: urls.web,
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
    ...OPERATOR_VARIABLES,
    'TIME_ZONE',
    'CHILD_UNTIL_AGE',
  )

  if (ownIssuer)
    await step(`Identity provider for the demonstration, ${issuer}`, () =>
      services.start({
        name: 'identity provider',
        args: ['bin/identity-provider.ts'],
        env: given({
          SECRETS_DIR: secretsDir,
          OIDC_CLIENT_SECRET: secrets.oidcClient,
          WEB_ORIGIN: webOrigin,
          IDENTITY_PROVIDER_PORT: String(IDENTITY_PROVIDER_PORT),
        }),
        probe: `${issuer}/.well-known/openid-configuration`,
      }),
    )
  if (ownIssuer) await asOwner(ownerUrl, registerDemoSystems)
  await step(`Gateway, ${gatewayUrl}`, () =>
    services.start({
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
      user: nobody,
      probe: `${gatewayUrl}/health/live`,
    }),
  )
  // The auditor's log-in comes from the identity provider of the demonstration; with another provider, an auditor is registered there.
  const running = parties.filter(({ name }) => name !== AUDITOR || ownIssuer)
  if (running.length > 0)
    await step(`Witnesses and auditor for the demonstration, ${running.length} processes`, async () => {
      await recordSystemKey(secretsDir, AUDITOR)
      const access = ['--log', `${gatewayUrl}/log`, '--client', AUDITOR, '--key', recordSystemKeyFile(secretsDir, AUDITOR), '--follow']
      for (const party of running) await services.start(partyService(party, DATA_DIR, party.name === AUDITOR ? access : [], given({})))
    })
  await step('Sequencer', () =>
    services.start({
      name: 'sequencer',
      args: ['bin/sequencer.ts'],
      env: given({ SEQUENCER_DATABASE_URL: urls.sequencer, SECRETS_DIR: secretsDir }, 'SEQUENCER_INTERVAL_MS', 'SEQUENCER_BATCH'),
    }),
  )
  await step('Worker for alerts', async () => {
    if (demoMail) await services.start(mailboxService(given({ MAIL_PORT: String(settings.MAIL_PORT) })))
    await services.start({
      name: 'worker',
      args: ['bin/worker.ts'],
      env: given({ WORKER_DATABASE_URL: urls.worker, WEB_ORIGIN: webOrigin, ...alerts.worker }, 'TIME_ZONE', ...alerts.names.worker),
      user: nobody,
    })
  })
  await step('Pages, built when something changed', async () =>
    (await buildPages(services, NEXT_DIST_DIR, trustFile, webEnv)) ? 'built' : 'as built before',
  )
  await asOwner(ownerUrl, (owner) =>
    release(
      { distDir: NEXT_DIST_DIR, trustFile, addresses: { GATEWAY_URL: gatewayUrl, OIDC_ISSUER: issuer, EVIDENCE_URL: evidenceUrl } },
      owner,
    ),
  )
  await step('Web', () =>
    services.start({
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
      env: webEnv,
      user: nobody,
      probe: webOrigin,
    }),
  )
  if (ownIssuer && settings.DEMO_DATA === 'yes' && !existsSync(join(DATA_DIR, 'demo-data.json')))
    await step('Demonstration data, sent through the gateway', () =>
      asOwner(ownerUrl, (owner) => sendDemoData(services, given({ SECRETS_DIR: secretsDir }), owner)),
    )
  if ('without' in stamping) console.log(stamping.without)
  else
    await step(stamping.demo ? 'Time stamps, by an authority for the demonstration' : 'Time stamps', async () => {
      if (stamping.demo) await services.start(authorityService(settings, given({})))
      const asked = stamping.demo ? { ANCHOR_AUTHORITIES: authorityUrl(settings.AUTHORITY_PORT) } : {}
      const names = ['ANCHOR_AUTHORITIES', 'ANCHOR_CALENDARS', 'ANCHOR_MINUTES', 'BITCOIN_HEADERS_URL']
      await services.start({
        name: 'anchors',
        args: ['bin/anchors.ts'],
        env: given(asked, ...names),
        user: await anchorsUser(common.LOG_DIR),
      })
    })
  await step('Check of everything stored, again and again', () =>
    services.start({
      name: 'fsck',
      args: ['bin/fsck.ts', '--watch'],
      env: given({ FSCK_DATABASE_URL: urls.fsck }, 'FSCK_MINUTES'),
      user: nobody,
    }),
  )
  welcome({
    address: webOrigin,
    seconds: (performance.now() - begun) / 1000,
    demo: ownIssuer,
    parties: running.length > 0,
    mail: demoMail ? join(DATA_DIR, 'mail') : undefined,
    separated: nobody !== undefined,
  })
}

await start().catch(async (error: unknown) => {
  if (!stopping) console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  await stop(1)
})
