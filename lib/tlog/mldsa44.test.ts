import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fromHex, utf8 } from './bytes.ts'
import * as node from './mldsa44.node.ts'
import * as browser from './mldsa44.ts'
import { refusal, vectorTest } from './testing.ts'

type Group = { publicKey: string; tests: { tcId: number; msg: string; sig: string; ctx?: string; result: string }[] }

for (const [name, { mlDsa44PublicKey, signMlDsa44, verifyMlDsa44 }] of Object.entries({ node, browser })) {
  test(`what a key signs with ML-DSA-44 for ${name} verifies under it, twice over, and under no other`, () => {
    const secretKey = new Uint8Array(32).fill(5)
    const publicKey = mlDsa44PublicKey(secretKey)
    const [first, second] = [signMlDsa44(secretKey, utf8('text')), signMlDsa44(secretKey, utf8('text'))]
    assert.notDeepEqual(first, second)
    for (const signature of [first, second]) verifyMlDsa44(publicKey, utf8('text'), signature)
    assert.throws(() => verifyMlDsa44(publicKey, utf8('Text'), first), refusal('bad-signature'))
    assert.throws(() => verifyMlDsa44(mlDsa44PublicKey(new Uint8Array(32)), utf8('text'), first), refusal('bad-signature'))
    assert.throws(() => verifyMlDsa44(publicKey.subarray(1), utf8('text'), first), refusal('bad-signature'))
    assert.throws(() => verifyMlDsa44(publicKey, utf8('text'), first.subarray(1)), refusal('bad-signature'))
  })

  test(`a seed that was written over signs for ${name} as what it is now`, () => {
    const secretKey = new Uint8Array(32).fill(5)
    signMlDsa44(secretKey, utf8('text'))
    secretKey.fill(6)
    verifyMlDsa44(mlDsa44PublicKey(new Uint8Array(32).fill(6)), utf8('text'), signMlDsa44(secretKey, utf8('text')))
  })

  vectorTest(
    `the 180 ML-DSA-44 cases of Wycheproof come out for ${name} as they say, those with a context as refused`,
    'wycheproof',
    (folder) => {
      const { testGroups }: { testGroups: Group[] } = JSON.parse(readFileSync(join(folder, 'mldsa_44_verify_test.json'), 'utf8'))
      let count = 0
      for (const { publicKey, tests } of testGroups) {
        for (const { tcId, msg, sig, ctx = '', result } of tests) {
          const verify = () => verifyMlDsa44(fromHex(publicKey), fromHex(msg), fromHex(sig))
          if (result === 'valid' && ctx === '') assert.doesNotThrow(verify, `case ${tcId} was refused`)
          else assert.throws(verify, refusal('bad-signature'), `case ${tcId} was accepted`)
          count++
        }
      }
      assert.equal(count, 180)
    },
  )
}

test('what one signs verifies with the other, and both make one public key of a seed', () => {
  const seed = new Uint8Array(32).fill(9)
  assert.deepEqual(node.mlDsa44PublicKey(seed), browser.mlDsa44PublicKey(seed))
  const publicKey = node.mlDsa44PublicKey(seed)
  node.verifyMlDsa44(publicKey, utf8('text'), browser.signMlDsa44(seed, utf8('text')))
  browser.verifyMlDsa44(publicKey, utf8('text'), node.signMlDsa44(seed, utf8('text')))
})
