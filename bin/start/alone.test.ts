import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { freePort } from '#lib/db/embedded.ts'
import { childEnv } from '#lib/env.ts'
import { Alone, endLeftovers } from './alone.ts'
import { endProcesses, isRunning, type KnownProcess, knownProcess } from './process.ts'

const GONE = { pid: 4_194_305, started: 'before' }

let folder: string
let file: string
const programs: ChildProcess[] = []
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-alone-'))
  file = join(folder, 'running.json')
})
afterEach(() => {
  for (const program of programs.splice(0)) program.kill('SIGKILL')
})
after(() => rm(folder, { recursive: true }))

async function program(source: string): Promise<KnownProcess> {
  const child = spawn(process.execPath, ['-e', `${source};console.log('ready');setInterval(() => {}, 1e6)`], { detached: true })
  programs.push(child)
  await once(child.stdout, 'data')
  const known = knownProcess(child.pid ?? 0)
  assert.ok(known)
  return known
}

const note = (children: readonly KnownProcess[], supervisor = GONE) =>
  writeFile(file, JSON.stringify({ supervisor, address: 'http://localhost:1', children }))

test('what is noted are the processes of the moment, each with its start, and each note is a file of its own', async () => {
  const [first, second] = [await program(''), await program('')]
  const alone = new Alone(folder, 'http://localhost:1')
  const read = async () => JSON.parse(await readFile(file, 'utf8'))
  assert.deepEqual(await read(), { supervisor: knownProcess(process.pid), address: 'http://localhost:1', children: [] })
  alone.note([first.pid])
  const before = await stat(file)
  alone.note([first.pid, second.pid])
  assert.notEqual((await stat(file)).ino, before.ino)
  assert.deepEqual((await read()).children, [first, second])
  alone.note([second.pid])
  assert.deepEqual((await read()).children, [second])
  assert.deepEqual(await readdir(folder), ['running.json'])
  alone.end()
})

test('leftovers are ended, also one that does not want to; a number that another program has since is left alone', async () => {
  const [left, other] = [await program(''), await program('')]
  await note([left, GONE, { ...other, started: 'another time' }])
  assert.equal(await endLeftovers(folder), true)
  assert.deepEqual([left, other].map(isRunning), [false, true])
  const stubborn = await program(`process.on('SIGTERM', () => {})`)
  await endProcesses([stubborn], 300)
  assert.equal(isRunning(stubborn), false)
})

test('a supervisor that runs is not disturbed, and one whose number another program has does not count', async () => {
  const [supervisor, child] = [await program(''), await program('')]
  await note([child], supervisor)
  await assert.rejects(endLeftovers(folder), /^Error: Sightline already runs on http:\/\/localhost:1 \(process \d+, data in /)
  assert.ok(isRunning(child))
  await note([child], { ...supervisor, started: 'another time' })
  assert.equal(await endLeftovers(folder), true)
  assert.deepEqual([supervisor, child].map(isRunning), [true, false])
})

test('a note that cannot be read, or that would end everything, ends nothing', async () => {
  for (const text of ['{"superv', '', '[]', JSON.stringify({ supervisor: GONE, address: '', children: [{ pid: 1, started: 'x' }] })]) {
    await writeFile(file, text)
    assert.equal(await endLeftovers(folder), false, text)
  }
})

async function listening(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

test('with a note that cannot be read, start and reset say of a busy port that it may be a leftover', async () => {
  await writeFile(file, '{"superv')
  const WEB_PORT = String(await freePort())
  const server = await listening(Number(WEB_PORT))
  for (const [command, remedy] of [
    ['bin/start.ts', 'WEB_PORT=\\d+ npm start'],
    ['bin/reset.ts', 'then reset again'],
  ] as const) {
    const said = await new Promise<string>((resolve) => {
      const env = childEnv(['PATH'], { DATA_DIR: folder, WEB_PORT })
      execFile(process.execPath, [command], { env, timeout: 30_000 }, (error, _, stderr) => resolve(`${error?.code}: ${stderr}`))
    })
    assert.match(said, new RegExp(`^1: .*Port ${WEB_PORT} is in use .* or by what an earlier start of Sightline left running .*${remedy}`))
  }
  server.close()
  assert.deepEqual(await readdir(folder), ['running.json'])
})
