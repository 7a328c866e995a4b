import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { BitString, BmpString, Integer, ObjectIdentifier, OctetString, PrintableString, Sequence } from 'asn1js'
import { Accuracy, AlgorithmIdentifier, Attribute } from 'pkijs'
import { concat, utf8 } from '#lib/tlog/bytes.ts'
import { refusal, vectorTest } from '#lib/tlog/testing.ts'
import { sha256 } from '#sha256'
import { octetsOf, parseBer, TAG } from './ber.ts'
import { readCertificate } from './certificate.ts'
import { checkImprint, timeStampRequest, tokenOfResponse, verifyTimeStamp } from './rfc3161.ts'
import { extensionOf, HELLO, type TestAuthority, TIME_STAMPING, testAuthority, testResponse, testToken } from './testing.ts'
import { openToken, verifyToken } from './token.ts'

const NONCE = Uint8Array.of(0x12, 2, 3, 4, 5, 6, 7, 8)
/** The same token with lengths that are indefinite, and its TSTInfo in two pieces. */
function loose(token: Uint8Array): Uint8Array {
  const [type, wrapped] = parseBer(token).children
  const fields = wrapped?.children[0]?.children ?? []
  const [contentType, content] = fields[2]?.children ?? []
  const info = octetsOf(content?.children[0] ?? assert.fail())
  const pieces = [info.subarray(0, 50), info.subarray(50)].map((piece) => concat(Uint8Array.of(TAG.octetString, piece.length), piece))
  const encapsulated = indefinite(TAG.sequence, contentType?.bytes, indefinite(0xa0, indefinite(0x24, ...pieces)))
  const signedData = indefinite(TAG.sequence, ...fields.map(({ bytes }, i) => (i === 2 ? encapsulated : bytes)))
  return indefinite(TAG.sequence, type?.bytes, indefinite(0xa0, signedData))
}

function indefinite(tag: number, ...parts: readonly (Uint8Array | undefined)[]): Uint8Array {
  return concat(Uint8Array.of(tag, 0x80), ...parts.map((part) => part ?? assert.fail()), new Uint8Array(2))
}

const read = (...path: string[]) => new Uint8Array(readFileSync(join(...path)))
const pem = (...path: string[]) =>
  new Uint8Array(Buffer.from(readFileSync(join(...path), 'utf8').replaceAll(/-----.*-----|\s/g, ''), 'base64'))

vectorTest('a token of openssl ts verifies under its certificate, and under that of its CA', 'rfc3161', async (folder) => {
  const imprint = sha256(read(folder, 'data.txt'))
  const token = tokenOfResponse(read(folder, 'resp.tsr'))
  for (const certificate of ['tsa.crt', 'ca.crt']) {
    const pinned = [pem(folder, certificate)]
    // 21:45:35, and the second that it may be off.
    assert.deepEqual(await verifyTimeStamp(token, { imprint, pinned }), { time: Date.UTC(2026, 10, 22, 21, 45, 36) / 1000, by: 'Test TSA' })
    await assert.rejects(verifyTimeStamp(token, { imprint: HELLO, pinned }), refusal('wrong-imprint'))
  }
  await assert.rejects(verifyTimeStamp(token, { imprint, pinned: [] }), refusal('unknown-authority'))
})

vectorTest(
  'a token of Sigstore’s authority is signed with its key, and three that are not tokens are refused',
  'rfc3161',
  async (folder) => {
    const key = pem(folder, 'sigstore', 'tsa-pub.pem')
    const open = (n: number) => openToken(tokenOfResponse(read(folder, 'sigstore', `token${n}.tsr`)))
    checkImprint(open(0), sha256(utf8('hello, world\n')))
    await verifyToken(open(0), key)
    assert.throws(() => open(1), refusal('malformed')) // enveloped data
    assert.throws(() => open(2), refusal('malformed')) // no TSTInfo in it
    await assert.rejects(verifyToken(open(3), key), refusal('bad-signature')) // the digest of another TSTInfo
  },
)

