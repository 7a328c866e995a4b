import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { bitcoinHex, blockHash, EASIEST_TARGET, verifyBlockHeader } from './bitcoin.ts'

/** The first block, of 3 January 2009, 18:15:05, which everybody knows by heart. */
const GENESIS = fromHex(
  `0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c`,
)
const ROOT = GENESIS.slice(36, 68)
const DIFFICULTY_1 = 0xffffn << 208n
const changed = (at: number, value: number) => GENESIS.map((byte, i) => (i === at ? value : byte))
const refused = (header: Uint8Array, code: 'malformed' | 'root-mismatch', easiest = DIFFICULTY_1) =>
  assert.throws(() => verifyBlockHeader(header, ROOT, easiest), refusal(code))

test('a block says before when what is in it existed, two hours to be safe', () => {
  assert.equal(verifyBlockHeader(GENESIS, ROOT, DIFFICULTY_1), Date.UTC(2009, 0, 3, 18, 15, 5) / 1000 + 7200)
})

test('hashes are written as Bitcoin’s people write them', () => {
  assert.equal(bitcoinHex(blockHash(GENESIS)), '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f')
  assert.equal(bitcoinHex(ROOT), '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b')
})

test('a block with another Merkle root is refused', () => {
  refused(changed(36, 0), 'root-mismatch')
  refused(changed(67, 0), 'root-mismatch')
})

test('a block that nobody has worked for is refused', () => {
  refused(changed(76, 0x1e), 'malformed')
  refused(changed(68, 0x2a), 'malformed')
})

test('a block that was easy to make is refused, however well it was made', () => {
  refused(GENESIS, 'malformed', DIFFICULTY_1 - 1n)
  assert.throws(() => verifyBlockHeader(GENESIS, ROOT), refusal('malformed'))
  assert.equal(DIFFICULTY_1 / EASIEST_TARGET, 2n ** 45n)
  refused(changed(75, 0x20), 'malformed')
})

test('a target that is negative, or not of 3 to 32 bytes, is refused', () => {
  refused(
    changed(74, 0xff).map((byte, i) => (i === 75 ? 0x20 : byte)),
    'malformed',
    2n ** 300n,
  )
  refused(changed(75, 0x02), 'malformed')
  refused(changed(75, 0x21), 'malformed', 2n ** 300n)
})

test('a header of another length is refused', () => {
  refused(GENESIS.slice(1), 'malformed')
  refused(new Uint8Array(81), 'malformed')
})
