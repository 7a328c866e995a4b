import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { concat, equalBytes, fromHex, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { vrfProve, vrfPublicKey, vrfVerifier, vrfVerify } from './vrf.ts'

type Vector = { readonly sk: string; readonly pk?: string; readonly alpha: string; readonly pi: string; readonly beta?: string }

const secret = new Uint8Array(32).fill(7)
const publicKey = vrfPublicKey(secret)
const wrongLabel = (error: unknown) => error instanceof VerificationError && error.code === 'wrong-label'

const folder = process.env.VECTORS_DIR
if (folder === undefined) console.log('lib/history/vrf.test.ts: VECTORS_DIR is not set, the ecvrf vectors are skipped')
const skip = folder === undefined

function vectors(name: string): readonly Vector[] {
  const path = join(folder ?? '', 'ecvrf', name)
  assert.ok(existsSync(path), `${path} is not there`)
  return JSON.parse(readFileSync(path, 'utf8')).vectors
}

test('RFC 9381, appendix B.3, example 16', () => {
  const sk = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
  const { proof, beta } = vrfProve(sk, new Uint8Array())
  assert.equal(toHex(vrfPublicKey(sk)), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  assert.equal(
    toHex(proof),
    '8657106690b5526245a92b003bb079ccd1a92130477671f6fc01ad16f26f723f26f8a57ccaed74ee1b190bed1f479d9727d2d0f9b005a6e456a35d4fb0daab1268a1b0db10836d9826a528ca76567805',
  )
  assert.equal(toHex(beta).slice(0, 16), '90cf1df3b703cce5')
})

test('the vectors of RFC 9381 for the suite 0x03 come out and verify', { skip }, () => {
  const all = vectors('rfc9381-edwards25519-tai.json')
  assert.equal(all.length, 3)
  for (const { sk, pk = '', alpha, pi, beta } of all) {
    const made = vrfProve(fromHex(sk), fromHex(alpha))
    assert.equal(toHex(vrfPublicKey(fromHex(sk))), pk)
    assert.equal(toHex(made.proof), pi)
    assert.equal(toHex(made.beta), beta)
    assert.equal(toHex(vrfVerify(fromHex(pk), fromHex(alpha), fromHex(pi))), beta)
  }
})

test('the vectors of other suites and of the draft fail', { skip }, () => {
  for (const name of ['rfc9381-edwards25519-ell2-pi.json', 'DRAFT-NOT-RFC9381-p256-sha256-tai.json']) {
    for (const { sk, alpha, pi } of vectors(name)) {
      const key = vrfPublicKey(fromHex(sk))
      assert.throws(() => vrfVerify(key, fromHex(alpha), fromHex(pi)), wrongLabel)
      assert.notEqual(toHex(vrfProve(fromHex(sk), fromHex(alpha)).proof), pi)
    }
  }
})

test('what the owner of the key proves verifies, and to the same output', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 60 }), (sk, alpha) => {
      const { proof, beta } = vrfProve(sk, alpha)
      assert.deepEqual(vrfVerify(vrfPublicKey(sk), alpha, proof), beta)
    }),
    { numRuns: 40 },
  )
})

test('a proof with one byte changed does not verify', () => {
  const alpha = utf8('someone')
  const { proof } = vrfProve(secret, alpha)
  for (let at = 0; at < proof.length; at++) {
    assert.throws(() => vrfVerify(publicKey, alpha, proof.with(at, (proof[at] ?? 0) ^ (1 << (at % 8)))), wrongLabel)
  }
})

test('a proof does not verify for another input, another key or another length', () => {
  const { proof } = vrfProve(secret, utf8('someone'))
  assert.throws(() => vrfVerify(publicKey, utf8('someone else'), proof), wrongLabel)
  assert.throws(() => vrfVerify(vrfPublicKey(new Uint8Array(32).fill(8)), utf8('someone'), proof), wrongLabel)
  assert.throws(() => vrfVerify(publicKey, utf8('someone'), proof.subarray(0, 79)), wrongLabel)
  assert.throws(() => vrfVerify(publicKey, utf8('someone'), concat(proof, Uint8Array.of(0))), wrongLabel)
})

test('s is below the order, so that no second proof is made by adding it', () => {
  const { proof } = vrfProve(secret, utf8('someone'))
  const s = BigInt(`0x${toHex(proof.slice(48).reverse())}`) + ed25519.Point.Fn.ORDER
  const larger = concat(proof.subarray(0, 48), fromHex(s.toString(16).padStart(64, '0')).reverse())
  assert.throws(
    () => vrfVerify(publicKey, utf8('someone'), larger),
    (error) => wrongLabel(error) && /not below the order/.test(String(error)),
  )
})

// Encodings of the eight points of small order, and second encodings of those that have one (RFC 8032, section 5.1.3, refuses them).
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
]
const notCanonical = [
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0100000000000000000000000000000000000000000000000000000000000080',
]

// With the identity as key, c drops out of U and V: any s and Gamma of small order would verify.
test('a key of small order is refused, for under it a proof of anything holds', () => {
  for (const key of smallOrder) {
    assert.throws(
      () => vrfVerify(fromHex(key), utf8('someone'), vrfProve(secret, utf8('someone')).proof),
      (error) => wrongLabel(error) && /small order/.test(String(error)),
    )
  }
})

test('a point that is not written canonically is refused, as key and as Gamma', () => {
  const { proof } = vrfProve(secret, utf8('someone'))
  for (const point of notCanonical) {
    const canonical = (error: unknown) => wrongLabel(error) && /canonical/.test(String(error))
    assert.throws(() => vrfVerify(fromHex(point), utf8('someone'), proof), canonical)
    assert.throws(() => vrfVerify(publicKey, utf8('someone'), concat(fromHex(point), proof.subarray(32))), canonical)
  }
})

test('a verifier for many inputs says the same', () => {
  const verify = vrfVerifier(vrfPublicKey(secret))
  for (const text of ['', 'a', 'b']) {
    const { proof, beta } = vrfProve(secret, utf8(text))
    assert.deepEqual(verify(utf8(text), proof), beta)
    assert.throws(() => verify(utf8(`${text}!`), proof), wrongLabel)
  }
  assert.throws(() => vrfVerifier(new Uint8Array(32).fill(1, 0, 1)), wrongLabel)
})

test('different people have different labels', () => {
  const a = vrfProve(secret, utf8('a')).beta
  assert.ok(!equalBytes(a, vrfProve(secret, utf8('b')).beta))
})
