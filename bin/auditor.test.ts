import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { childEnv } from '#lib/env.ts'
import { printTrust } from '#lib/history/trust.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TestLedger } from '#lib/ledger/testing.ts'
import { listening } from '#lib/monitor/testing.ts'
import { progressBar } from './monitor/progress-bar.ts'

describe('the auditor command', () => {
  let ledger: TestLedger
  let server: Server
  let url: string
  const asked: string[] = []
  const running: ChildProcess[] = []
  /** A byte of this file is served flipped. */
  let spoilt: { path: string; at: number } | undefined

  before(async () => {
    ledger = await TestLedger.make()
    await writeFile(join(ledger.folder, 'trust.json'), printTrust(ledger.trust))
    await seal(1, 2, 1)
    await seal(3, 1)
    server = createServer(async ({ url: path = '', headers }, response) => {
      asked.push(path)
      if (path.startsWith('/audit/') && headers.authorization !== 'Bearer secret-token') return response.writeHead(401).end()
      const file = path === '/log/checkpoint' ? (await ledger.files.checkpoints.newest())?.bytes : readFile(join(ledger.folder, path))
      const bytes = await Promise.resolve(file).catch(() => undefined)
      if (bytes && spoilt?.path === path) bytes[spoilt.at] = (bytes[spoilt.at] ?? 0) ^ 1
      response.writeHead(bytes ? 200 : 404).end(bytes)
    })
    url = await listening(server)
  })
  after(async () => {
    for (const child of running) child.kill('SIGKILL')
    server.close()
    server.closeAllConnections()
    await ledger.close()
  })

  async function seal(...people: readonly number[]): Promise<void> {
    const sequencer = await Sequencer.lead(ledger.options())
    await ledger.submit(...people)
    await sequencer?.tick()
    await sequencer?.close()
  }
  function run(state: string, ...more: readonly string[]): ChildProcess {
    const args = ['--log', `${url}/log`, '--trust', join(ledger.folder, 'trust.json'), '--state', join(ledger.folder, state), ...more]
    const child = spawn(process.execPath, ['bin/auditor.ts', ...args], { env: childEnv(['PATH'], {}), stdio: ['ignore', 'pipe', 'pipe'] })
    running.push(child)
    return child
  }
  async function ended(child: ChildProcess): Promise<{ code: unknown; said: string }> {
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text) => {
        said += text
      })
    const [code] = await once(child, 'close')
    return { code, said }
  }
  const token = ['--token', 'secret-token']

  test('replays the log from entry 0, says in a sentence that it is right, and ends with 0', async () => {
    const { code, said } = await ended(run('a', ...token))
    assert.equal(code, 0, said)
    assert.match(
      said,
      /^Every access entry of the 8 entries stands in exactly one history, once and in order; every map is that of its histories\.\n$/,
    )
    assert.ok(asked.includes('/log/tile/entries/000.p/8') && asked.includes('/audit/labels/000.p/8'))
  })

  test('goes on from its own state: what was replayed is not asked for again', async () => {
    asked.length = 0
    assert.equal((await ended(run('a', ...token))).code, 0)
    assert.deepEqual(asked, ['/log/checkpoint'])
  })

  test('names the first entry that is wrong, keeps the evidence, and ends with 1', async () => {
    spoilt = { path: '/audit/labels/000.p/8', at: 64 * 6 }
    const { code, said } = await ended(run('b', ...token))
    spoilt = undefined
    assert.equal(code, 1)
    const [, index, file = ''] = /entry (\d+): .*kept in (\S+)\)/.exec(said) ?? []
    assert.equal(index, '7', said)
    assert.equal(JSON.parse(await readFile(file, 'utf8')).index, 7)
  })

  test('without an answer, or without leave, accuses nobody and ends with 2', async () => {
    const { code, said } = await ended(run('c', '--token', 'another'))
    assert.equal(code, 2)
    assert.match(said, /answers 401/)
    assert.equal((await ended(run('c'))).code, 2)
  })

  test('follows the log, each new checkpoint in turn, until it is stopped', async () => {
    const child = run('a', ...token, '--follow')
    const lines = createInterface(child.stdout ?? assert.fail())[Symbol.asyncIterator]()
    assert.match((await lines.next()).value ?? '', /of the 8 entries/)
    await seal(4)
    assert.match((await lines.next()).value ?? '', /of the 10 entries/)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    assert.deepEqual(await exited, [0, null])
  })
})

test('a bar shows how far it is on a terminal, and the speed at the end', () => {
  const terminal = process.stdout.isTTY
  const write = process.stdout.write
  let shown = ''
  try {
    process.stdout.isTTY = true
    process.stdout.write = (text: string | Uint8Array) => {
      shown += text
      return true
    }
    const bar = progressBar()
    bar.show(50, 100)
    bar.show(100, 100)
    assert.equal(bar.end(100), '', 'so short a run has no speed')
  } finally {
    process.stdout.isTTY = terminal
    process.stdout.write = write
  }
  assert.match(shown, /█{15}░{15} 50 of 100 entries/)
  assert.match(shown, /█{30} 100 of 100 entries/)
})
