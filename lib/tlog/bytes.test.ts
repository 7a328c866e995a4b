import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  asHash,
  compareBytes,
  concat,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  parseDecimal,
  readU64,
  toBase64,
  toHex,
  u16,
  u64,
  utf8,
} from './bytes.ts'
import { refusal } from './testing.ts'

const MAX = Number.MAX_SAFE_INTEGER
const bytes = fc.uint8Array({ maxLength: 80 })

test('base64 is that of RFC 4648 and comes back', () => {
  for (const [text, base64] of [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foobar', 'Zm9vYmFy'],
  ] as const) {
    assert.equal(toBase64(utf8(text)), base64)
  }
  fc.assert(fc.property(bytes, (b) => equalBytes(fromBase64(toBase64(b)), b) && toBase64(b) === Buffer.from(b).toString('base64')))
})

test('base64 that is not canonical is refused', () => {
  for (const text of ['Zg', 'Zg=', 'Zh==', 'Zg==\n', ' Zg==', 'Z g=', 'Zm9=', '====', 'Zg==Zg==', '_-8=', 'é']) {
    assert.throws(() => fromBase64(text), refusal('malformed'), text)
  }
})

test('hexadecimal is lower case and comes back', () => {
  fc.assert(fc.property(bytes, (b) => equalBytes(fromHex(toHex(b)), b) && toHex(b) === Buffer.from(b).toString('hex')))
  for (const text of ['A0', 'a', '0g', ' a0', 'a0\n', '0x']) assert.throws(() => fromHex(text), refusal('malformed'), text)
})

test('UTF-8 keeps a byte order mark and refuses what is not UTF-8', () => {
  assert.deepEqual(utf8(fromUtf8(fromHex('efbbbf61'))), fromHex('efbbbf61'))
  for (const hex of ['ff', 'c080', 'eda080', 'f4908080', 'e282']) assert.throws(() => fromUtf8(fromHex(hex)), refusal('malformed'), hex)
  assert.throws(() => utf8('\ud800'), refusal('malformed'))
})

test('a decimal number has one text', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (n) => parseDecimal(String(n)) === n))
  assert.equal(parseDecimal('9007199254740991'), MAX)
  for (const text of [
    '',
    '00',
    '01',
    '+1',
    '-1',
    ' 1',
    '1 ',
    '1\n',
    '0x10',
    '1e3',
    '1.0',
    '9007199254740992',
    '18446744073709551616',
    '١',
  ]) {
    assert.throws(() => parseDecimal(text), refusal('malformed'), text)
  }
})

test('u16 and u64 are big-endian and do not truncate', () => {
  assert.equal(toHex(u16(0x0102)), '0102')
  assert.equal(toHex(u64(20852163)), '00000000013e2dc3')
  assert.equal(toHex(u64(MAX)), '001fffffffffffff')
  fc.assert(fc.property(fc.maxSafeNat(), (n) => readU64(concat(Uint8Array.of(9), u64(n)), 1) === n))
  for (const n of [-1, 0.5, MAX + 1, Number.NaN]) {
    assert.throws(() => u64(n), refusal('malformed'))
    assert.throws(() => u16(n), refusal('malformed'))
  }
  assert.throws(() => u16(65536), refusal('malformed'))
  assert.throws(() => readU64(fromHex('0020000000000000')), refusal('malformed'))
  assert.throws(() => readU64(fromHex('ffffffffffffffff')), refusal('malformed'))
  assert.throws(() => readU64(new Uint8Array(7)), refusal('malformed'))
  assert.throws(() => readU64(new Uint8Array(8), 1), refusal('malformed'))
})

test('bytes compare as a dictionary does', () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => Math.sign(compareBytes(a, b)) === Buffer.compare(a, b)))
  fc.assert(fc.property(bytes, bytes, (a, b) => equalBytes(a, b) === (Buffer.compare(a, b) === 0)))
})

test('a hash has 32 bytes', () => {
  assert.equal(asHash(new Uint8Array(32)).length, 32)
  for (const length of [0, 31, 33]) assert.throws(() => asHash(new Uint8Array(length)), refusal('malformed'))
})
