import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { concat, equalBytes, fromHex, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { refusal, vectorTest } from '#lib/tlog/testing.ts'
import { sha256 } from '#sha256'
import { bitcoinHex } from './bitcoin.ts'
import {
  applyOp,
  attestationsOf,
  mergeInto,
  OP_SHA_256,
  parseProof,
  parseTimestamp,
  printProof,
  printTimestamp,
  type Timestamp,
} from './opentimestamps.ts'

const EXAMPLES = join('opentimestamps', 'examples')
const read = (...path: string[]) => new Uint8Array(readFileSync(join(...path)))
const ALICE = 'https://alice.btc.calendar.opentimestamps.org'
const BOB = 'https://bob.btc.calendar.opentimestamps.org'
const FINNEY = 'https://finney.calendar.eternitywall.com'

/** What each of the reference proofs leads to, in its order, as python-opentimestamps 0.4.2 reads it. */
const LEADS_TO: Readonly<Record<string, readonly string[]>> = {
  'bad-stamp.txt.ots': ['358391 1bb49db87782170860c2e467994762f7f00c815d80d712e7eb9a7c14b9811f92'],
  'empty.ots': ['129405 db29fdc2c27a1531ae08a9dff2d9e4dfedd9c902d16de542d8666a27367e5b71'],
  'hello-world.txt.ots': ['358391 8a1b66ecb7cbd07d8139a7e7d7f2c41aab1f5009b8364aaf61d03ad245e47e00'],
  'incomplete.txt.ots': [ALICE],
  'known-and-unknown-notary.txt.ots': [BOB, 'unknown'],
  'merkle1.txt.ots': [ALICE, BOB],
  'merkle2.txt.ots': [ALICE, BOB],
  'merkle3.txt.ots': [ALICE, BOB],
  'osdsp.txt.ots': [
    BOB,
    ALICE,
    'https://btc.calendar.catallaxy.com',
    '523364 3c4fe7e01d8a73acbef3cbf6269d53f21eeffba8afab0fea5e78e7a053077839',
    FINNEY,
  ],
  'ripemd160/README.md.ots': [ALICE, BOB, FINNEY],
  'sha1/a_or_b.ots': [FINNEY, '466906 40c9303a5cb0a8c4b2676f4c6b101d37f83e9413f3856f356849bfb9438a7c26', BOB, ALICE],
  'two-calendars.txt.ots': [ALICE, BOB],
  'unknown-notary.txt.ots': ['unknown'],
}

function leadsTo(timestamp: Timestamp): string[] {
  return attestationsOf(timestamp).map(({ message, attestation }) => {
    if (attestation.kind === 'bitcoin') return `${attestation.height} ${bitcoinHex(message)}`
    return attestation.kind === 'pending' ? attestation.uri : 'unknown'
  })
}

vectorTest('every reference proof is read, printed again, and leads where the reference says', EXAMPLES, (folder) => {
  const files = globSync('**/*.ots', { cwd: folder }).sort()
  assert.deepEqual(files, Object.keys(LEADS_TO).sort())
  for (const file of files) {
    const proof = parseProof(read(folder, file))
    assert.deepEqual(leadsTo(proof.timestamp), LEADS_TO[file], file)
    assert.deepEqual(printProof(proof), read(folder, file), file)
  }
})

vectorTest('a reference proof is one of the file beside it', EXAMPLES, (folder) => {
  const stamped: readonly (readonly [string, string])[] = [
    ...globSync('*.ots', { cwd: folder }).map((file) => [file, file.replace(/\.ots$/, '')] as const),
    ['ripemd160/README.md.ots', 'ripemd160/README.md'],
    ['sha1/a_or_b.ots', 'sha1/a'], // the two files whose SHA-1 is the same
    ['sha1/a_or_b.ots', 'sha1/b'],
  ]
  for (const [proofFile, file] of stamped) {
    const { hash, timestamp } = parseProof(read(folder, proofFile))
    assert.deepEqual(hashOfFile(hash, read(folder, file)), timestamp.message, file)
  }
})

/** A file may be longer than a message: its hash is computed as that of a message all the same. */
function hashOfFile(tag: number, bytes: Uint8Array): Uint8Array {
  return applyOp({ tag }, bytes)
}

vectorTest('a reference proof of which any byte is missing is refused', EXAMPLES, (folder) => {
  for (const file of ['empty.ots', 'two-calendars.txt.ots', 'unknown-notary.txt.ots']) {
    const bytes = read(folder, file)
    for (let length = 0; length < bytes.length; length++) assert.throws(() => parseProof(bytes.slice(0, length)), refusal('malformed'))
    assert.throws(() => parseProof(concat(bytes, Uint8Array.of(0))), refusal('malformed'))
  }
})

vectorTest('two proofs of one digest become one, each branch once', EXAMPLES, (folder) => {
  const one = parseProof(read(folder, 'merkle2.txt.ots')).timestamp
  assert.deepEqual(mergeInto(one, one), one)
  const [pending] = attestationsOf(one)
  assert.ok(pending)
  const found = parseTimestamp(fromHex(`080005889${'60d73d71901'}03f7ef15`), pending.message)
  const merged = mergeInto(one, found)
  const root = bitcoinHex(sha256(pending.message))
  assert.deepEqual(leadsTo(merged), [ALICE, `358391 ${root}`, BOB])
  assert.deepEqual(leadsTo(parseProof(printProof({ hash: OP_SHA_256, timestamp: merged })).timestamp), leadsTo(merged))
  assert.deepEqual(mergeInto(merged, found), merged)
})

describe('an operation', () => {
  const abc = utf8('abc')
  const expected: readonly (readonly [number, string])[] = [
    [0x08, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [0x02, 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    [0x03, '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc'],
    [0x67, '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
    [0xf2, toHex(utf8('cba'))],
    [0xf3, toHex(utf8('616263'))],
  ]
  for (const [tag, result] of expected)
    test(`0x${tag.toString(16)} makes of “abc” what its specification says`, () => assert.equal(toHex(applyOp({ tag }, abc)), result))

  test('appends and prepends its argument', () => {
    assert.deepEqual(applyOp({ tag: 0xf0, argument: utf8('d') }, abc), utf8('abcd'))
    assert.deepEqual(applyOp({ tag: 0xf1, argument: utf8('d') }, abc), utf8('dabc'))
  })

  test('of an unknown kind, or with an empty or overlong result, is refused', () => {
    assert.throws(() => applyOp({ tag: 0x04 }, abc), refusal('malformed'))
    assert.throws(() => applyOp({ tag: 0xf3 }, new Uint8Array(2049)), refusal('malformed'))
    assert.equal(applyOp({ tag: 0xf3 }, new Uint8Array(2048)).length, 4096)
    assert.throws(() => applyOp({ tag: 0xf2 }, new Uint8Array()), refusal('malformed'))
  })
})

describe('a timestamp', () => {
  const message = new Uint8Array(32)
  const refused = (hex: string) => assert.throws(() => parseTimestamp(fromHex(hex), message), refusal('malformed'))
  const pending = (uri: string) => `83dfe30d2ef90c8e${lengthAnd(lengthAnd(toHex(utf8(uri))))}`
  const lengthAnd = (hex: string) => `${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`

  test('is printed as it was read', () => {
    for (const hex of [`00${pending('https://a.example')}`, `ff00${pending('a')}08f00101${'00'}${pending('b')}`]) {
      const timestamp = parseTimestamp(fromHex(hex), message)
      assert.equal(toHex(printTimestamp(timestamp)), hex)
    }
  })

  test('has its numbers in the fewest bytes', () => {
    refused(`00${'0588960d73d71901'}028000`)
    refused('00058896' + '0d73d719010ba08080808080808080' + '8001')
    assert.deepEqual(leadsTo(parseTimestamp(fromHex(`00${'0588960d73d71901'}01${'07'}`), message)), [`7 ${'00'.repeat(32)}`])
  })

  test('is refused with an address of other characters, a payload that goes on, or an operation without its argument', () => {
    refused(`00${pending('https://a.example/?x')}`)
    refused(`00${pending('')}`)
    refused('0083dfe30d2ef90c8e03016161')
    refused(`f000${'00'}${pending('a')}`)
    refused('ff')
    refused('')
  })

  test('is refused with more than 256 operations in a row, or more bytes than anybody needs', () => {
    const chain = (length: number) => `${'08'.repeat(length)}00${pending('a')}`
    assert.equal(attestationsOf(parseTimestamp(fromHex(chain(256)), message)).length, 1)
    refused(chain(257))
    const wide = (branches: number) => fromHex(`${`ff00${pending('a')}`.repeat(branches)}00${pending('b')}`)
    assert.equal(attestationsOf(parseTimestamp(wide(5000), message)).length, 5001)
    assert.throws(() => parseTimestamp(wide(5100), message), refusal('malformed'))
    refused(`f0${'8120'}${'61'.repeat(4097)}00${pending('a')}`)
  })

  test('keeps what is not understood, and says nothing of it', () => {
    const timestamp = parseTimestamp(fromHex('00010203040506070802abcd'), message)
    assert.deepEqual(leadsTo(timestamp), ['unknown'])
    assert.ok(equalBytes(printTimestamp(timestamp), fromHex('00010203040506070802abcd')))
  })
})

test('what is no proof of version 1 of a known digest is refused', () => {
  const magic = '004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294'
  const rest = `${'00'.repeat(32)}0083dfe30d2ef90c8e020161`
  parseProof(fromHex(`${magic}0108${rest}`))
  for (const hex of [`${magic}0208${rest}`, `${magic}0104${rest}`, `${magic.replace('4f', '4e')}0108${rest}`, magic, ''])
    assert.throws(() => parseProof(fromHex(hex)), refusal('malformed'))
})