test('a request is the one that RFC 3161 describes', () => {
  const expected = `3042020101302f300b0609608648016503040201${'0420'}${Buffer.from(HELLO).toString('hex')}02081202030405060708${'0101ff'}`
  const hex = Buffer.from(timeStampRequest(HELLO, NONCE)).toString('hex')
  assert.equal(hex, expected.replace('3042', '3041'))
  const high = Buffer.from(timeStampRequest(HELLO, Uint8Array.of(0x80))).toString('hex')
  assert.match(high, /02020080/) // a nonce is never negative
})

describe('a token', () => {
  let root: TestAuthority
  let tsa: TestAuthority
  before(async () => {
    root = await testAuthority('Root', { ca: true, purposes: [] })
    tsa = await testAuthority('Stamps of Tartu', { issuer: root })
  })
  const verify = (token: Uint8Array, pinned: readonly TestAuthority[] = [root], nonce?: Uint8Array) =>
    verifyTimeStamp(token, { imprint: HELLO, pinned: pinned.map(({ der }) => der), ...(nonce && { nonce }) })
  const refused = async (code: Parameters<typeof refusal>[0], token: Promise<Uint8Array>, pinned?: readonly TestAuthority[]) =>
    assert.rejects(verify(await token, pinned), refusal(code))

  test('says before when it was stamped, and by whom', async () => {
    const token = await testToken(tsa, { imprint: HELLO, nonce: NONCE })
    assert.deepEqual(await verify(token, [tsa], NONCE), { time: Date.UTC(2026, 7, 6, 14, 30) / 1000, by: 'Stamps of Tartu' })
    assert.deepEqual(await verify(token, [root], NONCE), await verify(token, [tsa], NONCE))
  })

  test('counts with the accuracy that it states, rounded up', async () => {
    const accuracy = new Accuracy({ seconds: 2, millis: 300, micros: 1 })
    const token = await testToken(tsa, { imprint: HELLO, accuracy, at: '2026-08-06T14:30:00.700Z' })
    assert.equal((await verify(token)).time, Date.UTC(2026, 7, 6, 14, 30) / 1000 + 4)
    await refused('malformed', testToken(tsa, { imprint: HELLO, accuracy: new Accuracy({ seconds: 86_401 }) }))
  })

  test('of something else is refused, also under another algorithm', async () => {
    await refused('wrong-imprint', testToken(tsa, { imprint: sha256(utf8('hallo')) }))
    await refused('wrong-imprint', testToken(tsa, { imprint: HELLO, hash: '2.16.840.1.101.3.4.2.2' }))
  })

  test('that answers another request is refused', async () => {
    const other = Uint8Array.of(0x12, 2, 3, 4, 5, 6, 7, 9)
    await assert.rejects(verify(await testToken(tsa, { imprint: HELLO, nonce: other }), [tsa], NONCE), refusal('wrong-imprint'))
    await assert.rejects(verify(await testToken(tsa, { imprint: HELLO }), [tsa], NONCE), refusal('wrong-imprint'))
  })

  test('by nobody who is pinned is refused, whatever certificates it brings', async () => {
    const stranger = await testAuthority('Root', { ca: true, purposes: [] })
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO, certificates: [tsa, root] }), [stranger])
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO }), [])
    const below = await testAuthority('Stamps of Tartu', { issuer: stranger })
    await refused('unknown-authority', testToken(below, { imprint: HELLO, certificates: [below, stranger] }))
  })

  test('may leave out the certificate that is pinned', async () => {
    assert.equal((await verify(await testToken(tsa, { imprint: HELLO, certificates: [] }), [tsa])).by, 'Stamps of Tartu')
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO, certificates: [] }))
  })

  test('may be signed by somebody two steps below the pinned certificate, if that one may', async () => {
    const middle = await testAuthority('Middle', { ca: true, purposes: [], issuer: root })
    const signer = await testAuthority('Below', { issuer: middle })
    assert.equal((await verify(await testToken(signer, { imprint: HELLO, certificates: [signer, middle] }))).by, 'Below')
    await refused('unknown-authority', testToken(signer, { imprint: HELLO, certificates: [signer] }))
    const short = await testAuthority('Short', { ca: true, purposes: [], pathLength: 0 })
    const under = await testAuthority('Under', { ca: true, purposes: [], issuer: short })
    const last = await testAuthority('Last', { issuer: under })
    await refused('unknown-authority', testToken(last, { imprint: HELLO, certificates: [last, under] }), [short])
  })

  test('is not vouched for by a certificate that may not issue, or that did not', async () => {
    const leaf = await testAuthority('Leaf', { purposes: [] })
    const child = await testAuthority('Child', { issuer: leaf })
    await refused('unknown-authority', testToken(child, { imprint: HELLO }), [leaf])
    const unusable = await testAuthority('Unusable', { ca: true, purposes: [], usage: 0x80 })
    const its = await testAuthority('Its', { issuer: unusable })
    await refused('unknown-authority', testToken(its, { imprint: HELLO }), [unusable])
    const forged = await testAuthority('Forged', { issuer: { ...tsa, certificate: root.certificate } })
    await refused('unknown-authority', testToken(forged, { imprint: HELLO }))
  })

  test('of a certificate that was not valid then is refused, anywhere on the way', async () => {
    const expired = await testAuthority('Expired', { issuer: root, notAfter: '2026-08-06T14:29:59Z' })
    await refused('unknown-authority', testToken(expired, { imprint: HELLO }))
    await refused('unknown-authority', testToken(expired, { imprint: HELLO }), [expired])
    const future = await testAuthority('Future', { issuer: root, notBefore: '2026-08-06T14:30:01Z' })
    await refused('unknown-authority', testToken(future, { imprint: HELLO }))
    const old = await testAuthority('Old', { ca: true, purposes: [], notAfter: '2026-08-01T00:00:00Z' })
    await refused('unknown-authority', testToken(await testAuthority('Of old', { issuer: old }), { imprint: HELLO }), [old])
  })

  test('is signed with a certificate for time stamps, and for nothing else', async () => {
    const wrong = [
      { purposes: [] },
      { purposes: ['1.3.6.1.5.5.7.3.4'] },
      { purposes: [TIME_STAMPING, '1.3.6.1.5.5.7.3.4'] },
      { critical: false },
      { usage: 0x06 },
    ]
    for (const options of wrong) {
      const other = await testAuthority('Other', options)
      await refused('unknown-authority', testToken(other, { imprint: HELLO }), [other])
    }
  })

  test('is refused for a critical extension that is not understood, and for a certificate signed with SHA-1', async () => {
    const name = await testAuthority('Constrained', { issuer: root, extra: extensionOf('2.5.29.30', new Sequence().toBER(), true) })
    await refused('unknown-authority', testToken(name, { imprint: HELLO }))
    const weak = await testAuthority('Weak', { issuer: root, hash: 'SHA-1' })
    await refused('unknown-authority', testToken(weak, { imprint: HELLO }))
  })

  for (const kind of ['P-256', 'P-384', 'P-521', 'RSA', 'PSS'] as const)
    test(`may be signed with ${kind}, and its certificate too`, async () => {
      const issuer = await testAuthority('Issuer', { ca: true, purposes: [], kind })
      const signer = await testAuthority('Signer', { issuer, kind })
      const token = await testToken(signer, { imprint: HELLO })
      assert.equal((await verify(token, [issuer])).by, 'Signer')
      const other = token.slice()
      other[other.length - 1] = (other.at(-1) ?? 0) ^ 1
      await assert.rejects(verify(other, [issuer]), refusal('bad-signature'))
    })

  test('of RSA may leave its digest to be said beside it', async () => {
    const rsa = await testAuthority('Signer', { kind: 'RSA' })
    const signatureAlgorithm = new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.1' })
    assert.equal((await verify(await testToken(rsa, { imprint: HELLO, signatureAlgorithm }), [rsa])).by, 'Signer')
    const weak = new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.5' })
    await refused('bad-signature', testToken(rsa, { imprint: HELLO, signatureAlgorithm: weak }), [rsa])
    const other = new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' })
    await refused('bad-signature', testToken(rsa, { imprint: HELLO, signatureAlgorithm: other }), [rsa])
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, signatureAlgorithm }))
  })

  test('may be BER, with lengths that are indefinite and its content in pieces', async () => {
    const token = await testToken(tsa, { imprint: HELLO })
    assert.equal((await verify(loose(token))).by, 'Stamps of Tartu')
    await refused('wrong-imprint', testToken(tsa, { imprint: sha256(utf8('hallo')) }).then(loose))
  })

  test('names its certificate among what is signed', async () => {
    const twin = await testAuthority('Stamps of Tartu', { issuer: root })
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO, named: twin }))
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO, named: twin, attributed: tsa }))
    await refused('unknown-authority', testToken(tsa, { imprint: HELLO, attributed: twin }))
    const double = await testAuthority('Stamps of Tartu', {
      issuer: root,
      serial: Number(tsa.certificate.serialNumber.valueBlock.valueDec),
    })
    assert.equal((await verify(await testToken(tsa, { imprint: HELLO, certificates: [double, tsa] }))).by, 'Stamps of Tartu')
    await refused('malformed', testToken(tsa, { imprint: HELLO, attributes: (usual) => usual.slice(0, 2) }))
    await refused('malformed', testToken(tsa, { imprint: HELLO, attributes: (usual) => [...usual, ...usual.slice(2)] }))
  })

  test('that a known certificate has not signed is refused', async () => {
    await refused('bad-signature', testToken({ ...root, ...{ certificate: tsa.certificate, der: tsa.der } }, { imprint: HELLO }), [tsa])
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, digest: HELLO }))
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, digestAlgorithm: '1.3.14.3.2.26' }))
    const type = new Attribute({ type: '1.2.840.113549.1.9.3', values: [new OctetString({ valueHex: new ArrayBuffer(1) })] })
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, attributes: (usual) => [type, ...usual.slice(1)] }))
    const data = new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })] })
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, attributes: (usual) => [data, ...usual.slice(1)] }))
    await refused('bad-signature', testToken(tsa, { imprint: HELLO, attributes: (usual) => usual.slice(1) }))
  })

  test('says a name however it is written, and another where there is no common name', async () => {
    const names = [new BmpString({ value: 'Tartu ajatempel' }), new PrintableString({ value: 'Tartu' })]
    for (const value of names) {
      const authority = await testAuthority(value)
      assert.equal((await verify(await testToken(authority, { imprint: HELLO }), [authority])).by, value.getValue())
    }
    const unit = await testAuthority('Unit', { nameType: '2.5.4.11' })
    assert.equal((await verify(await testToken(unit, { imprint: HELLO }), [unit])).by, 'Unit')
    const nameless = await testAuthority('EE', { nameType: '2.5.4.6' })
    assert.equal((await verify(await testToken(nameless, { imprint: HELLO }), [nameless])).by, 'a certificate without a name')
  })

  test('may bring certificates that nobody here can read', async () => {
    const unreadable = await testAuthority('Old', { version: 0 })
    assert.throws(() => readCertificate(unreadable.der), refusal('malformed'))
    assert.ok(await verify(await testToken(tsa, { imprint: HELLO, certificates: [unreadable, tsa] })))
  })

  test('brings at most ten certificates', async () => {
    const crowd = await Promise.all(Array.from({ length: 10 }, (_, i) => testAuthority(`${i}`)))
    await refused('malformed', testToken(tsa, { imprint: HELLO, certificates: [tsa, ...crowd] }))
    assert.ok(await verify(await testToken(tsa, { imprint: HELLO, certificates: [tsa, ...crowd.slice(1)] })))
  })

  test('with a critical extension that is not understood is refused', async () => {
    const extensions = [extensionOf('1.2.3', new ArrayBuffer(1), true)]
    await refused('malformed', testToken(tsa, { imprint: HELLO, extensions }))
    assert.ok(await verify(await testToken(tsa, { imprint: HELLO, extensions: [extensionOf('1.2.3', new ArrayBuffer(1), false)] })))
  })

  test('of a certificate that is not of version 3, or says something twice, is refused', async () => {
    const usage = new BitString({ valueHex: Uint8Array.of(0xc6).buffer, unusedBits: 1 }).toBER()
    const twice = await testAuthority('Twice', { extra: extensionOf('2.5.29.15', usage, true) })
    await refused('malformed', testToken(twice, { imprint: HELLO }), [twice])
    const version = tsa.der.slice()
    const at = version.findIndex((byte, i) => byte === 0xa0 && version[i + 1] === 3)
    version[at + 4] = 1
    assert.throws(() => readCertificate(version), refusal('malformed'))
    // The algorithm stands in what is signed, and again beside the signature.
    const other = tsa.der.slice()
    const last = Buffer.from(other).lastIndexOf(Buffer.from('06082a8648ce3d040302', 'hex'))
    other[last + 9] = 3
    assert.throws(() => readCertificate(other), refusal('malformed'))
  })

  test('has one signature over one TSTInfo of version 1', async () => {
    await refused('malformed', testToken(tsa, { imprint: HELLO, signers: 2 }))
    await refused('malformed', testToken(tsa, { imprint: HELLO, contentType: '1.2.840.113549.1.7.1' }))
    await refused('malformed', testToken(tsa, { imprint: HELLO, version: 2 }))
  })

  test('of which any byte is changed or cut off is refused', async () => {
    const token = await testToken(tsa, { imprint: HELLO })
    for (let length = 0; length < token.length; length += 7) await assert.rejects(verify(token.slice(0, length)), refusal())
    for (let at = 0; at < token.length; at += 3) {
      const other = token.slice()
      other[at] = (other[at] ?? 0) ^ 0x04
      await verify(other).then(
        ({ time, by }) => assert.deepEqual({ time, by }, { time: Date.UTC(2026, 7, 6, 14, 30) / 1000, by: 'Stamps of Tartu' }),
        (error) => assert.ok(refusal()(error), String(error)),
      )
    }
    await assert.rejects(verify(Uint8Array.of(...token, 0)), refusal('malformed'))
  })

  test('of undue length, or no ASN.1 at all, is refused before anybody parses it', async () => {
    const padded = await testToken(tsa, { imprint: HELLO, certificates: [await testAuthority('x'.repeat(64 * 1024))] })
    assert.throws(() => openToken(padded), /more than 64 KiB/)
    assert.throws(() => openToken(new Uint8Array()), refusal('malformed'))
  })

  test('is taken from a response, if one was granted', async () => {
    const token = await testToken(tsa, { imprint: HELLO })
    assert.deepEqual(tokenOfResponse(testResponse(token)), token)
    const refusedBy = new Sequence({ value: [new Sequence({ value: [new Integer({ value: 2 })] })] })
    assert.throws(() => tokenOfResponse(new Uint8Array(refusedBy.toBER())), /the authority grants no time stamp: status 2/)
    assert.throws(() => tokenOfResponse(Uint8Array.of(0x30, 0)), refusal('malformed'))
    const both = testResponse(token)
    both[8] = 2
    assert.throws(() => tokenOfResponse(both), /status 2/)
    assert.throws(() => tokenOfResponse(Uint8Array.of(...testResponse(token), 0)), refusal('malformed'))
  })
})
