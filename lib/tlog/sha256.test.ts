import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toHex, utf8 } from './bytes.ts'
import * as node from './sha256.node.ts'
import * as browser from './sha256.ts'

for (const [name, { sha256 }] of Object.entries({ node, browser })) {
  test(`SHA-256 for ${name} is that of FIPS 180-4`, () => {
    assert.equal(toHex(sha256(utf8(''))), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    assert.equal(toHex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    const long = utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')
    assert.equal(toHex(sha256(long)), '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1')
  })
}

test('both make plain arrays of the same bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  fc.assert(fc.property(bytes, (message) => assert.deepEqual(node.sha256(message), browser.sha256(message))))
})
