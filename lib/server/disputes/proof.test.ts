import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LARGEST_PROOF } from '#lib/dispute/draft.ts'
import { TestLog } from '#lib/history/testing.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { ANNA, accessEvent, addEntries, BORIS, NOW, visitTo } from '#lib/verify/testing.ts'
import { verifyFile } from '#lib/verify/verify-file.ts'
import { AppError } from '../app-error.ts'
import { isProofOf, readVerdicts } from './proof.ts'

const log = new TestLog()
addEntries(log, ANNA, 0, 5)
addEntries(log, BORIS, 0, 2)
log.seal(NOW - 5)
const trust = parseTrust(log.trustText)

/** The file that a browser makes of these entries. */
const fileOf = (...indexes: readonly number[]) => fileFrom(log, indexes)

async function fileFrom(log: TestLog, indexes: readonly number[]): Promise<Uint8Array> {
  const { visit } = visitTo({ log })
  const { entries } = await visit.open()
  const chosen = entries.filter(({ historyIndex }) => indexes.includes(historyIndex)).map(({ logIndex }) => logIndex)
  const file = await visit.historyFile(chosen)
  assert.ok(file)
  return utf8(file.text)
}
const stands = (proof: Uint8Array, more: { entries?: readonly number[]; identifier?: typeof ANNA; trust?: typeof trust } = {}) =>
  isProofOf({ proof, trust, identifier: ANNA, entries: [1, 3], ...more })

test('a file of the entries that are asked about is kept, also where it lacks one of them', async () => {
  assert.equal(await stands(await fileOf(1, 3)), true)
  assert.equal(await stands(await fileOf(3)), true)
})

test('no file is kept of other entries, of none, or of somebody else', async () => {
  assert.equal(await stands(await fileOf(1, 2, 3)), false)
  assert.equal(await stands(await fileOf()), false)
  assert.equal(await stands(await fileOf(1, 3), { identifier: BORIS }), false)
})

test('no file is kept that was changed, is of another log, is none of ours, or is too large', async () => {
  const file = await fileOf(1, 3)
  const text = new TextDecoder().decode(file)
  assert.equal(await stands(utf8(text.replace('Blood count', 'Blood test'))), false)
  assert.equal(await stands(file.subarray(0, -1)), false)
  assert.equal(await stands(file, { trust: parseTrust(new TestLog({ seed: 'another' }).trustText) }), false)
  for (const other of [new Uint8Array(), utf8('{"answer":'), utf8('c2sp.org/tlog-proof@v1\n'), utf8('%PDF-1.7')])
    assert.equal(await stands(other), false)
})

test('no file is kept that nobody cosigned where somebody has to', async () => {
  const alone = new TestLog()
  addEntries(alone, ANNA, 0, 5)
  alone.seal(NOW - 5)
  alone.sign(NOW - 5, 1)
  const file = await fileFrom(alone, [1, 3])
  assert.equal(await stands(file, { trust: parseTrust(alone.trustText) }), true)
  assert.equal(await stands(file, { trust: parseTrust(new TestLog({ quorum: 'w1' }).trustText) }), false)
})

test('no file is kept that is larger than may be, though it proves what it says', async () => {
  const long = new TestLog()
  for (let n = 0; n < 900; n++) long.add(ANNA, accessEvent(ANNA, n, { sourceText: 'x'.repeat(1000) }))
  long.seal(NOW - 5)
  const { visit } = visitTo({ log: long })
  const file = utf8((await visit.historyFile())?.text ?? '')
  const [all, ofLog] = [Array.from({ length: 900 }, (_, n) => n), parseTrust(long.trustText)]
  assert.ok(file.length > LARGEST_PROOF)
  assert.equal((await verifyFile(file, ofLog)).verdict, 'verified')
  assert.equal(await stands(file, { entries: all, trust: ofLog }), false)
})

test('what a browser found is read entry by entry, and is worth nothing in any other words', () => {
  assert.deepEqual(
    [...readVerdicts('17:verified,12:unchecked,3:waiting,x:verified,4')],
    [
      [17, 'verified'],
      [12, 'unchecked'],
    ],
  )
  assert.deepEqual([...readVerdicts('')], [])
})

test('what does not match becomes no question', () => {
  const refused = (error: unknown) => error instanceof AppError && error.code === 'not-now'
  assert.throws(() => readVerdicts('17:verified,12:mismatch'), refused)
  assert.throws(() => readVerdicts('mismatch'), refused)
})
