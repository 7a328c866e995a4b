import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { inheritedEnv } from '#lib/env.ts'
import { hasHidden } from '#lib/event/visible.ts'
import { printEvidence } from '#lib/history/evidence.ts'
import { TestLog } from '#lib/history/testing.ts'
import { toBase64 } from '#lib/tlog/bytes.ts'
import { ANNA, accessEvent, addEntries, BORIS, NAME, NOW, visitTo } from '#lib/verify/testing.ts'

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
  const json = ({ stdout }: { stdout: string }) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  const forkNote = () => {
    const fork = new TestLog(options)
    addEntries(fork, BORIS, 0, 30)
    fork.seal(NOW)
    return fork.note
  }
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['bin/verify.ts', '--trust', trust, ...args], { encoding: 'utf8', env: inheritedEnv({ TZ: 'UTC' }) })

  test('says in words what a history proves and does not, and ends with 0', () => {
    const { status, stdout } = run(whole, '--entries')
    assert.equal(status, 0)
    assert.match(stdout, /: Verified\n {2}The file holds all 30 entries that log\.example\/test had sealed for personal code 38001085718/)
    assert.match(stdout, /no logged entry was missing/)
    assert.match(stdout, new RegExp(log.trust.fingerprint))
    assert.match(stdout, /Anna Berg, health professional at Tartu Clinic, read the test results/)
    assert.match(stdout, /What this does not prove\n {2}- That nothing happened which a record system never reported/)
  })

  test('--json is one line a file', () => {
    const checked = run(whole, proof, '--json')
    const [history, entry] = json(checked)
    assert.equal(checked.status, 0)
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

  test('--for refuses the list and the entry of somebody else, and accuses nothing that names nobody', () => {
    assert.equal(run(whole, proof, '--for', ANNA.value).status, 0)
    assert.match(run(whole, '--for', BORIS.value).stdout, /Does not match\n {2}This is the list of another person than 37605030299/)
    const other = run(proof, '--for', BORIS.value, '--json')
    assert.deepEqual([other.status, json(other)[0].verdict, json(other)[0].code], [1, 'mismatch', 'wrong-patient'])
    const garbage = run(write('garbage', 'a photograph'), '--for', BORIS.value, '--json')
    const [{ kind, verdict, code }] = json(garbage)
    assert.deepEqual([garbage.status, kind, verdict, code], [2, 'unknown', 'unchecked', undefined])
    const noted = { at: NOW, trustFingerprint: log.trust.fingerprint }
    const evidence = write('accusation.json', printEvidence({ ...noted, code: 'forked', pinned: log.note, shown: forkNote() }))
    const named = run(evidence, '--for', ANNA.value, '--json')
    assert.deepEqual([named.status, json(named)[0].verdict, json(named)[0].reason], [2, 'unchecked', 'names-nobody'])
  })

  test('each argument has its verdict, also what cannot be read, and the worst counts', () => {
    const bad = write('cut.sightline', readFileSync(whole, 'utf8').slice(0, -100))
    const none = join(folder, 'none')
    const huge = write('huge.sightline', '')
    truncateSync(huge, 64 * 1024 * 1024 + 1)
    const all = run(none, folder, huge, `${whole}/x`, whole, bad, '--json')
    assert.equal(all.status, 1)
    assert.equal(all.stderr, '')
    const of = (file: string, reason: string) => [file, 'unknown', 'unchecked', reason]
    assert.deepEqual(
      json(all).map(({ file, kind, verdict, reason }) => [file, kind, verdict, reason]),
      [
        of(none, 'missing'),
        of(folder, 'folder'),
        of(huge, 'too-large'),
        of(`${whole}/x`, 'missing'),
        [whole, 'history', 'verified', undefined],
        [bad, 'history', 'mismatch', undefined],
      ],
    )
    assert.deepEqual([run(none, whole).status, run(whole, none, bad).status], [2, 1])
    assert.match(run(none).stdout, /none: Could not check\n {2}There is no such file\.\n/)
  })

  test('no text of a file gives orders to the terminal, or turns the words around it', async () => {
    const hostile = new TestLog(options)
    const site = 'A\u202eB\u0007\u001b[31m\u0000\u009b\u2069'
    hostile.add(ANNA, accessEvent(ANNA, 0, { organisation: { name: site }, purpose: [{ code: 'x', display: site }] }), NAME)
    hostile.seal(NOW)
    const { visit } = visitTo({ log: hostile })
    await visit.open()
    const file = write('\u202ehostile.sightline', (await visit.historyFile())?.text ?? '')
    const { status, stdout } = run(file, '--entries', '--trust', write('hostile.json', hostile.trustText))
    assert.deepEqual([status, hasHidden(stdout.replaceAll('\n', ''))], [0, false])
    assert.match(stdout, /at A\ufffdB\ufffd\ufffd\[31m\ufffd/)
    const inJson = run(file, '--entries', '--json', '--trust', join(folder, 'hostile.json'))
    assert.ok(!hasHidden(inJson.stdout.trimEnd()))
    assert.equal(json(inJson)[0].entries[0].event.organisation.name, site)
  })

  test('another log’s trust file cannot check it, and evidence of a fork is proven', () => {
    const other = write('other.json', new TestLog({ seed: 'other' }).trustText)
    for (const asked of [[], ['--for', BORIS.value]])
      assert.equal(spawnSync(process.execPath, ['bin/verify.ts', '--trust', other, whole, ...asked]).status, 2)
    const noted = { at: NOW, trustFingerprint: log.trust.fingerprint }
    const evidence = (shown: string) => printEvidence({ ...noted, code: 'forked', pinned: log.note, shown })
    const proven = run(write('evidence.json', evidence(forkNote())))
    assert.deepEqual([proven.status, /signed two different versions/.test(proven.stdout)], [0, true])
    const madeUp = run(write('made-up.json', evidence(log.note)))
    assert.deepEqual([madeUp.status, /made it up/.test(madeUp.stdout)], [1, true])
  })

  test('without a file, or used wrongly, it says how it is used or what is wrong, and ends with 2', () => {
    assert.deepEqual([run().status, /Usage/.test(run().stderr)], [2, true])
    assert.equal(run(whole, '--trust', join(folder, 'none')).status, 2)
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
