import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Evidence, printEvidence } from '#lib/history/evidence.ts'
import { TestLog } from '#lib/history/testing.ts'
import { testEvent } from '#lib/history/testing-event.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { ed25519Cosigner } from '#lib/tlog/cosigner.ts'
import { EvidenceBox, MAX_REPORT } from './evidence-box.ts'
import { listening, temporaryFolder } from './testing.ts'
import { Witness } from './witness.ts'
import { witnessServer } from './witness-server.ts'

const ANNA = { system: 'urn:test', value: 'anna' }

function logOf(id: string): TestLog {
  const log = new TestLog()
  log.add(ANNA, testEvent({ id, patient: ANNA }))
  log.seal(1000)
  return log
}

const [log, fork] = [logOf('a'), logOf('x')]
const { trust } = log
const unexpected = (error: unknown) => assert.fail(String(error))
const noted = { at: 1000, trustFingerprint: trust.fingerprint }
const forked: Evidence = { ...noted, code: 'forked', pinned: log.note, shown: fork.note }

describe('reports of browsers', () => {
  let folder: string
  let remove: () => Promise<void>
  let box: EvidenceBox
  let now = 0
  const proven: string[] = []
  before(async () => {
    ;({ folder, remove } = await temporaryFolder())
  })
  after(() => remove())
  beforeEach(() => {
    proven.length = 0
    now += 60_000
    box = new EvidenceBox({ folder, trust, now: () => now, onProven: (_, file) => proven.push(file) })
  })
  const send = (evidence: Evidence) => box.receive(utf8(printEvidence(evidence)))
  const kept = () => readdir(join(folder, 'evidence')).catch(() => [])

  test('that are made up, or hold an answer, are refused and not kept', async () => {
    const made: [Evidence, number][] = [
      [{ ...forked, shown: log.note }, 422],
      [{ ...forked, shown: new TestLog({ seed: 'other' }).note }, 422],
      [{ ...forked, shown: fork.note.replace('\n3\n', '\n4\n') }, 422],
      [{ ...noted, code: 'root-mismatch', answer: utf8('an answer') }, 422],
    ]
    for (const [evidence, status] of made) assert.equal((await send(evidence)).status, status)
    const stranger = new TestLog({ seed: 'other' })
    stranger.sign(1000)
    assert.equal((await send({ ...forked, shown: stranger.note })).status, 404)
    assert.equal((await box.receive(Uint8Array.of(0xff))).status, 422)
    assert.deepEqual([await kept(), proven], [[], []])
  })

  test('that prove a contradiction are kept once, whatever time they claim', async () => {
    assert.equal((await send(forked)).status, 200)
    const [file = ''] = await kept()
    assert.deepEqual(proven, [join(folder, 'evidence', file)])
    assert.equal(await readFile(join(folder, 'evidence', file), 'utf8'), printEvidence(forked))
    assert.equal((await send({ ...forked, at: 2000 })).status, 200)
    assert.deepEqual([(await kept()).length, proven.length], [1, 1])
  })

  test('that are too many in a minute wait', async () => {
    for (let n = 0; n < 120; n++) await box.receive(utf8('{}'))
    assert.equal((await send(forked)).status, 429)
    now += 60_000
    assert.equal((await send(forked)).status, 200)
  })

  test('that are cut off are no fault of ours to report', async () => {
    const cosigner = ed25519Cosigner('auditor.example', new Uint8Array(32).fill(3))
    const witness = await Witness.open({ folder, cosigners: [cosigner, cosigner], logs: [], clock: () => 1000 })
    const reported: unknown[] = []
    const server = witnessServer(witness, (error) => reported.push(error), box)
    try {
      const url = await listening(server)
      const served = once(server, 'request')
      const sent = request(`${url}/evidence`, { method: 'POST', headers: { 'content-length': '1000' } })
      sent.once('error', () => {}).write('{"at":')
      const [received] = (await served) as [IncomingMessage]
      sent.destroy()
      await new Promise((resolve) => received.once('close', resolve))
      await new Promise((resolve) => setImmediate(resolve))
      assert.deepEqual(reported, [])
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  test('come by POST from any page, up to a length; and only to one who takes them', async () => {
    const cosigner = ed25519Cosigner('auditor.example', new Uint8Array(32).fill(3))
    const witness = await Witness.open({ folder, cosigners: [cosigner, cosigner], logs: [], clock: () => 1000 })
    const server = witnessServer(witness, unexpected, box)
    const deaf = witnessServer(witness, unexpected)
    try {
      const [url, other] = [await listening(server), await listening(deaf)]
      const post = (base: string, body: string) => fetch(`${base}/evidence`, { method: 'POST', body })
      const answer = await post(url, printEvidence(forked))
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [200, '*'])
      assert.equal((await fetch(`${url}/evidence`)).status, 405)
      assert.equal((await post(url, 'x'.repeat(MAX_REPORT + 1))).status, 413)
      assert.equal((await post(other, printEvidence(forked))).status, 404)
    } finally {
      for (const each of [server, deaf]) {
        each.close()
        each.closeAllConnections()
      }
    }
  })
})
