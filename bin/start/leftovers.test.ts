import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#lib/db/embedded.ts'
import { childEnv } from '#lib/env.ts'
import { isRunning, type KnownProcess, knownProcess } from './process.ts'

type Running = { readonly supervisor: KnownProcess; readonly children: readonly KnownProcess[] }

const sequencer = (said: string) => said.includes('✓ Sequencer')

/** The product up to its sequencer, whose supervisor dies: the pages, which take longest to build, are not waited for. */
describe('what a killed start leaves running', { timeout: 110_000 }, () => {
  let folder: string
  let environment: NodeJS.ProcessEnv
  let web: string
  const supervisors: ChildProcess[] = []
  /** All that were ever noted, PostgreSQL too. */
  const seen = new Map<number, KnownProcess>()
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-leftovers-'))
    await chmod(folder, 0o755)
    const [port, ...ports] = await Promise.all(Array.from({ length: 8 }, freePort))
    web = `http://localhost:${port}`
    environment = childEnv(['PATH'], {
      DATA_DIR: folder,
      NEXT_DIST_DIR: '.next-test',
      WEB_PORT: String(port),
      GATEWAY_PORT: String(ports[0]),
      IDENTITY_PROVIDER_PORT: String(ports[1]),
      AUTHORITY_PORT: String(ports[2]),
      PARTY_PORTS: ports.slice(3).join(' '),
    })
  })
  after(async () => {
    for (const { exitCode, signalCode, pid } of supervisors)
      if (exitCode === null && signalCode === null && pid) process.kill(pid, 'SIGKILL')
    for (const known of seen.values()) if (isRunning(known)) process.kill(-known.pid, 'SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  function postmaster(): KnownProcess | undefined {
    const file = join(folder, 'postgres', 'postmaster.pid')
    return existsSync(file) ? knownProcess(Number(readFileSync(file, 'utf8').split('\n')[0])) : undefined
  }

  function running(): Running {
    const noted = JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as Running
    const postgres = postmaster()
    for (const known of [...noted.children, ...(postgres ? [postgres] : [])]) seen.set(known.pid, known)
    return noted
  }

  /** A start that has come so far. */
  async function startUntil(reached: (said: string) => boolean): Promise<{ child: ChildProcess; said(): string }> {
    const child = spawn(process.execPath, ['bin/start.ts'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    supervisors.push(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    await until(() => {
      assert.equal(child.exitCode, null, said)
      return reached(said)
    })
    running()
    return { child, said: () => said }
  }

  function command(program: string): Promise<{ code: unknown; said: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [program], { env: environment, timeout: 30_000 }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, said: stdout + stderr }),
      )
    })
  }

  async function kill(child: ChildProcess): Promise<void> {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  test('beside a start, another one and a reset are refused with the address; a child that is started again is noted', async () => {
    const { child } = await startUntil(sequencer)
    const { supervisor, children } = running()
    assert.equal(supervisor.pid, child.pid)
    assert.ok(children.length >= 7, `identity provider, gateway, four parties and sequencer are among the ${children.length} noted`)
    for (const program of ['bin/start.ts', 'bin/reset.ts']) {
      const { code, said } = await command(program)
      assert.equal(code, 1)
      assert.ok(said.includes(`Sightline already runs on ${web} (process ${child.pid}`), said)
    }
    const [, gateway, witness] = running().children
    assert.ok(gateway && witness)
    process.kill(gateway.pid, 'SIGKILL')
    await until(() => running().children[2]?.pid === witness.pid && running().children[1]?.pid !== gateway.pid)
    assert.ok(running().children.slice(0, 7).every(isRunning))
  })

  test('a start after a killed one ends what that left running, says so, and comes up', async () => {
    await kill(supervisors[0] as ChildProcess)
    const left = [...seen.values()].filter(isRunning)
    assert.ok(left.length >= 8)
    const { said } = await startUntil(sequencer)
    assert.match(said(), /! An earlier start was killed; the processes that it left running \(\d+\) are ended\./)
    assert.deepEqual(left.filter(isRunning), [])
  })

  test('a reset after a killed start ends what that left running, the database too', async () => {
    await kill(supervisors[1] as ChildProcess)
    assert.ok([...seen.values()].filter(isRunning).length >= 8)
    const { code, said } = await command('bin/reset.ts')
    assert.equal(code, 0, said)
    assert.deepEqual([...seen.values()].filter(isRunning), [])
    assert.equal(existsSync(folder), false)
  })

  for (const [moment, reached] of [
    ['while the database starts', () => postmaster() !== undefined],
    ['while the pages are built', sequencer],
  ] as const)
    test(`Ctrl-C ${moment} leaves nothing running`, async () => {
      const { child } = await startUntil(reached)
      const exited = once(child, 'exit')
      child.kill('SIGINT')
      assert.deepEqual(await exited, [0, null])
      assert.deepEqual([...seen.values()].filter(isRunning), [])
      assert.equal(existsSync(join(folder, 'running.json')), false)
    })
})

async function until(fulfilled: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !fulfilled(); await sleep(50)) assert.ok(Date.now() < deadline)
}
