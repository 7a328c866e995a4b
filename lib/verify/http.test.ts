import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { printEvidence } from '#lib/history/evidence.ts'
import { CONTENT_TYPE } from '#lib/history/page.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { filesAt, pagesAt } from './http.ts'
import { Unreachable } from './log-files.ts'
import { sendEvidence } from './send-evidence.ts'

const TILE = 'application/octet-stream'

describe('what the log’s client fetches', () => {
  const asked: { url: string | undefined; cookie: string | undefined; referer: string | undefined }[] = []
  let answer: (response: ServerResponse) => void = () => {}
  let base = ''
  const server = createServer(({ url, headers: { cookie, referer } }, response) => {
    asked.push({ url, cookie, referer })
    answer(response)
  })
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  })
  after(() => server.close())

  const says = (type: string, status = 200) => {
    answer = (response) => response.writeHead(status, { 'content-type': type }).end('abc')
  }

  test('is an index of anchors as text, and an anchor as JSON', async () => {
    const file = filesAt(`${base}/log`)
    says('text/plain; charset=utf-8')
    assert.equal(Buffer.from(await file('anchors?before=7')).toString(), 'abc')
    await assert.rejects(file('anchors/x'), Unreachable)
    says('application/json')
    assert.equal(Buffer.from(await file('anchors/x')).toString(), 'abc')
    await assert.rejects(file('anchors'), Unreachable)
    await assert.rejects(file('tile/0/000'), Unreachable)
  })

  test('is taken with its own content type, and files of the log as anybody', async (t) => {
    says(`${CONTENT_TYPE}; charset=utf-8`)
    assert.equal(Buffer.from(await pagesAt(`${base}/history?visit=7`)('?from=1&to=2')).toString(), 'abc')
    says(TILE)
    const fetched = t.mock.method(globalThis, 'fetch')
    assert.equal(Buffer.from(await filesAt(`${base}/log`)('tile/0/000')).toString(), 'abc')
    assert.deepEqual(
      asked.slice(-2).map(({ url }) => url),
      ['/history?visit=7&from=1&to=2', '/log/tile/0/000'],
    )
    // Node sends neither cookies nor a referrer, whatever is asked of it; a browser does.
    const { credentials, referrerPolicy } = fetched.mock.calls[0]?.arguments[1] ?? {}
    assert.deepEqual([credentials, referrerPolicy], ['omit', 'no-referrer'])
  })

  test('of another content type or status is no answer, and accuses nobody', async () => {
    for (const [type, status] of [
      ['text/html', 200],
      ['text/html', 502],
      [TILE, 404],
      [CONTENT_TYPE, 500],
    ] as const) {
      says(type, status)
      await assert.rejects(pagesAt(`${base}/history`)(''), Unreachable, `page: ${type} ${status}`)
      await assert.rejects(filesAt(`${base}/log`)('tile/0/000'), Unreachable, `tile: ${type} ${status}`)
    }
  })

  test('that is cut off in the middle is no answer', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-type': TILE, 'content-length': '100' }).write('abc')
      setTimeout(() => response.destroy(), 20)
    }
    await assert.rejects(filesAt(`${base}/log`)('tile/0/000'), Unreachable)
  })

  test('from an address where nobody listens is no answer', async () => {
    await assert.rejects(filesAt('http://127.0.0.1:1/log')('tile/0/000'), Unreachable)
  })

  test('evidence of a contradiction is sent as anybody, and nothing else is ever sent', async (t) => {
    const fetched = t.mock.method(globalThis, 'fetch')
    const noted = { at: 1, trustFingerprint: '00'.repeat(32) }
    const forked = printEvidence({ ...noted, code: 'forked', pinned: 'one', shown: 'other' })
    for (const [status, sent] of [
      [200, 'received'],
      [422, 'refused'],
      [500, 'unreachable'],
    ] as const) {
      says('text/plain', status)
      assert.deepEqual(await sendEvidence(`${base}/evidence`, forked), { state: sent })
    }
    assert.deepEqual(asked.at(-1), { url: '/evidence', cookie: undefined, referer: undefined })
    const { body, credentials, referrerPolicy, cache, headers, signal } = fetched.mock.calls[0]?.arguments[1] ?? {}
    assert.deepEqual([body, credentials, referrerPolicy, cache, headers], [forked, 'omit', 'no-referrer', 'no-store', undefined])
    assert.ok(signal, 'it is not waited for without end')
    answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end()
    assert.deepEqual(await sendEvidence(`${base}/evidence`, forked), { state: 'unreachable' })
    assert.equal(asked.at(-1)?.url, '/evidence')
    for (const [reference, shown] of [
      ['I-2026-0007', { reference: 'I-2026-0007' }],
      ['call +372 900 1234', {}],
      [['I-2026-0007'], {}],
    ] as const) {
      answer = (response) => response.end(JSON.stringify({ reference }))
      assert.deepEqual(await sendEvidence(`${base}/evidence`, forked), { state: 'received', ...shown })
    }
    const before = asked.length
    await assert.rejects(sendEvidence(`${base}/evidence`, printEvidence({ ...noted, code: 'malformed', answer: utf8('health data') })))
    assert.equal(asked.length, before)
    assert.deepEqual(await sendEvidence('http://127.0.0.1:1/evidence', forked), { state: 'unreachable' })
  })
})
