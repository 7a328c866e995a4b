import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitEvent } from '#lib/history/entry.ts'
import { TestLog } from '#lib/history/testing.ts'
import { ANY_TIME, verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { asHash } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { encodeBundle, parseBundle } from '#lib/tlog/tile.ts'
import { LogFiles } from './log-files.ts'
import { type Logged, spotCheck } from './spot-checks.ts'
import { ANNA, accessEvent, addEntries, NAME, NOW } from './testing.ts'

const log = new TestLog()
addEntries(log, ANNA, 0, 700)
log.seal(NOW)
const checkpoint = verifyCheckpoint(log.note, log.trust, ANY_TIME)

/** Entry `n` of Anna, who has all entries of this log, as a page says it. */
function logged(n: number): Logged {
  const entry = log.person(ANNA).entries[n]
  assert.ok(entry)
  return { logIndex: entry.logIndex, commitment: commitEvent(entry.nonce, entry.event) }
}

/** Draws the last place for the decoy, and exchanges it with the drawn one. */
const last = (below: number) => (below === 2 ? 0 : below - 1)

function look(drawn: Logged, file: (path: string) => Uint8Array = (path) => log.file(path)) {
  const asked: string[] = []
  const files = new LogFiles(checkpoint, async (path) => {
    asked.push(path)
    return file(path)
  })
  return { asked, result: spotCheck([drawn], checkpoint, files, last) }
}

test('who serves the files cannot tell a drawn entry from another by its turn', async () => {
  const { asked, result } = look(logged(0))
  assert.equal(await result, 'agreed')
  assert.ok(asked[0]?.startsWith('tile/entries/002'))
  assert.ok(asked.some((path) => path.startsWith('tile/entries/000')))
})

test('another entry in its place is not included', async () => {
  await assert.rejects(look({ ...logged(4), commitment: asHash(new Uint8Array(32)) }).result, refusal('not-included'))
})

test('a bundle that ends before the entry is malformed', async () => {
  const short = (path: string) => (path.startsWith('tile/entries') ? encodeBundle(parseBundle(log.file(path)).slice(0, 2)) : log.file(path))
  await assert.rejects(look(logged(4), short).result, refusal('malformed'))
})

test('files that agree with each other, and not with the checkpoint, have another root', async () => {
  const fork = new TestLog()
  for (let n = 0; n < 700; n++) fork.add(ANNA, accessEvent(ANNA, n === 40 ? 4040 : n), NAME)
  fork.seal(NOW)
  await assert.rejects(look(logged(4), (path) => fork.file(path)).result, refusal('root-mismatch'))
})
