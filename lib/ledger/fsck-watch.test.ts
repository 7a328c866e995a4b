import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { connect } from '#lib/db/pool.ts'
import { watchFsck } from './fsck-watch.ts'
import { LogFiles } from './log-files.ts'
import { Sequencer } from './sequencer.ts'
import { TestLedger } from './testing.ts'

type Run = { size: number; events: number; differences: number; ended: boolean }

describe('fsck --watch', () => {
  let ledger: TestLedger
  const said: string[] = []
  before(async () => {
    ledger = await TestLedger.make()
  })
  after(() => ledger.close())

  const runs = async () =>
    (
      await ledger.owner.query<Run>(
        'SELECT size, events, differences, finished_at >= started_at AS ended FROM fsck_run ORDER BY started_at',
      )
    ).rows

  /** Watches until it is so, with the rights of `fsck` alone. */
  async function watchUntil(done: () => Promise<boolean> | boolean): Promise<void> {
    const stop = new AbortController()
    const logger = pino({ base: null }, { write: (line) => said.push(line) })
    const options = { databaseUrl: ledger.database.urls.fsck, trust: ledger.trust, files: ledger.files }
    const watching = watchFsck({ ...options, audit: new LogFiles(join(ledger.folder, 'audit')), everyMs: 50, logger }, stop.signal)
    try {
      for (let tries = 0; !(await done()); tries++) {
        assert.ok(tries < 400, 'it came to an end in time')
        await sleep(25)
      }
    } finally {
      stop.abort()
      await watching
    }
  }

  test('says nothing before anything was published', async () => {
    let looked = 0
    await watchUntil(async () => (await runs()).length > 0 || looked++ > 5)
    assert.deepEqual(await runs(), [])
  })

  test('records each run, one after the other, again and again', async () => {
    const sequencer = await Sequencer.lead(ledger.options())
    await ledger.submit(1, 2, 1)
    await sequencer?.tick()
    await sequencer?.close()
    await watchUntil(async () => (await runs()).length >= 3)
    for (const run of await runs()) assert.deepEqual(run, { size: 5, events: 3, differences: 0, ended: true })
  })

  test('logs each difference without anybody’s key, counts them, and goes on', async () => {
    const begun = (await runs()).length
    await ledger.owner.query(`UPDATE event SET event = overlay(event PLACING 'X' FROM 20) WHERE log_index = 1`)
    await watchUntil(async () => (await runs()).filter(({ differences }) => differences === 1).length >= 2)
    assert.match(said.join(), /"difference":"event [0-9a-f]{8}…\/0 \(log index 1\): .*event and nonce do not give its commitment"/)
    const { rows } = await ledger.owner.query<{ patient: string }>('SELECT patient FROM patient')
    for (const { patient } of rows) assert.ok(!said.join().includes(patient))
    assert.ok((await runs()).length > begun)
  })

  test('records nothing of a run that could not be finished, says so, and goes on', async () => {
    await ledger.owner.query('ALTER TABLE submission RENAME TO away')
    said.length = 0
    const before = (await runs()).length
    await watchUntil(() => said.some((line) => line.includes('could not be finished')))
    await ledger.owner.query('ALTER TABLE away RENAME TO submission')
    assert.equal((await runs()).length, before)
    await watchUntil(async () => (await runs()).length > before)
  })

  test('waits while another one checks', async () => {
    const other = await connect(ledger.database.urls.fsck)
    await other.query(`SELECT pg_advisory_lock(hashtextextended('sightline fsck', 0))`)
    const before = (await runs()).length
    let looked = 0
    await watchUntil(() => looked++ > 5)
    assert.equal((await runs()).length, before)
    await other.end()
    await watchUntil(async () => (await runs()).length > before)
  })

  test('counts every difference, and logs no more than a thousand', async () => {
    const sequencer = await Sequencer.lead(ledger.options({ batch: 2000 }))
    await ledger.submit(...Array.from({ length: 1100 }, () => 4))
    while (await sequencer?.tick());
    await sequencer?.close()
    await ledger.owner.query('UPDATE event SET event_nonce = sha256(event_nonce)')
    said.length = 0
    let logged = 0
    await watchUntil(async () => {
      const full = (await runs()).some(({ differences }) => differences > 1000)
      if (full && logged === 0)
        logged =
          said
            .join('')
            .split('"checked"')[0]
            ?.match(/"a difference"/g)?.length ?? 0
      return full
    })
    assert.equal(logged, 1000)
  })

  test('a log head that is gone is a difference, once there was one', async () => {
    await ledger.owner.query('DELETE FROM log_day')
    await ledger.owner.query('DELETE FROM log_head')
    await watchUntil(async () => (await runs()).at(-1)?.size === 0)
    assert.match(said.join(), /nothing has been published/)
  })
})
