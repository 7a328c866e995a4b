import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { freePort } from '#lib/db/embedded.ts'
import { SmallLog, temporaryFolder } from '#lib/monitor/testing.ts'
import { openCosignatures } from '#lib/tlog/add-checkpoint.ts'
import { parseVkey, printVkey } from '#lib/tlog/note.ts'

const log = new SmallLog('log.example/a')
const fork = new SmallLog('log.example/a', '-forked')

describe('the witness command', () => {
  let folder: string
  let remove: () => Promise<void>
  let port: number
  const running: ChildProcess[] = []
  before(async () => {
    ;({ folder, remove } = await temporaryFolder())
    port = await freePort()
  })
  after(async () => {
    for (const child of running) child.kill('SIGKILL')
    await remove()
  })

  function run(...more: string[]) {
    const keys = log.vkeys.flatMap((vkey) => ['--log', printVkey(vkey)])
    const child = spawn(process.execPath, ['bin/witness.ts', '--listen', `127.0.0.1:${port}`, '--state', folder, ...keys, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.push(child)
    return child
  }
  /** Its two keys, once it listens. */
  async function started(child: ChildProcess) {
    const lines: string[] = []
    if (child.stdout) for await (const line of createInterface(child.stdout)) if (lines.push(line) === 3) break
    return lines.slice(0, 2).map(parseVkey)
  }
  const post = (body: Uint8Array) => fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: 'POST', body: Buffer.from(body) })

  test('makes its keys at the first run, prints them, and keeps them to itself', async () => {
    const child = run('--name', 'witness.example/w1')
    const vkeys = await started(child)
    assert.deepEqual(
      vkeys.map(({ name, type }) => [name, type]),
      [
        ['witness.example/w1', 0x04],
        ['witness.example/w1', 0x06],
      ],
    )
    assert.equal((await stat(join(folder, 'cosigner-keys.json'))).mode & 0o077, 0)
    const answer = await post(log.request(0, 3))
    assert.equal(openCosignatures(await answer.bytes(), log.text(3), vkeys).length, 2)
  })

  test('works alone in its folder', async () => {
    const second = run()
    let said = ''
    second.stderr?.on('data', (data) => {
      said += data
    })
    assert.deepEqual(await once(second, 'exit'), [2, null])
    assert.match(said, /Another process works in/)
  })

  test('killed in the middle of requests, it has signed nothing that it does not remember', async () => {
    const answered: number[] = []
    for (let size = 4; size < 60; size += 14) {
      const flood = Array.from({ length: 14 }, async (_, i) => {
        const from = size - 1
        const response = await post((i % 2 ? log : fork).request(from, size + i)).catch(() => undefined)
        if (response?.status === 200) answered.push(size + i)
      })
      await new Promise((wake) => setTimeout(wake, 5 + Math.random() * 20))
      running.at(-2)?.kill('SIGKILL')
      running[0]?.kill('SIGKILL')
      await Promise.all(flood)
      const child = run('--name', 'witness.example/w1')
      running[0] = child
      await started(child)
      const remembered = Number(await (await post(log.request(0, 1000))).text())
      assert.ok(remembered >= Math.max(0, ...answered), `${remembered} is remembered, ${answered} were answered`)
      const branches = await Promise.all([log, fork].map((tree) => post(tree.request(remembered, size + 13)).then(({ status }) => status)))
      assert.equal(branches.filter((status) => status === 200).length, 1, String(branches))
    }
  })

  test('says how it is used', async () => {
    const child = spawn(process.execPath, ['bin/witness.ts', '--listen', 'nowhere'], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (data) => {
      said += data
    })
    assert.deepEqual(await once(child, 'exit'), [2, null])
    assert.match(said, /Usage: npm run witness/)
  })
})
