import assert from 'node:assert/strict'
import { rename } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, test } from 'node:test'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { parseTrust, printTrust, type Trust } from '#lib/history/trust.ts'
import { withLogKeys, withoutWitness, withWitness } from '#lib/history/trust-change.ts'
import { verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { listening } from '#lib/monitor/testing.ts'
import { Witness } from '#lib/monitor/witness.ts'
import { witnessServer } from '#lib/monitor/witness-server.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { fsck } from './fsck.ts'
import { drawNextPair, dropPreviousPair, type LogKeys, makeLogKeys, ownVkeys, readLogKeys } from './keys.ts'
import { LogFiles } from './log-files.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger } from './testing.ts'
import { Witnesses } from './witnesses.ts'

/** docs/operations.md, "Changing keys", step by step: what people with the old trust file see, and what those with the new one do. */
describe('changing keys', () => {
  let ledger: TestLedger
  let keys: LogKeys
  let trust: Trust
  const servers: Server[] = []
  before(async () => {
    ledger = await TestLedger.make()
    keys = ledger.keys
    trust = withWitness(ledger.trust, { ...(await witness('w1', keys)), auditor: false })
    await seal(trust, 1, 2)
  })
  after(async () => {
    for (const server of servers) server.close()
    for (const server of servers) server.closeAllConnections()
    await ledger.close()
  })

  const secrets = () => join(ledger.folder, 'secrets')

  /** A witness that knows the log by these keys; of the same folder again, it goes on with its keys and what it has seen. */
  async function witness(name: string, known: LogKeys) {
    const folder = join(ledger.folder, name)
    const cosigners = await cosignerKeys(folder, `${name}.example`)
    const logs = [{ origin: TEST_ORIGIN, vkeys: [...ownVkeys(known)] }]
    const server = witnessServer(await Witness.open({ folder, cosigners, logs, clock: () => ledger.now }), assert.ifError)
    servers.push(server)
    return { vkeys: cosigners.map(({ vkey }) => vkey), url: await listening(server) }
  }
  /** Seals an event for each of these people and renews the text, with the keys that are in place, for who believes `believed`. */
  async function seal(believed: Trust, ...people: readonly number[]): Promise<void> {
    keys = await readLogKeys(secrets(), TEST_ORIGIN)
    ledger.now += 10
    const sequencer = await Sequencer.lead(ledger.options({ keys, witnesses: new Witnesses(believed.keys) }))
    assert.ok(sequencer)
    await sequencer.refresh()
    await ledger.submit(...people)
    while (await sequencer.tick());
    await sequencer.close()
  }
  /** The same trust, with the witness where it listens now. */
  const moved = (of: Trust, url: string) =>
    parseTrust(printTrust({ ...of, policy: of.policy.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/?/g, url) }))
  const note = async () => (await ledger.files.checkpoints.newest())?.bytes.toString() ?? assert.fail()
  const seen = async (believed: Trust, of?: string) => verifyCheckpoint(of ?? (await note()), believed, ledger.now)
  const put = async (file: string) => rename(file, join(secrets(), 'log-keys.json'))
  async function checked(believed: Trust): Promise<void> {
    const audit = new LogFiles(join(ledger.folder, 'audit'))
    await fsck({ databaseUrl: ledger.database.ownerUrl, trust: believed, files: ledger.files, audit }, assert.fail)
  }

  test('of the log: both pairs sign for a while, so that nobody who has either trust file sees anything but verified', async () => {
    const old = trust
    const pinnedBefore = await note()
    await put(await drawNextPair(secrets()))
    await assert.rejects(drawNextPair(secrets()), /still signs/)
    const next = await readLogKeys(secrets(), TEST_ORIGIN)
    const { url } = await witness('w1', next)
    trust = moved(withLogKeys(old, next.vkeys), url)
    await seal(trust, 3, 1)
    for (const believed of [old, trust]) {
      assert.equal((await seen(believed)).waiting, undefined)
      assert.deepEqual((await seen(believed)).witnesses, ['w1.example'])
      await checked(believed)
    }
    const pinnedMeanwhile = await note()

    await put(await dropPreviousPair(secrets()))
    await assert.rejects(dropPreviousPair(secrets()), /No earlier pair/)
    await seal(trust, 2)
    assert.equal((await seen(trust)).waiting, undefined)
    await checked(trust)
    await assert.rejects(seen(old), refusal('bad-signature'), 'whoever still has the old file must have the pages anew by then')
    await assert.rejects(seen(trust, pinnedBefore), refusal('bad-signature'), 'a pin from before is passed over: no pin')
    assert.equal((await seen(trust, pinnedMeanwhile)).origin, TEST_ORIGIN, 'one made meanwhile holds')
  })

  test('of the log, with a witness that was not told: it refuses, signs nothing, and goes on once it is', async () => {
    await put(await drawNextPair(secrets()))
    const old = trust
    const next = await readLogKeys(secrets(), TEST_ORIGIN)
    trust = withLogKeys(old, next.vkeys)
    await seal(trust, 1)
    assert.deepEqual((await seen(trust)).witnesses, ['w1.example'], 'the old pair signs too, and it knows that')
    await put(await dropPreviousPair(secrets()))
    keys = await readLogKeys(secrets(), TEST_ORIGIN)
    const failures: string[] = []
    const witnesses = new Witnesses(trust.keys, ({ reason }) => failures.push(reason))
    await assert.rejects(
      Sequencer.lead(ledger.options({ keys, witnesses })).then((sequencer) => sequencer?.close()),
      /Too few witnesses/,
    )
    assert.match(failures.join(), /no known key|403/)
    const { url } = await witness('w1', { ...keys, previous: { ...keys, vkeys: [old.logEd25519, old.logMlDsa44] } })
    trust = moved(trust, url)
    await seal(trust, 1)
    assert.equal((await seen(trust)).waiting, undefined)
  })

  test('of a witness: another takes its place, and the old trust file calls what it cannot count waiting, not wrong', async () => {
    const old = trust
    const second = { ...(await witness('w2', keys)), auditor: false }
    const both = withWitness(old, second)
    await seal(both, 4)
    assert.equal((await seen(old)).waiting, undefined, 'while both cosign, either file is content')
    trust = withoutWitness(both, 'w1.example')
    await seal(trust, 5)
    assert.equal((await seen(trust)).waiting, undefined)
    assert.deepEqual((await seen(trust)).witnesses, ['w2.example'])
    assert.equal((await seen(old)).waiting, 'quorum-not-met')
  })

  test('of an auditor: with the old trust file “replayed” becomes “witnessed”, and nothing is wrong', async () => {
    const old = withWitness(trust, { ...(await witness('a1', keys)), auditor: true })
    await seal(old, 1)
    assert.deepEqual((await seen(old)).auditors, ['a1.example'])
    trust = withWitness(withoutWitness(old, 'a1.example'), { ...(await witness('a2', keys)), auditor: true })
    await seal(trust, 2)
    assert.deepEqual((await seen(trust)).auditors, ['a2.example'])
    assert.deepEqual([(await seen(old)).auditors, (await seen(old)).waiting], [[], undefined])
  })

  test('of the VRF: another origin, into which every stored event is sealed anew, and the old log stays as it is', async () => {
    const after = await TestLedger.make()
    const origin = `${TEST_ORIGIN}-2`
    const folder = join(after.folder, 'next-secrets')
    await makeLogKeys(folder)
    const next = await readLogKeys(folder, origin)
    for (const [table, columns, rows = table] of [
      ['patient', 'patient, system, value, created_at'],
      ['submission', 'patient, record_system, digest, event'],
      [
        'pending',
        'patient, id, record_system, received_at, commitment, event_nonce, concealed_nonce, source_nonce, event, concealed, network',
        'event WHERE withheld IS NULL',
      ],
    ] as const) {
      const [source, target] = [await ledger.owner.connect(), await after.owner.connect()]
      await pipeline(
        source.query(copyTo(`COPY (SELECT ${columns} FROM ${rows}) TO STDOUT`)),
        target.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`)),
      )
      source.release()
      target.release()
    }
    const policy = `${next.vkeys.map((vkey) => `log ${printVkey(vkey)}\n`).join('')}quorum none\n`
    const fresh = parseTrust(printTrust({ ...ledger.trust, policy, vrf: next.vrfKey }))
    const sequencer = await Sequencer.lead(after.options({ keys: next, origin, witnesses: new Witnesses(fresh.keys) }))
    while (await sequencer?.tick());
    await sequencer?.close()
    const stored = (of: TestLedger) =>
      of.owner.query('SELECT e.commitment, p.system, p.value FROM event e JOIN patient p USING (patient) ORDER BY e.commitment')
    assert.deepEqual((await stored(after)).rows, (await stored(ledger)).rows, 'the same events, of the same people')
    const labels = async (of: TestLedger) =>
      (await of.owner.query<{ label: Buffer }>('SELECT label FROM patient')).rows.map(({ label }) => label.toString('hex'))
    const before = await labels(ledger)
    assert.ok((await labels(after)).every((label) => !before.includes(label)))
    await fsck(
      { databaseUrl: after.database.ownerUrl, trust: fresh, files: after.files, audit: new LogFiles(join(after.folder, 'audit')) },
      assert.fail,
    )
    const newest = (await after.files.checkpoints.newest())?.bytes.toString() ?? ''
    assert.equal(verifyCheckpoint(newest, fresh, after.now).origin, origin)
    assert.throws(() => verifyCheckpoint(newest, trust, after.now), refusal('unknown-log'))
    assert.equal((await seen(trust)).origin, TEST_ORIGIN)
    await after.close()
  })
})
