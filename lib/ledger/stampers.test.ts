import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listening } from '#lib/monitor/testing.ts'
import { authorityCertificate, authorityServer, hasOpenssl } from '#lib/monitor/time-stamping-authority.ts'
import { verifyAnchor } from '#lib/timestamp/anchor.ts'
import { bitcoinHex, blockHash } from '#lib/timestamp/bitcoin.ts'
import { attestationsOf, parseProof, printTimestamp } from '#lib/timestamp/opentimestamps.ts'
import { tokenOfResponse } from '#lib/timestamp/rfc3161.ts'
import { type TestAuthority, testAuthority, testResponse, testToken } from '#lib/timestamp/testing.ts'
import { asHash, concat, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { sha256 } from '#sha256'
import { confirmToken } from './second-opinion.ts'
import { authority, calendar } from './stampers.ts'
import { bodyOf, EASY, easyHeader, serve, TestCalendar } from './testing-anchors.ts'

const ORIGIN = 'log.example/test'
const TEXT = printCheckpoint({ origin: ORIGIN, size: 7, root: asHash(new Uint8Array(32)) })
const IMPRINT = sha256(utf8(TEXT))
const NOW = Date.UTC(2026, 7, 6, 14, 30) / 1000
const OPTIONS = { timeoutMs: 5000, clock: () => NOW }
const SHORT = { ...OPTIONS, timeoutMs: 100 }
const REPLY = { 'content-type': 'application/timestamp-reply' }

const openssl = await hasOpenssl()
describe('openssl ts, a real authority', { skip: openssl ? false : 'this machine has no openssl command' }, () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-authority-'))
  })
  after(() => rm(folder, { recursive: true }))

  test('stamps a checkpoint, and its stamp verifies under its certificate alone', async () => {
    const certificate = await authorityCertificate(folder, 'time-stamps.example')
    assert.deepEqual(await authorityCertificate(folder, 'another name'), certificate)
    const server = authorityServer(folder, assert.ifError)
    const url = await listening(server)
    try {
      const clock = () => Math.floor(Date.now() / 1000)
      const stamper = authority(url, [certificate], { ...OPTIONS, clock })
      const [{ anchor, state }] = await Promise.all([stamper.stamp(TEXT), stamper.stamp(TEXT), stamper.stamp(TEXT)])
      const verified = await verifyAnchor(anchor, { origin: ORIGIN, authorities: [certificate] })
      assert.equal(verified.says, 'existed-before')
      assert.equal(verified.by, 'time-stamps.example')
      assert.deepEqual(state, { time: verified.time })
      const stranger = await testAuthority('time-stamps.example')
      await assert.rejects(authority(url, [stranger.der], { ...OPTIONS, clock }).stamp(TEXT), refusal('unknown-authority'))
    } finally {
      server.close()
    }
  })

  test('grants no time stamp for what is no query', async () => {
    const server = authorityServer(folder, assert.ifError)
    const url = await listening(server)
    try {
      const post = (body: string, type = 'application/timestamp-query') =>
        fetch(url, { method: 'POST', body, headers: { 'content-type': type } })
      const answer = await (await post('nonsense')).bytes()
      assert.throws(() => tokenOfResponse(answer), /the authority grants no time stamp: status 2/)
      assert.equal((await post('x', 'text/plain')).status, 400)
      assert.equal((await post('x'.repeat(5000))).status, 413)
      assert.equal((await fetch(url)).status, 400)
    } finally {
      server.close()
    }
  })
})

test('another reader has to confirm a token, also one that leaves out the pinned certificate', async () => {
  const tsa = await testAuthority('Stamps of Tartu')
  const text = utf8(TEXT)
  for (const certificates of [[tsa], []]) await confirmToken(await testToken(tsa, { imprint: IMPRINT, certificates }), text, [tsa.der])
  const token = await testToken(tsa, { imprint: IMPRINT })
  const other = token.map((byte, i) => (i === token.length - 1 ? byte ^ 1 : byte))
  for (const [bytes, of] of [
    [other, text],
    [token, utf8('else')],
    [utf8('nonsense'), text],
  ] as const)
    await assert.rejects(confirmToken(bytes, of, [tsa.der]), refusal('bad-signature'))
})

