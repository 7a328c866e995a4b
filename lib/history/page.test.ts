import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asHash, concat, fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { type FirstPage, parseFirstPage, parseLaterPage, printFirstPage, printLaterPage } from './page.ts'
import { parseProofPart, printProofPart } from './proof-part.ts'

const hash = (byte: number) => asHash(new Uint8Array(32).fill(byte))
const nonce = new Uint8Array(32).fill(9)

const page: FirstPage = {
  proof: {
    checkpoint: 'origin\n1\nroot\n\n— origin AAAA\n',
    mapEntry: new Uint8Array(81),
    mapEntryProof: [hash(1)],
    vrfProof: new Uint8Array(80),
    mapProof: { kind: 'other', siblings: [hash(2)], label: hash(3), value: hash(4) },
    head: { size: 3, root: hash(5) },
  },
  range: { from: 0, to: 3, hashes: [hash(6)] },
  consistency: { log: [hash(7)], history: [] },
  pending: [{ event: '{"a":"č"}' }, { event: '{}', concealed: { nonce, bytes: '{}' } }],
  entries: [
    { logIndex: 1, nonce, event: utf8('{"a":1}') },
    { logIndex: 2, nonce, event: utf8('{"a":2}'), concealed: { nonce, bytes: utf8('{}') } },
    { logIndex: 9_007_199_254_740_991, commitment: hash(8), withheld: 'erased' },
  ],
}
const json = fromUtf8(printFirstPage(page)).split('\n')[0] ?? ''
const later = (...lines: string[]) => parseLaterPage(utf8(`{"range":{"from":0,"hashes":[],"to":1},"v":1}\n${lines.join('')}`))
const N = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE='

test('a page is read as it was printed', () => {
  assert.deepEqual(parseFirstPage(printFirstPage(page)), page)
  const { range, entries } = page
  assert.ok(range)
  assert.deepEqual(parseLaterPage(printLaterPage({ range, entries })), { range, entries })
  assert.deepEqual(parseProofPart(printProofPart(page.proof)), page.proof)
})

test('the bytes of an entry are those between the tabs, whatever they are', () => {
  const entry = { logIndex: 1, nonce, event: Uint8Array.of(0xff, 0x00, 0x80) }
  assert.deepEqual(parseFirstPage(printFirstPage({ ...page, entries: [entry] })).entries, [entry])
})

test('each line has its fields and its newline', () => {
  assert.equal(later(`0\t${N}\t{}\n`).entries.length, 1)
  for (const line of [
    `0\t${N}\t{}`,
    '\n',
    `0\t${N}\n`,
    `0\t${N}\t{}\t${N}\n`,
    `0\t${N}\t{}\t${N}\t{}\t\n`,
    `00\t${N}\t{}\n`,
    `-1\t${N}\t{}\n`,
    `9007199254740992\t${N}\t{}\n`,
    `0\t${N} \t{}\n`,
    `0\t${N.slice(0, -1)}\t{}\n`,
    `0\t${N}\t!by-lawyers\n`,
    `0\t${N}\t!\n`,
    '0\tAAAA\t!erased\n',
  ])
    assert.throws(() => later(line), refusal('malformed'), line)
  assert.throws(() => parseFirstPage(utf8(json)), refusal('malformed'))
  assert.throws(() => parseFirstPage(new Uint8Array()), refusal('malformed'))
})

test('a withheld entry does not come with concealed bytes', () => {
  const [entry] = later(`0\t${N}\t!erased\t${N}\t{}\n`).entries
  assert.ok(entry && 'event' in entry && fromUtf8(entry.event) === '!erased')
})

test('a page has at most 1000 entries', () => {
  const line = `0\t${N}\t{}\n`
  assert.equal(later(line.repeat(1000)).entries.length, 1000)
  assert.throws(() => later(line.repeat(1001)), refusal('malformed'))
})

test('the line of JSON has one spelling, and no member that nobody reads', () => {
  const changed = (from: string, to: string) => {
    assert.ok(json.includes(from), from)
    return utf8(`${json.replace(from, to)}\n`)
  }
  assert.deepEqual(parseFirstPage(utf8(`${json}\n`)).proof, page.proof)
  for (const bytes of [
    changed('"v":1', '"v":2'),
    changed('"v":1', '"v":1,"w":1'),
    changed('"v":1', '"v":1.0'),
    changed('{', '{ '),
    changed('"size":3', '"size":-3'),
    changed('"size":3', '"size":9007199254740992'),
    changed('"size":3', '"size":"3"'),
    changed('"size":3', '"size":null'),
    changed('"kind":"other"', '"kind":"included"'),
    changed('"kind":"other"', '"kind":"others"'),
    changed('"pending":[', '"pending":[null,'),
    changed('"pending":[', '"pending":[{"event":"\\ud800"},'),
    changed('"concealedNonce":', '"nonce":'),
    changed('"event":"{}"', '"event":{}'),
    changed('č', '\\u010d'),
    concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(`${json}\n`)),
    concat(utf8(json), Uint8Array.of(0x80, 0x0a)),
    utf8('[]\n'),
    utf8('null\n'),
    utf8('{"v":1}\n'),
  ])
    assert.throws(() => parseFirstPage(bytes), refusal('malformed'), fromUtf8(bytes.slice(3, 40)))
})
