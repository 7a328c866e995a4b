import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat, fromHex, toHex, utf8 } from './bytes.ts'
import { checkEd25519PublicKey, ed25519PublicKey, verifyEd25519 } from './ed25519.ts'
import { signEd25519 } from './ed25519-sign.node.ts'
import * as browser from './ed25519-sign.ts'
import { refusal, vectorTest } from './testing.ts'

type Group = { publicKey: { pk: string }; tests: { tcId: number; msg: string; sig: string; result: string }[] }

const secretKey = fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
const publicKey = ed25519PublicKey(secretKey)

test('the first key of RFC 8032, section 7.1, signs the empty message', () => {
  const signature =
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
  assert.equal(toHex(publicKey), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  assert.equal(toHex(signEd25519(secretKey, new Uint8Array())), signature)
  verifyEd25519(publicKey, new Uint8Array(), fromHex(signature))
})

test('Node and browsers sign alike, with any key', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(bytes(32), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      assert.deepEqual(signEd25519(key, message), browser.signEd25519(key, message))
    }),
    { numRuns: 25 },
  )
  for (const sign of [signEd25519, browser.signEd25519]) assert.throws(() => sign(secretKey.subarray(1), utf8('text')))
})

test('small-order and non-canonical public keys are refused', () => {
  const smallOrder = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  ]
  const notCanonical = [
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ]
  for (const key of [...smallOrder, ...notCanonical, '', '02', toHex(concat(publicKey, Uint8Array.of(0)))]) {
    assert.throws(() => checkEd25519PublicKey(fromHex(key)), refusal('malformed'), key)
  }
  checkEd25519PublicKey(publicKey)
})

test('the signature that fits every message under a key of small order is refused', () => {
  const identity = fromHex(`01${'00'.repeat(31)}`)
  assert.throws(() => verifyEd25519(identity, utf8('any'), concat(identity, new Uint8Array(32))), refusal('bad-signature'))
})

test('a signature has 64 bytes', () => {
  const signature = signEd25519(secretKey, utf8('text'))
  for (const wrong of [signature.subarray(0, 63), concat(signature, Uint8Array.of(0)), new Uint8Array()]) {
    assert.throws(() => verifyEd25519(publicKey, utf8('text'), wrong), refusal('bad-signature'))
  }
  assert.throws(() => verifyEd25519(publicKey, utf8('Text'), signature), refusal('bad-signature'))
})

vectorTest('the 151 Ed25519 cases of Wycheproof come out as they say', 'wycheproof', (folder) => {
  const { testGroups }: { testGroups: Group[] } = JSON.parse(readFileSync(join(folder, 'ed25519_test.json'), 'utf8'))
  let count = 0
  for (const { publicKey: key, tests } of testGroups) {
    for (const { tcId, msg, sig, result } of tests) {
      const verify = () => verifyEd25519(fromHex(key.pk), fromHex(msg), fromHex(sig))
      if (result === 'valid') assert.doesNotThrow(verify, `case ${tcId} was refused`)
      else assert.throws(verify, refusal('bad-signature'), `case ${tcId} was accepted`)
      count++
    }
  }
  assert.equal(count, 151)
})