describe('what an authority answers is refused', () => {
  let tsa: TestAuthority
  before(async () => {
    tsa = await testAuthority('Stamps of Tartu')
  })
  const nonceOf = (query: Uint8Array) => query.slice(query.length - 11, query.length - 3)
  /** Asks one that answers so; `query` is what it was asked. */
  async function refused(expected: RegExp | ReturnType<typeof refusal>, answer: (query: Uint8Array) => Promise<Uint8Array>): Promise<void> {
    await refusedBy(expected, async (request, response) => void response.writeHead(200, REPLY).end(await answer(await bodyOf(request))))
  }
  async function refusedBy(expected: RegExp | ReturnType<typeof refusal>, listener: RequestListener, options = OPTIONS): Promise<void> {
    const server = await serve(listener)
    try {
      await assert.rejects(authority(server.url, [tsa.der], options).stamp(TEXT), expected)
    } finally {
      await server.close()
    }
  }
  const response = async (more: Partial<Parameters<typeof testToken>[1]>, by = tsa) =>
    testResponse(await testToken(by, { imprint: IMPRINT, ...more }))

  test('unless it is right', async () => {
    const server = await serve(async (request, answer) => {
      // Where a nonce begins with a high bit, DER puts a zero in front of it.
      const nonce = nonceOf(await bodyOf(request))
      answer.writeHead(200, REPLY).end(await response({ nonce: (nonce[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...nonce) : nonce }))
    })
    assert.deepEqual((await authority(server.url, [tsa.der], OPTIONS).stamp(TEXT)).state, { time: NOW })
    await server.close()
  })

  test('with another nonce, or none', async () => {
    await refused(refusal('wrong-imprint'), () => response({ nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }))
    await refused(refusal('wrong-imprint'), () => response({}))
  })

  test('over something else', () =>
    refused(refusal('wrong-imprint'), (query) => response({ nonce: nonceOf(query), imprint: sha256(utf8('else')) })))

  test('by an expired certificate, or another one', async () => {
    const expired = await testAuthority('Stamps of Tartu', { notAfter: '2026-08-01T00:00:00Z' })
    const nonce = (query: Uint8Array) => ({ nonce: Uint8Array.of(0, ...nonceOf(query)) })
    await refused(refusal('unknown-authority'), (query) => response(nonce(query), expired))
  })

  test('with a time that is far from ours', () =>
    refused(/more than an hour/, (query) => response({ nonce: Uint8Array.of(0, ...nonceOf(query)), at: '2026-08-06T12:00:00.000Z' })))

  test('cut off', async () => {
    await refused(refusal('malformed'), async (query) => (await response({ nonce: nonceOf(query) })).slice(0, 300))
    await refusedBy(/does not answer/, (_, answer) => {
      answer.writeHead(200, { ...REPLY, 'content-length': '1000' })
      answer.write('half')
      answer.socket?.end()
    })
  })

  test('without end', () =>
    refusedBy(/more than 65536 bytes/, (_, answer) => {
      answer.writeHead(200, REPLY)
      const more = () => answer.write(Buffer.alloc(16_384)) && setImmediate(more)
      answer.on('drain', more).on('error', () => {})
      more()
    }))

  test('never', () => refusedBy(/does not answer in 0.1 s/, () => {}, SHORT))

  test('never to its end', () =>
    refusedBy(/does not answer in 0.1 s/, (_, answer) => void answer.writeHead(200, REPLY).write('half'), SHORT))

  test('of another type, status or address', async () => {
    await refusedBy(/answers 200 text\/html/, (_, answer) => void answer.writeHead(200, { 'content-type': 'text/html' }).end())
    await refusedBy(/answers 503/, (_, answer) => void answer.writeHead(503, REPLY).end())
    await refusedBy(/does not answer/, (_, answer) => void answer.writeHead(302, { location: '/elsewhere' }).end())
  })
})

describe('a calendar', () => {
  let server: Awaited<ReturnType<typeof TestCalendar.start>>
  before(async () => {
    server = await TestCalendar.start()
  })
  after(() => server.close())

  test('promises to stamp, and the promise is completed when there is a block', async () => {
    const stamper = calendar(`${server.url}/`, OPTIONS)
    const { anchor, state } = await stamper.stamp(TEXT)
    assert.equal(state, 'pending')
    assert.equal((await verifyAnchor(anchor, { origin: ORIGIN })).says, 'waiting-for-bitcoin')
    assert.equal(await stamper.upgrade?.(anchor), undefined)
    server.block = 900_000
    const more = await stamper.upgrade?.(anchor)
    assert.deepEqual(more?.state, { block: 900_000 })
    assert.ok(more)
    const verified = await verifyAnchor(more.anchor, { origin: ORIGIN })
    assert.equal(verified.says, 'compare-blocks')
    const [pending] = attestationsOf(parseProof(anchor.token).timestamp)
    assert.ok(pending)
    assert.deepEqual(verified.blocks, [{ height: 900_000, merkleRoot: bitcoinHex(TestCalendar.root(pending.message)) }])
    server.asked = []
    assert.equal(await stamper.upgrade?.(more.anchor), undefined)
    assert.deepEqual(server.asked, [])
  })

  test('whose block can be looked up says before when', async () => {
    server.block = 900_000
    const { anchor } = await calendar(server.url, OPTIONS).stamp(TEXT)
    const [pending] = attestationsOf(parseProof(anchor.token).timestamp)
    assert.ok(pending)
    const header = easyHeader(TestCalendar.root(pending.message))
    const other = easyHeader(IMPRINT)
    let served = header
    const hashOf = (bytes: Uint8Array) => bitcoinHex(blockHash(bytes))
    const esplora = await serve((request, response) => {
      if (request.url === '/block-height/900000') response.end(hashOf(header))
      else if (request.url === `/block/${hashOf(header)}/header`) response.end(toHex(served))
      else response.writeHead(404).end()
    })
    const stamper = calendar(server.url, { ...OPTIONS, headersUrl: esplora.url, easiestTarget: EASY })
    const more = await stamper.upgrade?.(anchor)
    assert.deepEqual(more?.state, { time: 0x6a5e1000 + 7200 })
    served = other
    await assert.rejects(async () => stamper.upgrade?.(anchor), /the header of another block/)
    const careful = calendar(server.url, { ...OPTIONS, headersUrl: esplora.url })
    served = header
    await assert.rejects(async () => careful.upgrade?.(anchor), refusal('malformed'))
    server.block = 900_001
    await assert.rejects(async () => stamper.upgrade?.(anchor), /answers 404/)
    await esplora.close()
  })

  test('that lies is refused', async () => {
    const stamper = calendar(server.url, OPTIONS)
    const lies: readonly ((path: string, honest: Uint8Array) => Uint8Array)[] = [
      (_, honest) => honest.slice(0, -1),
      (_, honest) => Uint8Array.of(...honest, 0),
      (_, honest) => honest.map((byte, i) => (i === honest.length - 1 ? byte ^ 1 : byte)), // pending somewhere else
      () => new Uint8Array(),
      () => utf8('<html>'),
    ]
    for (const lie of lies) {
      server.lie = lie
      await assert.rejects(stamper.stamp(TEXT), lie.toString())
    }
    server.lie = () => new Uint8Array(16 * 1024 + 1)
    await assert.rejects(stamper.stamp(TEXT), /more than 16384 bytes/)
    const argument = new Uint8Array(40)
    const message = concat(IMPRINT, argument)
    const next = { message, branches: [{ attestation: { kind: 'pending', uri: server.url } as const }] }
    server.lie = () => printTimestamp({ message: IMPRINT, branches: [{ op: { tag: 0xf0, argument }, next }] })
    const overlong = await stamper.stamp(TEXT)
    await assert.rejects(async () => stamper.upgrade?.(overlong.anchor), /something overlong/)
    server.lie = undefined
    server.block = 1
    const { anchor } = await stamper.stamp(TEXT)
    server.lie = (_, honest) => honest.slice(1)
    await assert.rejects(async () => stamper.upgrade?.(anchor), refusal())
    server.lie = undefined
  })

  test('that names a block with another Merkle root is found out where blocks can be looked up', async () => {
    server.block = 5
    const { anchor } = await calendar(server.url, OPTIONS).stamp(TEXT)
    const header = easyHeader(IMPRINT)
    const esplora = await serve((request, response) => {
      response.end(request.url?.startsWith('/block-height') ? bitcoinHex(blockHash(header)) : toHex(header))
    })
    const stamper = calendar(server.url, { ...OPTIONS, headersUrl: esplora.url, easiestTarget: EASY })
    await assert.rejects(async () => stamper.upgrade?.(anchor), refusal('root-mismatch'))
    await esplora.close()
  })
})
