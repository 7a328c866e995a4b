import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { recordSystemKey, recordSystemKeyFile } from '#lib/identity-provider/secrets.ts'
import { mailboxService } from './start/alerts.ts'
import { Alone, endLeftovers } from './start/alone.ts'
import { buildPages } from './start/build.ts'
import { Children } from './start/children.ts'
import { type Database, startDatabase } from './start/database.ts'
import { askDemoQuestions } from './start/demo-cases.ts'
import { registerDemoStaff, registerDemoSystems, sendDemoData } from './start/demo-data.ts'
import { asOwner, noteOwnerUrl } from './start/owner-url.ts'
import { AUDITOR, demoParties, demoPolicy, partyService } from './start/parties.ts'
import { placeOf } from './start/place.ts'
import { assertAllFree, assertPort } from './start/ports.ts'
import { release } from './start/release.ts'
import { makeKeysAndTrust, readSecrets } from './start/secrets.ts'
import { givenTo, servicesOf } from './start/services.ts'
import { step } from './start/step.ts'
import { anchorsService, authoritiesToPin, authorityService, timeStamping } from './start/time-stamps.ts'
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

async function start(): Promise<void> {
  const settings = env('start')
  const place = placeOf(settings)
  const { DATA_DIR, NEXT_DIST_DIR } = settings
  const { ownIssuer, demoMail, trustFile, secretsDir, webOrigin, gatewayUrl, issuer } = place
  const known = await endLeftovers(DATA_DIR)
  await assertAllFree(place, known)
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o755 })
  const noted = new Alone(DATA_DIR, webOrigin)
  alone = noted
  const running = new Children(join(DATA_DIR, 'logs'), (pids) => noted.note(pids))
  children = running

  const secrets = await readSecrets(secretsDir)
  await step('Keys of the log', () =>
    makeKeysAndTrust({
      secrets: secretsDir,
      trustFile,
      origin: settings.LOG_ORIGIN,
      fresh: settings.TRUST_FRESH_SECONDS,
      cosigners: () => demoPolicy(DATA_DIR, settings.PARTY_PORTS),
      authorities: () => authoritiesToPin(settings),
    }),
  )
  const trust = parseTrust(readFileSync(trustFile, 'utf8'))
  const stamping = await timeStamping(settings, trust)
  if ('demo' in stamping && stamping.demo) await assertPort('AUTHORITY_PORT', settings.AUTHORITY_PORT, known)
  database = step(settings.DATABASE_URL ? 'Database' : 'Database (embedded PostgreSQL)', () =>
    startDatabase(DATA_DIR, settings.DATABASE_URL, secrets),
  )
  const { ownerUrl, urls } = await database
  await noteOwnerUrl(secretsDir, ownerUrl)

  const parties = demoParties(trust)
  const given = givenTo(place)
  const { evidenceUrl, separated, ...services } = servicesOf({ place, given, secrets, urls, parties })
  if (ownIssuer) {
    await step(`Identity provider for the demonstration, ${issuer}`, () => running.start(services.identityProvider))
    await asOwner(ownerUrl, registerDemoSystems)
    if (settings.DEMO_DATA === 'yes') await asOwner(ownerUrl, registerDemoStaff)
  }
  await step(`Gateway, ${gatewayUrl}`, () => running.start(services.gateway))
  // The auditor's log-in comes from the identity provider of the demonstration; with another provider, an auditor is registered there.
  const present = parties.filter(({ name }) => name !== AUDITOR || ownIssuer)
  if (present.length > 0)
    await step(`Witnesses and auditor for the demonstration, ${present.length} processes`, async () => {
      await recordSystemKey(secretsDir, AUDITOR)
      const access = ['--log', `${gatewayUrl}/log`, '--client', AUDITOR, '--key', recordSystemKeyFile(secretsDir, AUDITOR), '--follow']
      for (const party of present) await running.start(partyService(party, DATA_DIR, party.name === AUDITOR ? access : [], given({})))
    })
  await step('Sequencer', () => running.start(services.sequencer))
  await step('Worker for alerts', async () => {
    if (demoMail) await running.start(mailboxService(given({ MAIL_PORT: String(settings.MAIL_PORT) })))
    await running.start(services.worker)
  })
  await step('Pages, built when something changed', async () =>
    (await buildPages(running, NEXT_DIST_DIR, trustFile, services.web.env)) ? 'built' : 'as built before',
  )
  const addresses = { GATEWAY_URL: gatewayUrl, OIDC_ISSUER: issuer, EVIDENCE_URL: evidenceUrl }
  await asOwner(ownerUrl, (owner) => release({ distDir: NEXT_DIST_DIR, trustFile, addresses }, owner))
  await step('Web', () => running.start(services.web))
  if (ownIssuer && settings.DEMO_DATA === 'yes' && !existsSync(join(DATA_DIR, 'demo-data.json')))
    await step('Demonstration data, sent through the gateway', () =>
      asOwner(ownerUrl, (owner) => sendDemoData(running, given({ SECRETS_DIR: secretsDir }), owner)),
    )
  if (ownIssuer && settings.DEMO_DATA === 'yes')
    await step('Questions of the demonstration', async () => {
      const asked = await asOwner(ownerUrl, (owner) => askDemoQuestions(ownerUrl, owner))
      return asked > 0 ? `${asked} asked` : 'as they are'
    })
  if ('without' in stamping) console.log(stamping.without)
  else
    await step(stamping.demo ? 'Time stamps, by an authority for the demonstration' : 'Time stamps', async () => {
      if (stamping.demo) await running.start(authorityService(settings, given({})))
      await running.start(await anchorsService(settings, stamping.demo, place.logDir, given))
    })
  await step('Check of everything stored, again and again', () => running.start(services.fsck))
  welcome({
    address: webOrigin,
    seconds: (performance.now() - begun) / 1000,
    demo: ownIssuer,
    parties: present.length > 0,
    mail: demoMail ? join(DATA_DIR, 'mail') : undefined,
    separated,
  })
}

await start().catch(async (error: unknown) => {
  if (!stopping) console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  await stop(1)
})
