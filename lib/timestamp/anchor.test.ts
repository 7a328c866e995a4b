import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { concat, fromHex, fromUtf8, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { sha256 } from '#sha256'
import { type Anchor, parseAnchor, printAnchor, readAnchor, verifyAnchor } from './anchor.ts'
import { bitcoinHex } from './bitcoin.ts'
import { type Branch, OP_SHA_256, printProof } from './opentimestamps.ts'
import { HELLO, testAuthority, testToken } from './testing.ts'

const ORIGIN = 'log.example/test'
const TEXT = printCheckpoint({ origin: ORIGIN, size: 7, root: HELLO })
const IMPRINT = sha256(utf8(TEXT))
const URL = 'https://tsa.example/stamp'
const EASY = 2n ** 256n

const proofOf = (...branches: Branch[]) => printProof({ hash: OP_SHA_256, timestamp: { message: IMPRINT, branches } })
const PENDING: Branch = { attestation: { kind: 'pending', uri: 'https://calendar.example' } }
const OTHER: Branch = { attestation: { kind: 'unknown', tag: new Uint8Array(8), payload: new Uint8Array(1) } }
const block = (height: number): Branch => ({
  op: { tag: OP_SHA_256 },
  next: { message: sha256(IMPRINT), branches: [{ attestation: { kind: 'bitcoin', height } }] },
})
/** A header that a handful of tries made, at a target that only this test accepts. */
function easyHeader(root: Uint8Array): Uint8Array {
  const time = fromHex('00105e6a')
  for (let nonce = 0; ; nonce++) {
    const header = concat(new Uint8Array(36), root, time, fromHex('ffff7f20'), Uint8Array.of(nonce % 256, Math.floor(nonce / 256), 0, 0))
    if ((sha256(sha256(header)).at(-1) ?? 255) < 0x7f) return header
  }
}
const ots = (token: Uint8Array, header?: Uint8Array): Anchor => ({
  kind: 'opentimestamps',
  text: TEXT,
  token,
  url: URL,
  ...(header && { header }),
})
const trust = { origin: ORIGIN, authorities: [] as Uint8Array[] }
const refused = (anchor: Anchor, code: Parameters<typeof refusal>[0], ...more: [bigint?]) =>
  assert.rejects(verifyAnchor(anchor, trust, ...more), refusal(code))

describe('an anchor file', () => {
  const anchor: Anchor = { kind: 'rfc3161', text: TEXT, token: utf8('token'), url: URL }

  test('is read and printed as it was, in JCS', () => {
    const printed = printAnchor(anchor)
    assert.equal(
      printed,
      `{"kind":"rfc3161","text":"log.example/test\\n7\\n${toBase64(HELLO)}\\n","token":"dG9rZW4=","url":"https://tsa.example/stamp","v":1}`,
    )
    assert.deepEqual(parseAnchor(printed), anchor)
    const full = ots(proofOf(PENDING), new Uint8Array(80))
    assert.deepEqual(readAnchor(utf8(printAnchor(full))), full)
  })

  test('of another version, kind, member, order or spelling is refused', () => {
    const printed = printAnchor(anchor)
    const others = [
      printed.replace('"v":1', '"v":2'),
      printed.replace('"v":1', '"v":1,"w":1'),
      printed.replace('rfc3161', 'rfc5816'),
      printed.replace('"kind":"rfc3161",', ''),
      printed.replace('dG9rZW4=', 'dG9rZW5='),
      printed.replace('dG9rZW4=', 'dG9rZW4'),
      printed.replace('https:', 'ftp:'),
      printed.replace('\\n7\\n', '\\n07\\n'),
      printed.replace('\\n7\\n', '\\n0\\n'),
      printed.replace('=\\n"', '=\\nextension\\n"'),
      printed.replace('{"kind"', '{ "kind"'),
      printed.replace('{"kind"', `{"header":"${toBase64(new Uint8Array(80))}","kind"`),
      `${printed}\n`,
      '{',
      'null',
      '[]',
      '5',
      `{"kind":"rfc3161","text":"${'x'.repeat(130_000)}"}`,
    ]
    for (const text of others) assert.throws(() => parseAnchor(text), refusal('malformed'), text.slice(0, 60))
    assert.throws(() => printAnchor(ots(proofOf(PENDING), new Uint8Array(79))), refusal('malformed'))
    assert.throws(() => printAnchor({ ...anchor, url: 'https://tsa.example/ x' }), refusal('malformed'))
  })
})

describe('an anchor by an authority', () => {
  test('says before when its checkpoint existed, in the word of a pinned authority', async () => {
    const tsa = await testAuthority('Stamps of Tartu')
    const token = await testToken(tsa, { imprint: IMPRINT })
    const anchor: Anchor = { kind: 'rfc3161', text: TEXT, token, url: URL }
    const verified = await verifyAnchor(anchor, { origin: ORIGIN, authorities: [tsa.der] })
    const { says, time, by, checkpoint } = verified
    assert.deepEqual({ says, time, by }, { says: 'existed-before', time: Date.UTC(2026, 7, 6, 14, 30) / 1000, by: 'Stamps of Tartu' })
    assert.equal(checkpoint.size, 7)
    await refused(anchor, 'unknown-authority')
    await assert.rejects(verifyAnchor(anchor, { origin: ORIGIN }), refusal('unknown-authority'))
    const other = { ...anchor, text: TEXT.replace('7', '8') }
    await assert.rejects(verifyAnchor(other, { origin: ORIGIN, authorities: [tsa.der] }), refusal('wrong-imprint'))
    await assert.rejects(verifyAnchor(anchor, { origin: 'log.example/other', authorities: [tsa.der] }), refusal('unknown-log'))
  })
})

describe('an anchor by Bitcoin', () => {
  const ROOT = bitcoinHex(sha256(IMPRINT))

  test('that is pending says that it waits, and for whom', async () => {
    const { says, time, by } = await verifyAnchor(ots(proofOf(PENDING)), trust)
    assert.deepEqual({ says, time, by }, { says: 'waiting-for-bitcoin', time: 'not yet', by: 'https://calendar.example' })
  })

  test('without the block says which block to compare with, and no time', async () => {
    const { says, time, blocks } = await verifyAnchor(ots(proofOf(OTHER, PENDING, block(900_000))), trust)
    assert.deepEqual({ says, time, blocks }, { says: 'compare-blocks', time: 'not yet', blocks: [{ height: 900_000, merkleRoot: ROOT }] })
  })

  test('with the block says before when', async () => {
    const header = easyHeader(sha256(IMPRINT))
    const { says, time, blocks } = await verifyAnchor(ots(proofOf(PENDING, block(900_000)), header), trust, EASY)
    assert.deepEqual({ says, time }, { says: 'existed-before', time: 0x6a5e1000 + 7200 })
    assert.deepEqual(blocks, [{ height: 900_000, merkleRoot: ROOT }])
  })

  test('with a block that anybody could make, or of another Merkle root, is refused', async () => {
    const anchor = proofOf(block(900_000))
    await refused(ots(anchor, easyHeader(sha256(IMPRINT))), 'malformed')
    await refused(ots(anchor, easyHeader(IMPRINT)), 'root-mismatch', EASY)
    await refused(ots(proofOf(PENDING), easyHeader(sha256(IMPRINT))), 'root-mismatch', EASY)
  })

  test('of something else, or that leads nowhere, is refused', async () => {
    const other = printProof({ hash: OP_SHA_256, timestamp: { message: HELLO, branches: [PENDING] } })
    await refused(ots(other), 'wrong-imprint')
    const sha1 = printProof({ hash: 0x67, timestamp: { message: IMPRINT, branches: [PENDING] } })
    await refused(ots(sha1), 'wrong-imprint')
    await refused(ots(proofOf(OTHER)), 'malformed')
    await refused(ots(utf8(fromUtf8(IMPRINT.map((byte) => byte % 128)))), 'malformed')
    const op = { tag: 0xf0, argument: Uint8Array.of(1) }
    const long: Branch = {
      op,
      next: { message: concat(IMPRINT, op.argument), branches: [{ attestation: { kind: 'bitcoin', height: 1 } }] },
    }
    await refused(ots(proofOf(long)), 'malformed')
  })
})
