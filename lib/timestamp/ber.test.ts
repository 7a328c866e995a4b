import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { algorithmOf, bitsOf, Fields, octetsOf, oidOf, parseBer, smallInteger, TAG, timeOf } from './ber.ts'

const refused = (hex: string) => assert.throws(() => parseBer(fromHex(hex)), refusal('malformed'), hex)

/** An OCTET STRING of one byte, `depth` levels down. */
function nested(depth: number): string {
  let hex = '0401ff'
  for (let i = 0; i < depth; i++) {
    const length = hex.length / 2
    hex = `30${length < 128 ? '' : '81'}${length.toString(16).padStart(2, '0')}${hex}`
  }
  return hex
}

test('one element is accepted, with definite and indefinite lengths', () => {
  for (const hex of ['0500', '30060201030401ff', '30800201030401ff0000', '3080308002010300000000', '0484000000 01ff'.replace(' ', '')])
    parseBer(fromHex(hex))
})

test('what is cut short, or followed by more, is refused', () => {
  for (const hex of ['', '30', '0402ff', '048200', '3003040200', '3080', '308000', '30800500', '050005']) refused(hex)
})

test('lengths that do not fit into what holds them are refused', () => {
  refused('30030402ff' + '00')
  refused('3003' + '308000' + '00')
})

test('a tag above 30, a length of more than four bytes, and an indefinite length without elements are refused', () => {
  refused('1f0100')
  refused('0485000000000 1ff'.replace(' ', ''))
  refused('0480ff0000')
  refused('308000010500')
  refused('30800001')
})

test('more than 32 levels are refused', () => {
  parseBer(fromHex(nested(32)))
  refused(nested(33))
})

const element = (hex: string) => parseBer(fromHex(hex))
const no = (read: () => unknown) => assert.throws(read, refusal('malformed'))

test('an object identifier is read as it is written', () => {
  assert.equal(oidOf(element('06092a864886f70d010702')), '1.2.840.113549.1.7.2')
  assert.equal(oidOf(element('060988370102030405060f')), '2.999.1.2.3.4.5.6.15')
  for (const hex of ['0600', '060188', '06022a88', '0402 2a03'.replace(' ', ''), `0609${'ff'.repeat(8)}7f`]) no(() => oidOf(element(hex)))
})

test('a time is one in UTC that exists', () => {
  const utc = (text: string, tag = '17') =>
    timeOf(element(`${tag}${text.length.toString(16).padStart(2, '0')}${Buffer.from(text).toString('hex')}`))
  assert.equal(utc('261122214536Z'), Date.UTC(2026, 10, 22, 21, 45, 36))
  assert.equal(utc('500101000000Z'), Date.UTC(1950, 0, 1))
  assert.equal(utc('20261122214536Z', '18'), Date.UTC(2026, 10, 22, 21, 45, 36))
  assert.equal(utc('20261122214536.718Z', '18'), Date.UTC(2026, 10, 22, 21, 45, 36, 718))
  for (const text of ['261322214536Z', '260230000000Z', '261122214536', '2611222145Z', '261122214536+0200', '261122214536.5Z'])
    no(() => utc(text))
  for (const text of ['20261122214536', '261122214536Z', '20261122214536.Z', '20261122244536Z']) no(() => utc(text, '18'))
  no(() => utc('261122214536Z', '04'))
})

test('a structure has its fields, in their order, and no others', () => {
  const fields = new Fields(element('30060201030401ff'))
  assert.equal(fields.optional(TAG.octetString), undefined)
  assert.equal(smallInteger(fields.take(TAG.integer)), 3)
  no(() => fields.take(TAG.integer))
  no(() => fields.end())
  assert.deepEqual(octetsOf(fields.any()), fromHex('ff'))
  fields.end()
  no(() => fields.any())
  no(() => new Fields(element('0500')))
})

test('numbers, bits and octets are what they are tagged as', () => {
  assert.equal(smallInteger(element('02047fffffff')), 2 ** 31 - 1)
  for (const hex of ['0200', '0201ff', '02050100000000']) no(() => smallInteger(element(hex)))
  assert.deepEqual(bitsOf(element('030200ab')), fromHex('ab'))
  for (const hex of ['030204a0', '0300', '0402 00ab'.replace(' ', '')]) no(() => bitsOf(element(hex)))
  assert.deepEqual(octetsOf(element('24080401aa2403 0401bb'.replace(' ', ''))), fromHex('aabb'))
  for (const hex of ['240302 0103'.replace(' ', ''), '0201aa']) no(() => octetsOf(element(hex)))
  assert.equal(algorithmOf(element('300b0609608648016503040201')).oid, '2.16.840.1.101.3.4.2.1')
  no(() => algorithmOf(element('300f060960864801650304020105000500')))
})
