import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asHash, fromHex, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import {
  accessEntry,
  alpha,
  commitConcealed,
  commitEvent,
  commitSource,
  headValue,
  historyEntry,
  mapEntry,
  parseLogEntry,
  releaseEntry,
} from './entry.ts'

const fill = (byte: number) => asHash(new Uint8Array(32).fill(byte))
const malformed = (error: unknown) => error instanceof VerificationError && error.code === 'malformed'

test('the entries have the bytes of the specification', () => {
  assert.equal(toHex(accessEntry(fill(0xaa))), `01${'aa'.repeat(32)}`)
  assert.equal(toHex(releaseEntry(fill(0xbb))), `03${'bb'.repeat(32)}`)
  assert.equal(
    toHex(mapEntry({ epoch: 1, covers: 258, mapRoot: fill(0), vrfKey: fill(0x9d) })),
    `0200000000000000010000000000000102${'00'.repeat(32)}${'9d'.repeat(32)}`,
  )
  assert.equal(toHex(historyEntry(fill(0xcc), 2 ** 53 - 1)), `11${'cc'.repeat(32)}001fffffffffffff`)
})

test('a log entry is read back as it was made', () => {
  const entry = { epoch: 7, covers: 4096, mapRoot: fill(1), vrfKey: fill(2) }
  assert.deepEqual(parseLogEntry(mapEntry(entry)), { type: 'map', ...entry })
  assert.deepEqual(parseLogEntry(accessEntry(fill(3))), { type: 'access', commitment: fill(3) })
  assert.deepEqual(parseLogEntry(releaseEntry(fill(4))), { type: 'release', manifest: fill(4) })
})

test('a log entry of another type, length or size is malformed', () => {
  const map = mapEntry({ epoch: 7, covers: 4096, mapRoot: fill(1), vrfKey: fill(2) })
  for (const bytes of [
    new Uint8Array(),
    Uint8Array.of(1),
    new Uint8Array(33),
    map.subarray(0, 33),
    map.subarray(0, 80),
    new Uint8Array([...map, 0]),
    new Uint8Array([0x11, ...map.subarray(1)]),
    new Uint8Array([0x01, ...map.subarray(1)]),
    new Uint8Array([...accessEntry(fill(3)), 0]),
    map.with(1, 0xff),
    map.with(9, 0xff),
    map.with(10, 0x20),
  ])
    assert.throws(() => parseLogEntry(bytes), malformed)
})

test('the input of the VRF writes out each length', () => {
  assert.equal(
    toHex(alpha({ system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' })),
    toHex(utf8('sightline/label/v1\n\x00\x1ehttps://fhir.ee/sid/pid/est/ni\x00\x0b38001085718')),
  )
  assert.notDeepEqual(alpha({ system: 'ab', value: 'c' }), alpha({ system: 'a', value: 'bc' }))
})

test('an identifier is printable ASCII that is not empty', () => {
  for (const value of ['', ' ', 'ä', 'a b', 'a\n', '\x7f', 'x'.repeat(65536)]) assert.throws(() => alpha({ system: 's', value }), malformed)
  assert.throws(() => alpha({ system: '', value: 'v' }), malformed)
})

test('a head value is H(0x12 || blind || u64 size || root)', () => {
  const value = headValue({ blind: fill(1), size: 3, root: fill(2) })
  assert.equal(toHex(value), 'c9f5efad2fb680ac19fbded6f455e7d55a9ee96001f7954aad148d7616f87bfe')
  assert.throws(() => headValue({ blind: fill(1), size: 0, root: fill(2) }), malformed)
})

// Computed with: printf 'sightline/event/v1\n{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…
test('commitments are HMAC-SHA-256 with their own first line', () => {
  const nonce = new Uint8Array(32).fill(1)
  const digests = [commitEvent, commitConcealed, commitSource].map((commit) => toHex(commit(nonce, utf8('{}'))))
  assert.deepEqual(digests, [
    '2b83a2e51d2c48801cd000bff987dca6c7e96896ab52c58ad86f5a40fcbfd402',
    'a11f889731056a8d69aac915e988b6a0f777f3ff6324abacb7a4de666aa53efe',
    '6d7594caa0a35f747e0b3b165a7332499ddb889366bbda3bd5c3aab971cee903',
  ])
})

test('a nonce has 32 bytes, because HMAC pads shorter keys and hashes longer ones', () => {
  for (const length of [0, 31, 33, 64, 65]) assert.throws(() => commitEvent(new Uint8Array(length), fromHex('')), malformed)
})
