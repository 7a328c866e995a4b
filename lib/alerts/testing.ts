import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { PORTAL } from '#lib/event/portal.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TestLedger, testIdentifier, testSubmission } from '#lib/ledger/testing.ts'
import { runWorker } from './run.ts'
import type { Sending } from './send.ts'

type ReceivedMail = { readonly to: readonly string[]; readonly source: string }

/** A real mail server, on this machine. `answer` decides on each mail: absent takes it. */
export class TestMailServer {
  readonly mails: ReceivedMail[] = []
  answer: (() => Error | undefined | Promise<Error | undefined>) | undefined
  readonly #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onData: async (stream, { envelope }, done) => {
        const source = await text(stream)
        const refusal = await this.answer?.()
        if (!refusal) this.mails.push({ to: envelope.rcptTo.map(({ address }) => address), source })
        done(refusal)
      },
    })
    this.#server.on('error', () => {}) // clients that are killed
  }

  static async start(): Promise<TestMailServer> {
    const server = new TestMailServer()
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server.server, 'listening')
    return server
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#server.close(() => closed()))
  }
}

/** As a mail server words it. */
export function smtpError(responseCode: number): Error {
  return Object.assign(new Error('no'), { responseCode })
}

/** A ledger with a sequencer, a mail server, and people whose alerts are on. */
export class TestAlerts {
  readonly ledger: TestLedger
  readonly mail: TestMailServer
  readonly pool: Pool
  readonly sequencer: Sequencer
  now = Date.now()

  private constructor(ledger: TestLedger, mail: TestMailServer, sequencer: Sequencer) {
    this.ledger = ledger
    this.mail = mail
    this.sequencer = sequencer
    this.pool = createPool(ledger.database.urls.worker)
  }

  static async make(): Promise<TestAlerts> {
    const ledger = await TestLedger.make()
    const sequencer = await Sequencer.lead(ledger.options())
    if (!sequencer) throw new Error('somebody else leads')
    return new TestAlerts(ledger, await TestMailServer.start(), sequencer)
  }

  get sending(): Sending {
    return {
      pool: this.pool,
      mailServer: { url: this.mail.url, from: 'Sightline <no-reply@sightline.example>' },
      push: undefined,
      operator: 'operator@mail.example',
      secret: 'only-for-tests-only-for-tests-only',
      webOrigin: 'https://sightline.example',
      zone: 'Europe/Tallinn',
      now: () => this.now,
    }
  }

  async sql(text: string, ...values: unknown[]) {
    return (await this.ledger.owner.query(text, values)).rows
  }

  /** Switches alerts on for a person: everything by these channels, unless `choices` says otherwise. */
  async switchOn(person: number, choices: readonly string[] = ['everything.app', 'everything.email'], address = `p${person}@mail.example`) {
    const patient = patientKey(testIdentifier(person))
    await this.sql(
      `INSERT INTO alert_settings (patient, locale, since) VALUES ($1, 'en-GB', coalesce((SELECT size FROM history_head WHERE patient = $1), 0))`,
      patient,
    )
    for (const choice of choices) await this.sql('INSERT INTO alert_choice VALUES ($1, $2, $3)', patient, ...choice.split('.'))
    await this.sql('INSERT INTO alert_email (patient, address) VALUES ($1, $2)', patient, address)
    await this.sql('SELECT queue_alerts(ARRAY[$1::uuid])', patient)
    return patient
  }

  /** Somebody looks, and it is sealed. */
  async look(person: number, more: Parameters<typeof testSubmission>[1] = {}, names: { actor?: object } = {}): Promise<string> {
    const submission = testSubmission(person, more)
    const concealed = { ...submission.concealed, ...names } as typeof submission.concealed
    const [queued] = await enqueue(this.ledger.gateway, [{ ...submission, digest: randomBytes(32), concealed }])
    while (await this.sequencer.tick());
    return queued?.eventId ?? ''
  }

  /** A look at their own list by the person whose it is, as `web` reports it. */
  async ownLook(person: number): Promise<void> {
    const submission = testSubmission(person, { actor: { kind: 'patient' }, origin: PORTAL })
    await enqueue(this.ledger.owner, [{ ...submission, recordSystem: PORTAL.id, digest: randomBytes(32) }])
    while (await this.sequencer.tick());
  }

  /** Runs the worker until `done`, or for `ms`. */
  async work(done: () => Promise<boolean> | boolean, ms = 10_000): Promise<void> {
    const stop = new AbortController()
    const worker = runWorker(this.sending, this.ledger.database.urls.worker, pino({ level: 'silent' }), stop.signal)
    for (const deadline = Date.now() + ms; Date.now() < deadline && !(await done()); ) await sleep(20)
    stop.abort()
    await worker
  }

  /** Runs the worker until no job is due. */
  idle(): Promise<void> {
    return this.work(
      async () =>
        (await this.sql('SELECT FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at <= now()')).length === 0,
    )
  }

  async close(): Promise<void> {
    await this.sequencer.close()
    await this.pool.end()
    await this.mail.close()
    await this.ledger.close()
  }
}
