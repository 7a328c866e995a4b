import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { HighestFile } from '#lib/durable.ts'
import type { EventDraft } from '#lib/event/access-event.ts'
import { parseTrust, printTrust, type Trust } from '#lib/history/trust.ts'
import { asHash } from '#lib/tlog/bytes.ts'
import { printPolicy } from '#lib/tlog/policy.ts'
import { type LogKeys, makeLogKeys, readLogKeys } from './keys.ts'
import { LogFiles } from './log-files.ts'
import { enqueue, type Queued } from './queue.ts'
import { proposeRelease } from './releases.ts'
import type { SequencerOptions } from './sequencer.ts'
import { Witnesses } from './witnesses.ts'

export const TEST_ORIGIN = 'sightline.example/test'
const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'

/** A ledger of its own for one test: real database, real folders, real keys; a clock that the test may set. */
export class TestLedger {
  readonly database: TestDatabase
  readonly folder: string
  readonly keys: LogKeys
  readonly gateway: Pool
  readonly owner: Pool
  now = 1_800_000_000

  private constructor(database: TestDatabase, folder: string, keys: LogKeys) {
    this.database = database
    this.folder = folder
    this.keys = keys
    this.gateway = createPool(database.urls.gateway)
    this.owner = createPool(database.ownerUrl)
  }

  static async make(): Promise<TestLedger> {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-ledger-'))
    await makeLogKeys(join(folder, 'secrets'))
    return new TestLedger(await testDatabase(), folder, await readLogKeys(join(folder, 'secrets'), TEST_ORIGIN))
  }

  /** What a browser would believe of this log, with nobody who cosigns. */
  get trust(): Trust {
    const policy = printPolicy({ logs: this.keys.vkeys.map((vkey) => ({ vkey })), witnesses: [], groups: [], quorum: 'none' })
    return parseTrust(printTrust({ policy, vrf: this.keys.vrfKey, auditors: [], fresh: 600, skew: 60, systems: [] }))
  }

  get files(): LogFiles {
    return new LogFiles(join(this.folder, 'log'))
  }

  options(more: Partial<SequencerOptions> = {}): SequencerOptions {
    return {
      databaseUrl: this.database.urls.sequencer,
      origin: TEST_ORIGIN,
      keys: this.keys,
      files: this.files,
      audit: new LogFiles(join(this.folder, 'audit')),
      staging: join(this.folder, 'staging'),
      highWater: new HighestFile(join(this.folder, 'high-water')),
      batch: 1000,
      labels: 1000,
      clock: () => this.now,
      witnesses: new Witnesses({ logs: this.keys.vkeys.map((vkey) => ({ vkey })), witnesses: [], groups: [], quorum: 'none' }),
      ...more,
    }
  }

  /** Submits one access event for each of these people, numbered; all different. */
  submit(...people: readonly number[]): Promise<Queued[]> {
    return enqueue(
      this.gateway,
      people.map((person) => testSubmission(person)),
    )
  }

  /** Proposes a release of the web client, named by a text. */
  release(name: string): Promise<void> {
    return proposeRelease(this.owner, asHash(createHash('sha256').update(name).digest()))
  }

  async close(): Promise<void> {
    await this.gateway.end()
    await this.owner.end()
    await this.database.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

export function testIdentifier(person: number): { system: string; value: string } {
  return { system: SYSTEM, value: String(person).padStart(11, '0') }
}

export function testSubmission(person: number, more: Partial<EventDraft> = {}) {
  const source = `{"resourceType":"AuditEvent","id":"${randomBytes(8).toString('hex')}"}`
  const event: EventDraft = {
    id: '00000000-0000-4000-8000-000000000000',
    kind: 'access',
    patient: testIdentifier(person),
    accessedAt: '2026-08-06T14:30:00.000Z',
    recordedAt: '2026-08-06T14:30:00.000Z',
    action: 'R',
    eventType: { code: 'rest' },
    eventCodes: [{ code: 'read' }],
    outcome: '0',
    actor: { kind: 'professional', role: { code: 'nurse' } },
    organisation: { name: 'Tartu Clinic' },
    purpose: [{ code: 'TREAT' }],
    emergency: false,
    automatic: false,
    data: [{ category: 'laboratory' }],
    origin: { id: 'his', name: 'Health Information System' },
    legalBasis: [],
    sensitivity: [],
    nameVisibility: { policy: 'shown' },
    ...more,
  }
  return {
    recordSystem: 'his',
    digest: createHash('sha256').update(source).digest(),
    source,
    event,
    concealed: { actor: { name: 'Anna Berg' }, network: { address: '10.1.2.3' } },
  }
}
