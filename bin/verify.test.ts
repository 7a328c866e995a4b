import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { inheritedEnv } from '#lib/env.ts'
import { printEvidence } from '#lib/history/evidence.ts'
import { TestLog } from '#lib/history/testing.ts'
import { toBase64 } from '#lib/tlog/bytes.ts'
import { ANNA, addEntries, BORIS, NOW, visitTo } from '#lib/verify/testing.ts'

const options = { quorum: 'both', auditors: ['auditor'] } as const
const log = new TestLog(options)
addEntries(log, ANNA, 0, 30)
log.seal(NOW)

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-verify-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('the verify command', () => {
  let trust: string
  let whole: string
  let proof: string
  before(async () => {
    const { visit } = visitTo({ log })
    const { entries } = await visit.open()
    trust = write('trust.json', log.trustText)
    whole = write('whole.sightline', (await visit.historyFile())?.text ?? '')
    proof = write('one.tlog-proof', (await visit.proofFile(entries[0]?.logIndex ?? 0))?.text ?? '')
  })
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['bin/verify.ts', '--trust', trust, ...args], { encoding: 'utf8', env: inheritedEnv({ TZ: 'UTC' }) })

  test('says in words what a history proves and does not, and ends with 0', () => {
    const { status, stdout } = run(whole, '--entries')
    assert.equal(status, 0)
    assert.match(stdout, /: Verified\n {2}The file holds all 30 entries that log\.example\/test had sealed for personal code 38001085718/)
    assert.match(stdout, /no logged entry was missing/)
    assert.match(stdout, new RegExp(log.trust.fingerprint))
    assert.match(stdout, /Anna Berg, health professional at Tartu Clinic, read your test results/)
    assert.match(stdout, /What this does not prove\n {2}- That nothing happened which a record system never reported/)
  })

  test('--json is one line a file', () => {
    const { status, stdout } = run(whole, proof, '--json')
    const [history, entry] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(status, 0)
    assert.deepEqual(
      [history.file, history.kind, history.verdict, history.covered, history.size, history.complete, history.level, history.entries],
      [whole, 'history', 'verified', 30, 30, true, 'replayed', undefined],
    )
    assert.deepEqual([entry.kind, entry.verdict, entry.level], ['entry', 'verified', 'witnessed'])
  })

  test('of several files the worst counts: does not match, could not check, not sealed', () => {
    const bad = write('bad.sightline', readFileSync(whole, 'utf8').replace('"outcome":"0"', '"outcome":"4"'))
    const photo = write('photo.sightline', 'a photograph')
    const unsealed = new TestLog(options)
    addEntries(unsealed, ANNA, 0, 30)
    unsealed.seal(NOW)
    unsealed.sign(NOW, 1)
    const early = write('early.sightline', readFileSync(whole, 'utf8').replace(JSON.stringify(log.note), JSON.stringify(unsealed.note)))
    assert.deepEqual([run(early).status, run(whole, early, photo).status, run(photo, bad, early).status], [3, 2, 1])
    assert.match(run(bad).stdout, /Does not match\n {2}This is not what was sealed/)
  })

  test('--for refuses the list of somebody else', () => {
    assert.equal(run(whole, '--for', ANNA.value).status, 0)
    assert.equal(run(whole, '--for', BORIS.value).status, 1)
    assert.equal(run(proof, '--for', ANNA.value).status, 1)
  })

  test('another log’s trust file cannot check it, and evidence of a fork is proven', () => {
    const other = write('other.json', new TestLog({ seed: 'other' }).trustText)
    assert.equal(spawnSync(process.execPath, ['bin/verify.ts', '--trust', other, whole]).status, 2)
    const fork = new TestLog(options)
    addEntries(fork, BORIS, 0, 30)
    fork.seal(NOW)
    const noted = { at: NOW, trustFingerprint: log.trust.fingerprint }
    const evidence = (shown: string) => printEvidence({ ...noted, code: 'forked', pinned: log.note, shown })
    const proven = run(write('evidence.json', evidence(fork.note)))
    assert.deepEqual([proven.status, /signed two different versions/.test(proven.stdout)], [0, true])
    const madeUp = run(write('made-up.json', evidence(log.note)))
    assert.deepEqual([madeUp.status, /made it up/.test(madeUp.stdout)], [1, true])
  })

  test('without a file, or with one that is not there, it says how it is used or what is wrong, and ends with 2', () => {
    assert.deepEqual([run().status, /Usage/.test(run().stderr)], [2, true])
    assert.equal(run(join(folder, 'none')).status, 2)
    assert.equal(run(whole, '--wrong').status, 2)
  })
})

describe('the single HTML file', () => {
  const SOURCES = ['app/globals.css', 'bin', 'components', 'lib', 'messages', 'package.json']

  /** Builds it in a folder that holds the sources and nothing else. */
  function build(name: string, trust: string): Buffer {
    const place = join(folder, name)
    for (const source of SOURCES) cpSync(source, join(place, source), { recursive: true })
    symlinkSync(resolve('node_modules'), join(place, 'node_modules'))
    const out = join(place, 'out', 'verifier.html')
    const built = spawnSync(process.execPath, ['bin/build-verifier.ts', '--trust', trust, '--out', out], { cwd: place, encoding: 'utf8' })
    assert.equal(built.status, 0, built.stderr)
    const bytes = readFileSync(out)
    assert.ok(built.stdout.startsWith(createHash('sha256').update(bytes).digest('hex')))
    return bytes
  }

  test('two builds in two empty folders give the same bytes, under 300 kB, that may fetch nothing', () => {
    const trust = write('trust.json', log.trustText)
    const one = build('one', trust)
    assert.deepEqual(build('another/folder', trust), one)
    assert.ok(one.length < 300_000, `${one.length} bytes`)
    const html = one.toString()
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/)
    assert.ok(html.includes(toBase64(log.trust.vrf)))
    for (const foreign of [/\sstyle=/, /\ssrc=/, /\bfetch\(/, /XMLHttpRequest/, /innerHTML/, /\beval\(/]) assert.doesNotMatch(html, foreign)
  })
})
