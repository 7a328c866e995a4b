import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { Agent, createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import webPush from 'web-push'
import { isEndpoint, isInside } from './endpoint.ts'
import { outside, push } from './push.ts'
import { sendWaiting } from './send.ts'
import { TestAlerts } from './testing.ts'

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** A browser's side of RFC 8291, by node:crypto alone. */
class Browser {
  readonly #keys = createECDH('prime256v1')
  readonly #auth = randomBytes(16)
  readonly #public = this.#keys.generateKeys()

  get keys() {
    return { p256dh: b64(this.#public), auth: b64(this.#auth) }
  }

  decrypt(body: Buffer): string {
    const [salt, idLength] = [body.subarray(0, 16), body[20] ?? 0]
    const sender = body.subarray(21, 21 + idLength)
    const sealed = body.subarray(21 + idLength)
    const hkdf = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
      Buffer.from(hkdfSync('sha256', key, salt, info, length))
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#public, sender])
    const key = hkdf(this.#keys.computeSecret(sender), this.#auth, info, 32)
    const content = hkdf(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
    const nonce = hkdf(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
    const decipher = createDecipheriv('aes-128-gcm', content, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    const end = plain.lastIndexOf(2)
    assert.ok(plain.subarray(end + 1).every((byte) => byte === 0))
    return plain.toString('utf8', 0, end)
  }
}

describe('push messages', () => {
  const vapid = webPush.generateVAPIDKeys()
  const keys = { subject: 'mailto:operator@sightline.example', ...vapid }
  const received: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }[] = []
  const browser = new Browser()
  let status = 201
  let server: Server
  let folder: string
  let agent: Agent
  let endpoint: string

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-push-'))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
      ],
      { stdio: 'ignore' },
    )
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, async (request, response) => {
      received.push({ headers: request.headers, body: await buffer(request) })
      response.writeHead(status).end('x'.repeat(100))
    })
    server.listen(0, 'localhost')
    await once(server, 'listening')
    endpoint = `https://localhost:${(server.address() as AddressInfo).port}/push/1`
    agent = new Agent({ ca: readFileSync(cert) })
  })
  after(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })

  const claim = async () => true
  const send = (payload: object = {}, to = { endpoint, ...browser.keys }, by = agent) => push(to, payload, keys, by, claim)

  test('are encrypted for one browser, and signed for its push service', async () => {
    status = 201
    assert.equal(await send({ title: 'There is something new' }), 'sent')
    const last = received.at(-1)
    assert.ok(last)
    assert.equal(browser.decrypt(last.body), '{"title":"There is something new"}')
    assert.equal(last.headers['content-encoding'], 'aes128gcm')
    assert.equal(last.headers.topic, 'new')
    const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(last.headers.authorization ?? '') ?? []
    assert.equal(key, vapid.publicKey)
    const [head = '', claims = '', signature = ''] = token.split('.')
    const point = Buffer.from(key, 'base64url')
    const jwk = { kty: 'EC', crv: 'P-256', x: b64(point.subarray(1, 33)), y: b64(point.subarray(33)) }
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    assert.ok(
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    )
    assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud, new URL(endpoint).origin)
  })

  for (const [answer, meaning] of [
    [404, 'gone'],
    [410, 'gone'],
    [429, 'later'],
    [503, 'later'],
    [400, 'refused'],
    [301, 'refused'],
  ] as const)
    test(`answered by ${answer} are ${meaning}`, async () => {
      status = answer
      assert.equal(await send(), meaning)
    })

  test('are not sent without a claim', async () => {
    const before = received.length
    assert.equal(await push({ endpoint, ...browser.keys }, {}, keys, agent, async () => false), undefined)
    assert.equal(received.length, before)
  })

  test('go nowhere inside: a name is looked at when it is connected to', async () => {
    const before = received.length
    status = 201
    assert.equal(await send({}, { endpoint, ...browser.keys }, outside({ ca: agent.options.ca })), 'later')
    assert.equal(received.length, before)
  })

  test('know the addresses that are inside', () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      'fd00::1',
      'fe80::1',
      'ff02::1',
      '2002:7f00:1::',
      '64:ff9b::7f00:1',
      '64:ff9b:1::7f00:1',
      'fec0::1',
      'localhost',
      '',
    ])
      assert.equal(isInside(address), true, address)
    for (const address of ['142.250.74.74', '172.32.0.1', '100.128.0.1', '2a00:1450:4001::1', '2606:4700::1'])
      assert.equal(isInside(address), false, address)
  })

  test('go to a push service’s address and to nothing else', () => {
    for (const address of [
      'https://fcm.googleapis.com/fcm/send/abc:def',
      'https://updates.push.services.mozilla.com/wpush/v2/x',
      'https://web.push.apple.com/Q',
    ])
      assert.equal(isEndpoint(address), true, address)
    for (const address of [
      'http://fcm.googleapis.com/x',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://localhost/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://push.example:8443/',
      'https://user@push.example/',
      'ftp://push.example/',
      'push.example',
      '',
      `https://push.example/${'x'.repeat(1000)}`,
    ])
      assert.equal(isEndpoint(address), false, address)
  })

  test('tell nothing but that there is something new, and a browser that is gone is forgotten', async () => {
    const alerts = await TestAlerts.make()
    try {
      const patient = await alerts.switchOn(1, ['everything.push'])
      const id = randomBytes(32)
      await alerts.sql(
        'INSERT INTO alert_push (patient, id, endpoint, p256dh, auth) VALUES ($1, $2, $3, $4, $5)',
        patient,
        id,
        endpoint,
        browser.keys.p256dh,
        browser.keys.auth,
      )
      const sending = { ...alerts.sending, push: { keys, agent } }
      const target = { patient, channel: 'push', target: id.toString('hex') } as const
      const waits = () =>
        alerts.sql(
          `INSERT INTO alert_message (patient, channel, target, cause, urgent) VALUES ($1, 'push', $2, gen_random_uuid()::text, true)`,
          patient,
          target.target,
        )
      status = 201
      await waits()
      await sendWaiting(sending, target)
      const before = received.length
      await sendWaiting(sending, target)
      assert.equal(received.length, before, 'once')
      assert.deepEqual(JSON.parse(browser.decrypt(received.at(-1)?.body ?? Buffer.of())), {
        title: 'There is something new',
        body: 'There is something new for you. Log in to see it.',
      })
      status = 410
      await waits()
      await sendWaiting(sending, target)
      assert.equal((await alerts.sql('SELECT FROM alert_push WHERE patient = $1', patient)).length, 0)
      assert.deepEqual(
        (await alerts.sql('SELECT state FROM alert_message WHERE patient = $1', patient)).map(({ state }) => state).toSorted(),
        ['dropped', 'sent'],
      )
    } finally {
      await alerts.close()
    }
  })
})
