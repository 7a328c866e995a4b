import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { runSequencer } from './run.ts'
import { TestLedger } from './testing.ts'

let ledger: TestLedger
before(async () => {
  ledger = await TestLedger.make()
})
after(() => ledger.close())

/** Runs a sequencer until `done`, then stops it in order. */
async function runUntil(done: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController()
  const running = runSequencer({ ...ledger.options(), intervalMs: 20, refreshSeconds: 100, logger: pino({ level: 'silent' }) }, stop.signal)
  try {
    for (let tries = 0; !(await done()); tries++) {
      assert.ok(tries < 200, 'it came to an end in time')
      await sleep(50)
    }
  } finally {
    stop.abort()
    await running
  }
}

const newestName = async () => (await ledger.files.checkpoints.newest())?.name ?? ''
const newestTime = async () => Number((await newestName()).split('-')[1])

test('a checkpoint that grew old while no sequencer ran gets a new time at once, and its text stays', async () => {
  await runUntil(async () => (await newestTime()) === ledger.now)
  const size = (await newestName()).split('-')[0]
  ledger.now += 10_000
  await runUntil(async () => (await newestTime()) === ledger.now)
  assert.equal((await newestName()).split('-')[0], size)
})

test('it outlives a database that cuts its connection', async () => {
  await ledger.submit(1)
  let cut = false
  await runUntil(async () => {
    const { rows } = await ledger.owner.query<{ sealed: number }>('SELECT count(*)::int AS sealed FROM event')
    const sealed = rows[0]?.sealed ?? 0
    if (sealed === 1 && !cut) {
      cut = true
      await ledger.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sightline-sequencer' AND datname = current_database()`,
      )
      await ledger.submit(2)
    }
    return sealed === 2
  })
})
