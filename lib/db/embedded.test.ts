import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { endLeftoverPostgres, startEmbeddedPostgres } from './embedded.ts'
import { connect } from './pool.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-embedded-'))
  await chmod(folder, 0o755)
})
after(() => rm(folder, { recursive: true }))

test('a half-made database folder is refused with what to do, and left as it is', async () => {
  const half = join(folder, 'half')
  await mkdir(half)
  await writeFile(join(half, 'PG_VERSION'), '18\n')
  await assert.rejects(startEmbeddedPostgres(half, 'secret'), /was left half-made\. Remove it and start again: rm -r /)
  assert.equal(await readFile(join(half, 'PG_VERSION'), 'utf8'), '18\n')
})

test('data survive a restart, a killed server and a supervisor that was killed before its server', async () => {
  const data = join(folder, 'data')
  const first = await startEmbeddedPostgres(data, 'secret')
  const client = await connect(first.url)
  await client.query('CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
  await client.end()
  process.kill(Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL')
  assert.match(await first.exited, /./)
  const second = await startEmbeddedPostgres(data, 'secret')
  const third = await startEmbeddedPostgres(data, 'secret') // the second one is still running, as after a killed supervisor
  await second.exited
  const reader = await connect(third.url)
  assert.deepEqual((await reader.query('SELECT n FROM kept')).rows, [{ n: 1 }])
  await reader.end()
  await third.stop()
})

test('a pid file whose number another program has since ends nothing', async () => {
  const stale = join(folder, 'stale')
  await mkdir(stale)
  await writeFile(join(stale, 'postmaster.pid'), `${process.pid}\n${stale}\n`)
  const signals: string[] = []
  const heard = () => signals.push('SIGINT')
  process.on('SIGINT', heard)
  await endLeftoverPostgres(stale)
  await new Promise((wake) => setTimeout(wake, 100))
  process.off('SIGINT', heard)
  assert.deepEqual(signals, [])
})

test('the server wants its password', async () => {
  const server = await startEmbeddedPostgres(join(folder, 'guarded'), 'secret')
  const url = new URL(server.url)
  url.password = 'wrong'
  await assert.rejects(connect(url.href), { code: '28P01' })
  await server.stop()
})
