import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inheritedEnv } from '#lib/env.ts'
import { Children } from './children.ts'
import { knownProcess } from './process.ts'

const FOR_EVER = ['-e', 'setInterval(() => {}, 1e6)']

describe('the processes of a start', { timeout: 20_000 }, () => {
  let logs: string
  let children: Children
  let noted: readonly number[] = []
  before(async () => {
    logs = await mkdtemp(join(tmpdir(), 'sightline-children-'))
  })
  afterEach(() => children.stop())
  after(() => rm(logs, { recursive: true }))

  const env = inheritedEnv()
  const make = () => {
    children = new Children(logs, (pids) => {
      noted = pids
    })
  }
  const until = async (fulfilled: () => boolean) => {
    for (const deadline = Date.now() + 10_000; !fulfilled(); await sleep(20)) assert.ok(Date.now() < deadline)
  }

  test('each is noted as soon as it runs, also when it is started again', async () => {
    make()
    await children.start({ name: 'first', args: FOR_EVER, env })
    const [first = 0] = noted
    await children.start({ name: 'second', args: FOR_EVER, env })
    const [, second = 0] = noted
    assert.deepEqual(noted, [first, second])
    process.kill(first, 'SIGKILL')
    await until(() => noted.length === 2 && !noted.includes(first))
    assert.equal(noted[1], second)
    assert.ok(noted.every(knownProcess))
  })

  test('a program that is run to its end is noted, and ended when everything stops', async () => {
    make()
    assert.equal(await children.run(['-p', '6 * 7'], env), '42\n')
    await assert.rejects(children.run(['-e', 'console.log("so it is"); process.exit(1)'], env), /^Error: so it is\n$/)
    const failing = assert.rejects(children.run(FOR_EVER, env), /setInterval.* ended \(SIGTERM\)/)
    const [pid = 0] = noted
    assert.ok(knownProcess(pid))
    await children.stop()
    await failing
    assert.equal(knownProcess(pid), undefined)
    await assert.rejects(children.run(['-p', '1'], env), /is being stopped/)
  })
})
