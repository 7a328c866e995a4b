import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, toBase64, u64, utf8 } from './bytes.ts'
import { printCheckpoint } from './checkpoint.ts'
import { ed25519Signer, printVkey, signNote } from './note.ts'
import { parsePolicy } from './policy.ts'
import { inclusionProof, leafHash, rootHash } from './proof.ts'
import { refusal } from './testing.ts'
import { parseTlogProof, printTlogProof, verifyTlogProof } from './tlog-proof.ts'

const log = ed25519Signer('log.example', new Uint8Array(32).fill(1))
const policy = parsePolicy(`log ${printVkey(log.vkey)}\nquorum none\n`)
const leaves = Array.from({ length: 11 }, (_, i) => leafHash(u64(i)))
const checkpoint = signNote(printCheckpoint({ origin: 'log.example', size: 11, root: rootHash(leaves) }), [log])
const leaf = leafHash(u64(4))
const proof = { extra: utf8('any'), index: 4, hashes: inclusionProof(leaves, 4), checkpoint }
const text = printTlogProof(proof)

test('a proof is printed as tlog-proof says', () => {
  const lines = text.split('\n')
  assert.deepEqual(lines.slice(0, 3), ['c2sp.org/tlog-proof@v1', 'extra YW55', 'index 4'])
  assert.deepEqual(lines.slice(3, 7), proof.hashes.map(toBase64))
  assert.deepEqual(lines.slice(7, 10), ['', 'log.example', '11'])
  assert.deepEqual(parseTlogProof(text), proof)
  const { extra: _, ...without } = proof
  assert.deepEqual(parseTlogProof(printTlogProof(without)), without)
  assert.deepEqual(parseTlogProof(printTlogProof({ ...without, hashes: [] })).hashes, [])
})

test('every proof reads back', () => {
  const bytes = fc.uint8Array({ maxLength: 50 })
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }).map(asHash), { maxLength: 60 })
  const any = fc.record({ extra: bytes, index: fc.maxSafeNat(), hashes, checkpoint: fc.constant(checkpoint) }, { noNullPrototype: true })
  fc.assert(fc.property(any, (written) => assert.deepEqual(parseTlogProof(printTlogProof(written)), written)))
})

test('it proves its entry, and no other', () => {
  assert.equal(verifyTlogProof(parseTlogProof(text), leaf, policy).checkpoint.size, 11)
  assert.throws(() => verifyTlogProof(proof, leafHash(u64(5)), policy), refusal('not-included'))
  assert.throws(() => verifyTlogProof({ ...proof, index: 5 }, leaf, policy), refusal('not-included'))
  assert.throws(() => verifyTlogProof({ ...proof, index: 11 }, leaf, policy), refusal('not-included'))
  assert.throws(() => verifyTlogProof({ ...proof, hashes: proof.hashes.slice(1) }, leaf, policy), refusal('not-included'))
  const stranger = parsePolicy(`log ${printVkey(ed25519Signer('log.example', new Uint8Array(32).fill(2)).vkey)}\nquorum none\n`)
  assert.throws(() => verifyTlogProof(proof, leaf, stranger), refusal('unknown-log'))
})

test('any character of it changed, but for the extra line, is refused', () => {
  const extra = text.indexOf('YW55')
  for (let i = 0; i < text.length; i++) {
    if (i >= extra && i < extra + 4) continue
    const changed = text.slice(0, i) + String.fromCharCode(text.charCodeAt(i) ^ 1) + text.slice(i + 1)
    assert.throws(() => verifyTlogProof(parseTlogProof(changed), leaf, policy), refusal(), `character ${i}`)
    assert.throws(() => verifyTlogProof(parseTlogProof(text.slice(0, i) + text.slice(i + 1)), leaf, policy), refusal(), `without ${i}`)
  }
})

test('other texts are malformed', () => {
  const wrong = [
    '',
    text.slice(0, text.indexOf('\n\n')),
    text.replace('@v1', '@v2'),
    text.replace('index 4', 'Index 4'),
    text.replace('c2sp.org/tlog-proof@v1\n', ''),
    text.replace('\n', '\r\n'),
    text.replace('extra YW55', 'extra YW55='),
    text.replace('extra YW55', 'Extra YW55'),
    text.replace('extra YW55', 'extra  YW55'),
    text.replace('extra YW55\n', 'extra YW55\nextra YW55\n'),
    text.replace('index 4', 'index 04'),
    text.replace('index 4', 'index -4'),
    text.replace('index 4', 'index  4'),
    text.replace('index 4\n', ''),
    text.replace('extra YW55\nindex 4', 'index 4\nextra YW55'),
    text.replace('index 4\n', 'index 4\nAAAA\n'),
    ` ${text}`,
  ]
  for (const other of wrong) assert.throws(() => parseTlogProof(other), refusal('malformed'), JSON.stringify(other.slice(0, 80)))
})
