import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#lib/db/embedded.ts'
import { childEnv } from '#lib/env.ts'
import { parseTrust, printTrust } from '#lib/history/trust.ts'
import { fsck } from '#lib/ledger/fsck.ts'
import { LogFiles } from '#lib/ledger/log-files.ts'
import { TEST_ORIGIN, TestLedger } from '#lib/ledger/testing.ts'
import { cosignerKeys } from '#lib/monitor/keys.ts'
import { originHash } from '#lib/tlog/add-checkpoint.ts'
import { equalBytes } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { openNote, parseNote, printVkey, type Vkey } from '#lib/tlog/note.ts'
import { printPolicy } from '#lib/tlog/policy.ts'

const TABLES = [
  'patient',
  'submission',
  'pending',
  'event',
  'history_head',
  'map_head',
  'map_tile',
  'log_head',
  'record_system_day',
  'log_day',
]
const SLOW = 3600
/** An hour behind. */
const BEHIND = [`--import`, `data:text/javascript,const now=Date.now;Date.now=()=>now()-${SLOW}e3`]

type Party = { readonly name: string; readonly vkeys: readonly Vkey[]; readonly port: number; process?: ChildProcess | undefined }

/** The sequencer and three witnesses, of whom any two are the quorum, each a process that may die at any moment. */
describe('a sequencer and its witnesses, as processes', () => {
  let ledger: TestLedger
  const parties: Party[] = []
  let sequencer: { process: ChildProcess; said: string[] } | undefined
  const processes: ChildProcess[] = []
  let submitted = 0
  /** What was ever seen signed of each size. */
  const texts = new Map<number, string>()

  before(async () => {
    ledger = await TestLedger.make()
    for (const name of ['w1', 'w2', 'w3']) {
      const cosigners = await cosignerKeys(join(ledger.folder, name), `${name}.example`)
      parties.push({ name, vkeys: cosigners.map(({ vkey }) => vkey), port: await freePort() })
    }
    const policy = printPolicy({
      logs: ledger.keys.vkeys.map((vkey) => ({ vkey })),
      witnesses: parties.flatMap(({ name, vkeys, port }) =>
        vkeys.map((vkey, i) => ({ name: `${name}-${i}`, vkey, url: `http://127.0.0.1:${port}/` })),
      ),
      groups: [
        ...parties.map(({ name }) => ({ name, threshold: 1, members: [`${name}-0`, `${name}-1`] })),
        { name: 'quorum', threshold: 2, members: parties.map(({ name }) => name) },
      ],
      quorum: 'quorum',
    })
    const trust = printTrust({ policy, vrf: ledger.keys.vrfKey, auditors: [], fresh: 600, skew: 60, systems: [] })
    await writeFile(join(ledger.folder, 'trust.json'), trust)
    for (const party of parties) await start(party)
  })
  after(async () => {
    for (const child of processes) child.kill('SIGKILL')
    await ledger.close()
  })

  async function start(party: Party, options: readonly string[] = []): Promise<void> {
    const logs = ledger.keys.vkeys.flatMap((vkey) => ['--log', printVkey(vkey)])
    const place = ['--listen', `127.0.0.1:${party.port}`, '--state', join(ledger.folder, party.name), '--name', `${party.name}.example`]
    const child = spawn(process.execPath, [...options, 'bin/witness.ts', ...place, ...logs], { stdio: ['ignore', 'pipe', 'inherit'] })
    processes.push(child)
    party.process = child
    for await (const line of createInterface(child.stdout)) if (line.startsWith('Witnessing')) break
  }
  async function kill(child: ChildProcess | undefined): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  function lead(): { process: ChildProcess; said: string[] } {
    const env = childEnv(['PATH'], {
      SEQUENCER_DATABASE_URL: ledger.database.urls.sequencer,
      SECRETS_DIR: join(ledger.folder, 'secrets'),
      DATA_DIR: ledger.folder,
      LOG_DIR: join(ledger.folder, 'log'),
      TRUST_FILE: join(ledger.folder, 'trust.json'),
      LOG_ORIGIN: TEST_ORIGIN,
      SEQUENCER_INTERVAL_MS: '50',
    })
    const child = spawn(process.execPath, ['bin/sequencer.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    processes.push(child)
    const said: string[] = []
    createInterface(child.stdout).on('line', (line) => said.push(line))
    sequencer = { process: child, said }
    return sequencer
  }
  async function until(what: string, done: () => Promise<boolean> | boolean): Promise<void> {
    for (let tries = 0; !(await done()); tries++) {
      assert.ok(tries < 1500, `${what}: it came to that in time`)
      await look()
      await sleep(20)
    }
  }
  /** Whatever anybody serves as signed is remembered: of one size there is one text, ever. */
  async function look(): Promise<void> {
    const served = await Promise.all(parties.map(({ port }) => latest(port).catch(() => undefined)))
    const newest = await ledger.files.checkpoints.newest().catch(() => undefined)
    for (const bytes of [...served, newest?.bytes]) {
      if (!bytes) continue
      const { text } = openNote(bytes, ledger.keys.vkeys)
      const { size } = parseCheckpoint(text)
      assert.equal(texts.get(size) ?? text, text, `two texts of size ${size} were signed`)
      texts.set(size, text)
    }
  }
  async function latest(port: number): Promise<Uint8Array | undefined> {
    const response = await fetch(`http://127.0.0.1:${port}/${originHash(TEST_ORIGIN)}/checkpoint`)
    return response.status === 200 ? response.bytes() : undefined
  }
  async function submit(count: number): Promise<void> {
    await ledger.submit(...Array.from({ length: count }, () => submitted++ % 5))
  }
  const sealed = async () => (await ledger.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM event')).rows[0]?.count ?? 0
  const head = async () => (await ledger.owner.query<{ size: number; note: string }>('SELECT size, note FROM log_head')).rows[0]
  async function cosigned({ vkeys }: Party): Promise<boolean> {
    const note = Buffer.from((await head())?.note ?? '')
    const keyIds = parseNote(note).signatures.map(({ keyId }) => keyId)
    return vkeys.every(({ keyId }) => keyIds.includes(keyId))
  }
  /** A silent witness is asked again by itself after a while; with every new tree at once. */
  async function untilCosigned(party: Party): Promise<void> {
    await until(`the line of ${party.name}`, async () => {
      await submit(1)
      await until('sealed', async () => (await sealed()) === submitted)
      return cosigned(party)
    })
  }
  const [first, second, third] = [() => parties[0] as Party, () => parties[1] as Party, () => parties[2] as Party]

  test('seals while one is dead, and has its line when it is back', async () => {
    lead()
    await kill(third().process)
    await submit(3)
    await until('sealed by two', async () => (await sealed()) === submitted)
    assert.equal(await cosigned(third()), false)
    await start(third())
    await untilCosigned(third())
  })

  test('without its quorum publishes nothing, takes events, says so; regained, seals each once', async () => {
    await kill(second().process)
    await kill(third().process)
    const before = (await head())?.size
    await submit(2)
    await until('waiting', () => sequencer?.said.some((line) => line.includes('waiting for witnesses')) ?? false)
    await submit(2)
    assert.equal((await head())?.size, before)
    assert.equal(await sealed(), submitted - 4)
    await start(second())
    await until('sealed', async () => (await sealed()) === submitted)
    await start(third())
  })

  test('goes on without a witness whose clock is behind, which signs nothing until it is right', async () => {
    await untilCosigned(first())
    await untilCosigned(third())
    await kill(third().process)
    await start(third(), BEHIND)
    await submit(2)
    await until('sealed by two', async () => (await sealed()) === submitted)
    assert.equal(await cosigned(third()), false)
    const kept = parseCheckpoint(parseNote((await latest(third().port)) ?? assert.fail()).text)
    assert.ok(kept.size < ((await head())?.size ?? 0), 'it has taken nothing new')
    await kill(third().process)
    await start(third())
    await untilCosigned(third())
  })

  test('killed at any moment, all of them, sign no second text and lose no event', async () => {
    for (let round = 0; round < 6; round++) {
      await submit(3)
      await sleep(Math.random() * 120)
      const victim = parties[round % 3] as Party
      await Promise.all([kill(victim.process), round % 2 ? kill(sequencer?.process) : undefined])
      await submit(1)
      await Promise.all([start(victim), round % 2 ? lead() : undefined])
    }
    await until('sealed', async () => (await sealed()) === submitted)
    await look()
    const { files } = ledger
    for (const text of texts.values()) {
      const { size, root } = parseCheckpoint(text)
      assert.ok(equalBytes(await files.reader(size).subtree(0, size), root), `the signed tree of size ${size} is a tree of the log`)
    }
    const trust = parseTrust(printTrust(ledger.trust))
    await fsck({ databaseUrl: ledger.database.ownerUrl, trust, files, audit: new LogFiles(join(ledger.folder, 'audit')) }, assert.fail)
  })

  test('on a database of an older backup refuses for good and says what to do, also when only its witnesses remember', async () => {
    await kill(sequencer?.process)
    await ledger.owner.query('CREATE SCHEMA saved')
    for (const table of TABLES) await ledger.owner.query(`CREATE TABLE saved.${table} AS TABLE ${table}`)
    lead()
    await submit(2)
    await until('sealed', async () => (await sealed()) === submitted)
    await look()
    await kill(sequencer?.process)
    await ledger.owner.query(`TRUNCATE ${TABLES.join(', ')}, stage CASCADE`)
    for (const table of TABLES.toSorted((a) => (a === 'log_head' ? -1 : 1)))
      await ledger.owner.query(`INSERT INTO ${table} SELECT * FROM saved.${table}`)
    const refusal = async () => {
      const { process: child, said } = lead()
      const [code] = await once(child, 'exit')
      assert.equal(code, 3)
      return said.join()
    }
    assert.match(await refusal(), /high-water.* says that this log has signed size .*restore a newer one \(docs\/operations\.md\)/)
    await rm(join(ledger.folder, 'secrets/high-water'), { recursive: true })
    assert.match(await refusal(), /checkpoints.* says that this log has signed size .*restore a newer one/)
    await cp(join(ledger.folder, 'log/checkpoints'), join(ledger.folder, 'kept'), { recursive: true })
    await rm(join(ledger.folder, 'log/checkpoints'), { recursive: true })
    assert.match(await refusal(), /http:\/\/127\.0\.0\.1:\d+\/ says that this log has signed size .*restore a newer one/)
    const size = (await head())?.size ?? 0
    const known = [...texts.values()].map((text) => parseCheckpoint(text).size)
    assert.ok(size < Math.max(...known))
    await look()
  })
})
