import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isOfForm, leadOn, ownPath, readForm, readFormWithFiles, readUpload, requireSameOrigin } from './request.ts'

const ORIGIN = 'https://sightline.example'
const post = (headers: Record<string, string>, body?: string) =>
  new Request(`${ORIGIN}/api/x`, { method: 'POST', headers, body: body ?? null })

describe('a request that changes something', () => {
  const own: readonly Record<string, string>[] = [
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin', origin: ORIGIN },
    { origin: ORIGIN },
  ]
  for (const headers of own)
    test(`is ours with ${JSON.stringify(headers)}`, () => assert.doesNotThrow(() => requireSameOrigin(post(headers), ORIGIN)))

  const foreign: readonly Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: ORIGIN },
    { 'sec-fetch-site': 'none', origin: ORIGIN },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${ORIGIN}.evil.example` },
    { origin: 'http://sightline.example' },
    { referer: `${ORIGIN}/` },
  ]
  for (const headers of foreign)
    test(`is refused with ${JSON.stringify(headers)}`, () =>
      assert.throws(() => requireSameOrigin(post(headers), ORIGIN), { code: 'foreign-request' }))
})

describe('a form of a page', () => {
  const [browser, script] = [post({ 'sec-fetch-mode': 'navigate' }), post({ accept: 'application/json', 'sec-fetch-mode': 'cors' })]

  test('was sent by the browser or by the page’s script, and by nothing else', () => {
    assert.deepEqual([browser, script, post({ accept: '*/*' }), post({})].map(isOfForm), [true, true, false, false])
  })

  test('leads a browser on by itself', () => {
    const answer = leadOn(browser, '/support?done=take', ORIGIN, 401)
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `${ORIGIN}/support?done=take`])
  })

  test('tells a script where to go on, and nobody stores it', async () => {
    const answer = leadOn(script, '/support/login?to=%2Fsupport', ORIGIN, 401)
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [401, 'no-store'])
    assert.deepEqual(await answer.json(), { to: `${ORIGIN}/support/login?to=%2Fsupport` })
    assert.equal(leadOn(script, '/support', ORIGIN).status, 200)
  })
})

describe('the way back after log-in', () => {
  for (const path of ['/history', '/history?from=1&to=2', '/history/entry/5#proof', '/'])
    test(`is ${path}`, () => assert.equal(ownPath(path, '/usual'), path))

  const elsewhere = [
    '',
    null,
    'history',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/a\nb',
    '/api/logout',
    '/a b',
    '/ä',
    'javascript:alert(1)',
  ]
  for (const path of elsewhere)
    test(`is the usual page instead of ${JSON.stringify(path)}`, () => assert.equal(ownPath(path, '/usual'), '/usual'))
})

describe('a form', () => {
  test('is read when it is a form', async () => {
    assert.equal((await readForm(post({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=1&b=2'))).get('b'), '2')
  })

  test('of another type is refused', async () => {
    await assert.rejects(readForm(post({ 'content-type': 'text/plain' }, 'a=1')), { code: 'unsupported-media-type' })
    await assert.rejects(readForm(post({}, 'a=1')), { code: 'unsupported-media-type' })
    await assert.rejects(readForm(post({ 'content-type': 'multipart/form-data' }, 'a=1')), { code: 'unsupported-media-type' })
  })

  const upload = async (...parts: readonly (readonly [string, string | Blob])[]) => {
    const form = new FormData()
    for (const [name, value] of parts) form.set(name, value)
    const made = new Response(form)
    const headers = { 'content-type': made.headers.get('content-type') ?? '' }
    return new Request(`${ORIGIN}/api/x`, { method: 'POST', headers, body: await made.arrayBuffer() })
  }

  test('has texts that a database can keep, with plain line ends', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await readForm(post(type, 'text=One%0D%0Aand%00+two'))).get('text'), 'One\nand two')
    const { form } = await readUpload(await upload(['text', 'One\r\nand\0 two']), 1000)
    assert.equal(form.get('text'), 'One\nand two')
  })

  test('that is too large is refused', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    await assert.rejects(readForm(post(type, `a=${'x'.repeat(70_000)}`)), { code: 'too-large' })
  })

  test('may hold a file, to the byte, and may come without one', async () => {
    const bytes = new Uint8Array([13, 10, 0, 255])
    const { form, file } = await readUpload(await upload(['a', '1'], ['proof', new File([bytes], 'x')]), 1000)
    assert.deepEqual([form.get('a'), form.has('proof'), file], ['1', false, bytes])
    assert.deepEqual(await readUpload(await upload(['a', '1']), 1000), { form: new Map([['a', '1']]) })
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.deepEqual(await readUpload(post(type, 'a=1'), 1000), { form: new Map([['a', '1']]) })
  })

  test('with a file that is too large, or that is none, is refused', async () => {
    await assert.rejects(readUpload(await upload(['proof', new File(['x'.repeat(1000)], 'x')]), 1000), { code: 'too-large' })
    await assert.rejects(readUpload(post({ 'content-type': 'multipart/form-data' }, 'a=1'), 1000), { code: 'bad-request' })
    await assert.rejects(readUpload(post({ 'content-type': 'text/plain' }, 'a=1'), 1000), { code: 'unsupported-media-type' })
  })
})

describe('a form with files', () => {
  const form = (...files: readonly (readonly [name: string, bytes: number])[]) => {
    const data = new FormData()
    data.set('text', 'Hello')
    for (const [name, bytes] of files) data.append('files', new File([new Uint8Array(bytes)], name))
    return new Request(`${ORIGIN}/api/x`, { method: 'POST', body: data })
  }

  test('is its fields and its files', async () => {
    const { fields, files } = await readFormWithFiles(form(['a.png', 3], ['b.pdf', 5]), 10_000)
    assert.deepEqual([...fields], [['text', 'Hello']])
    assert.deepEqual(
      files.map(({ name, size }) => [name, size]),
      [
        ['a.png', 3],
        ['b.pdf', 5],
      ],
    )
  })

  test('is not read beyond the limit, whatever it says of its length', async () => {
    await assert.rejects(readFormWithFiles(form(['a.png', 20_000]), 10_000), { code: 'too-large' })
    const endless = new ReadableStream({ pull: (control) => control.enqueue(new Uint8Array(5000)) })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const init = { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit
    await assert.rejects(readFormWithFiles(new Request(`${ORIGIN}/api/x`, init), 10_000), { code: 'too-large' })
    const unread = post({ ...headers, 'content-length': '50000' }, '')
    await assert.rejects(readFormWithFiles(unread, 10_000), { code: 'too-large' })
  })

  test('is refused when it is none', async () => {
    await assert.rejects(readFormWithFiles(post({ 'content-type': 'multipart/form-data; boundary=x' }, 'hello'), 10_000), {
      code: 'bad-request',
    })
    await assert.rejects(readFormWithFiles(post({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'), 10_000), {
      code: 'unsupported-media-type',
    })
  })
})
