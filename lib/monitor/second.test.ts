import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { inheritedEnv } from '#lib/env.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TEST_ORIGIN, TestLedger } from '#lib/ledger/testing.ts'
import { Witnesses } from '#lib/ledger/witnesses.ts'
import { toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { openNote, parseNote, parseVkey, printVkey } from '#lib/tlog/note.ts'
import { cosignerKeys } from './keys.ts'
import { watchedLogs } from './logs.ts'
import { Witness } from './witness.ts'

const GO = ['/usr/bin/go', '/usr/local/go/bin/go'].find(existsSync)
const GOPATH = '/usr/share/gocode'
const there = GO !== undefined && existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb'))
const skip = there ? false : 'no Go here (Debian: apt-get install golang-go golang-golang-x-mod-dev)'

/** The same files, notes and requests in the hands of Go's sumdb/note and sumdb/tlog. */
describe('a second implementation', { skip }, () => {
  let ledger: TestLedger
  let program: string
  let witness: ChildProcess | undefined
  const older: string[] = []
  const sizes = [3, 250, 1, 1, 300]

  before(async () => {
    ledger = await TestLedger.make()
    program = join(ledger.folder, 'second')
    const env = inheritedEnv({ GO111MODULE: 'off', GOPATH, CGO_ENABLED: '0' })
    await promisify(execFile)(GO ?? '', ['build', '-o', program, 'lib/monitor/testing-go/second.go'], { env })
    const sequencer = await Sequencer.lead(ledger.options())
    for (const count of sizes) {
      const { name, bytes } = (await ledger.files.checkpoints.newest()) ?? assert.fail()
      older.push(join(ledger.folder, `note-${name}`))
      await writeFile(older.at(-1) ?? '', bytes)
      await ledger.submit(...Array.from({ length: count }, (_, i) => i % 7))
      await sequencer?.tick()
    }
    await sequencer?.close()
  })
  after(async () => {
    witness?.kill()
    await ledger?.close()
  })

  const second = async (...args: readonly string[]) => (await promisify(execFile)(program, args)).stdout.trim()
  const ed25519 = () => printVkey(ledger.keys.vkeys[0])
  const newest = async () => (await ledger.files.checkpoints.newest())?.bytes ?? assert.fail()

  test('opens our checkpoint, and finds every tile, every entry’s inclusion and every older tree right', async () => {
    const { size, root } = parseCheckpoint(parseNote(await newest()).text)
    assert.equal(size, 1 + sizes.reduce((sum, count) => sum + count + 1, 0))
    assert.equal(await second('read', join(ledger.folder, 'log'), ed25519(), ...older), `${TEST_ORIGIN} ${size} ${toBase64(root)}`)
  })

  test('finds a bit that was flipped in a tile, in an entry, or in an older note', async () => {
    const refuses = async (path: string, offset: number, reason: RegExp) => {
      const file = join(ledger.folder, path)
      const bytes = await readFile(file)
      await writeFile(file, bytes.with(offset, (bytes[offset] ?? 0) ^ 1))
      await assert.rejects(second('read', join(ledger.folder, 'log'), ed25519(), ...older), reason)
      await writeFile(file, bytes)
    }
    await refuses('log/tile/0/000', 40, /entry|hash|tile/)
    await refuses('log/tile/entries/001', 40, /entry \d+/)
    await refuses(older[2]?.slice(ledger.folder.length + 1) ?? '', 30, /signature|malformed/)
  })

  test('makes a log that our witness cosigns at each step, and verifies those cosignatures', async () => {
    const { vkey, requests } = JSON.parse(await second('log', 'go.example/log', '1', '2', '5', '5', '256', '257', '700'))
    const folder = join(ledger.folder, 'witness')
    const cosigners = await cosignerKeys(folder, 'witness.example/w1')
    const ours = await Witness.open({ folder, cosigners, logs: watchedLogs([vkey]), clock: () => ledger.now })
    for (const request of requests) {
      const { status, body } = await ours.addCheckpoint(utf8(request))
      assert.equal(status, 200, body)
      const { text } = parseNote(utf8(request.slice(request.indexOf('\n\n') + 2)))
      const [line = ''] = body.split('\n')
      const key = printVkey(cosigners[0].vkey)
      assert.equal(await second('cosigned', text, key, line), String(ledger.now))
      await assert.rejects(second('cosigned', text.replace('go.example', 'no.example'), key, line), /does not verify/)
    }
    const old = requests[2]
    assert.equal((await ours.addCheckpoint(utf8(old))).status, 409)
  })

  test('is a witness whose cosignatures our sequencer asks for, verifies and publishes, also after a 409', async () => {
    const running = spawn(program, ['witness', 'go.example/w', ed25519()], { stdio: ['ignore', 'pipe', 'inherit'] })
    witness = running
    let said = ''
    for await (const line of createInterface(running.stdout)) {
      said = line
      break
    }
    const [key = '', url = ''] = said.split(' ')
    const vkey = parseVkey(key)
    const logs = ledger.keys.vkeys.map((known) => ({ vkey: known }))
    const policy = { logs, witnesses: [{ name: 'go', vkey, url }], groups: [], quorum: 'go' }
    for (let restart = 0; restart < 2; restart++) {
      const sequencer = await Sequencer.lead(ledger.options({ witnesses: new Witnesses(policy, ({ reason }) => assert.fail(reason)) }))
      await ledger.submit(1, 2)
      await sequencer?.tick()
      await sequencer?.close()
      assert.equal(openNote(await newest(), [vkey]).signatures.length, 1)
    }
  })
})
