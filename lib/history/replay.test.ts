import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, concat, equalBytes, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import { sha256 } from '#sha256'
import { accessEntry, headValue, historyEntry, mapEntry, releaseEntry } from './entry.ts'
import { NO_LABEL, printLabel } from './labels.ts'
import { EMPTY_MAP, mapRoot, mapSet } from './map.ts'
import { Replay } from './replay.ts'

type Line = { entry: Uint8Array; label: Uint8Array }

const vrfKey = hashOf('vrf')
const people = [0, 1, 2, 3].map((n) => ({ label: hashOf(`label ${n}`), blind: hashOf(`blind ${n}`) }))

function hashOf(text: string): Hash {
  return asHash(sha256(utf8(text)))
}

/** The entries of a log of these batches, each a list of persons, by the definitions and not by the code under test. */
function makeLog(batches: readonly (readonly number[])[]): Line[] {
  const lines: Line[] = []
  const histories = people.map((): Hash[] => [])
  for (const [epoch, batch] of batches.entries()) {
    for (const n of batch) {
      const commitment = hashOf(`event ${lines.length}`)
      histories[n]?.push(leafHash(historyEntry(commitment, lines.length)))
      lines.push({ entry: accessEntry(commitment), label: printLabel(people[n] ?? assert.fail()) })
    }
    const heads = people.flatMap(({ label, blind }, n): [Hash, Hash][] => {
      const leaves = histories[n] ?? []
      return leaves.length === 0 ? [] : [[label, headValue({ blind, size: leaves.length, root: rootHash(leaves) })]]
    })
    const entry = mapEntry({ epoch: epoch + 1, covers: lines.length, mapRoot: mapRoot(mapSet(EMPTY_MAP, heads)), vrfKey })
    lines.push({ entry, label: NO_LABEL })
  }
  return lines
}

function replay(lines: readonly Line[]): Replay {
  const log = new Replay(vrfKey)
  for (const { entry, label } of lines) log.append(entry, label)
  return log
}

function refusal(code: VerificationCode): (error: unknown) => boolean {
  return (error) => error instanceof VerificationError && error.code === code
}

function changed(lines: readonly Line[], index: number, line: Partial<Line>): Line[] {
  return lines.map((before, i) => (i === index ? { ...before, ...line } : before))
}

const BATCHES = [[], [0, 1, 0], [2], [0, 0, 3, 2]]
const LOG = makeLog(BATCHES)

test('an honest log is replayed to its root, map and histories', () => {
  const log = replay(LOG)
  const root = rootHash(LOG.map(({ entry }) => leafHash(entry)))
  assert.deepEqual(log.root, root)
  assert.equal(log.epoch, 4)
  assert.deepEqual(
    log.histories.map(({ frontier }) => frontier.size),
    [4, 1, 2, 1],
  )
  log.verifyCheckpoint({ size: LOG.length, root })
})

test('appending says where in its history an entry stands, and nothing of other entries', () => {
  const log = new Replay(vrfKey)
  const appended = LOG.map(({ entry, label }) => log.append(entry, label)?.historyIndex)
  assert.deepEqual(appended, [undefined, 0, 0, 1, undefined, 0, undefined, 2, 3, 0, 1, undefined])
})

test('a release entry is in no history', () => {
  const release = { entry: releaseEntry(hashOf('files')), label: NO_LABEL }
  const [first] = LOG
  assert.ok(first)
  const last = mapEntry({ epoch: 2, covers: 2, mapRoot: mapRoot(EMPTY_MAP), vrfKey })
  assert.equal(replay([first, release, { entry: last, label: NO_LABEL }]).size, 3)
  assert.throws(() => replay([first, { ...release, label: printLabel(people[0] ?? assert.fail()) }]), refusal('wrong-label'))
  assert.throws(() => replay([release]), refusal('malformed'))
})

test('any byte of any entry or label changed is found at the next map entry at the latest', () => {
  const roots = LOG.map(({ entry }) => leafHash(entry))
  fc.assert(
    fc.property(
      fc.nat({ max: LOG.length - 1 }),
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (index, inLabel, where, change) => {
        const line = LOG[index] ?? assert.fail()
        const bytes = inLabel ? line.label : line.entry
        const other = bytes.with(where % bytes.length, (bytes[where % bytes.length] ?? 0) ^ change)
        const lines = changed(LOG, index, inLabel ? { label: other } : { entry: other })
        assert.throws(() => replay(lines).verifyCheckpoint({ size: LOG.length, root: rootHash(roots) }), VerificationError)
      },
    ),
  )
})

test('an entry booked under another person, left out, repeated or moved is found', () => {
  const at = 1
  assert.throws(() => replay(changed(LOG, at, { label: printLabel(people[3] ?? assert.fail()) })), refusal('root-mismatch'))
  assert.throws(() => replay(LOG.toSpliced(at, 1)), refusal('malformed'))
  assert.throws(() => replay(LOG.toSpliced(at, 0, LOG[at] ?? assert.fail())), refusal('malformed'))
  const [one, two] = [LOG[1] ?? assert.fail(), LOG[2] ?? assert.fail()]
  assert.throws(() => replay(LOG.toSpliced(1, 2, two, one)), refusal('root-mismatch'))
})

test('a map entry follows another entry, has the next epoch, covers itself, and names the key of all', () => {
  const [first] = LOG
  assert.ok(first)
  const good = { epoch: 1, covers: 0, mapRoot: mapRoot(EMPTY_MAP), vrfKey }
  const one = (more: Partial<typeof good>) => () => replay([{ entry: mapEntry({ ...good, ...more }), label: NO_LABEL }])
  one({})()
  assert.throws(one({ epoch: 2 }), refusal('malformed'))
  assert.throws(one({ covers: 1 }), refusal('malformed'))
  assert.throws(one({ vrfKey: hashOf('other') }), refusal('wrong-label'))
  assert.throws(one({ mapRoot: hashOf('other') }), refusal('root-mismatch'))
  assert.throws(() => replay([first, { entry: mapEntry({ ...good, epoch: 2, covers: 1 }), label: NO_LABEL }]), refusal('malformed'))
})

test('a label keeps its blind and is not zeros', () => {
  const { label, blind } = people[0] ?? assert.fail()
  const wrongBlind = changed(LOG, 3, { label: concat(label, hashOf('other blind')) })
  assert.throws(() => replay(wrongBlind), refusal('wrong-label'))
  assert.throws(() => replay(changed(LOG, 1, { label: NO_LABEL })), refusal('wrong-label'))
  assert.throws(() => replay(changed(LOG, 1, { label: concat(new Uint8Array(32), blind) })), refusal('wrong-label'))
  for (const length of [0, 32, 63, 65])
    assert.throws(() => replay(changed(LOG, 1, { label: new Uint8Array(length).fill(1) })), refusal('malformed'))
  assert.throws(() => replay(changed(LOG, 0, { label: printLabel({ label, blind }) })), refusal('wrong-label'))
})

test('a checkpoint ends in a map entry and has the size and root of what was replayed', () => {
  const root = rootHash(LOG.map(({ entry }) => leafHash(entry)))
  assert.throws(() => replay(LOG).verifyCheckpoint({ size: LOG.length - 1, root }), refusal('malformed'))
  assert.throws(() => replay(LOG).verifyCheckpoint({ size: LOG.length, root: hashOf('other') }), refusal('root-mismatch'))
  const open = replay(LOG.slice(0, 3))
  assert.throws(() => open.verifyCheckpoint({ size: 3, root: open.root }), refusal('malformed'))
})

test('an error names the entry, and leaves nothing of it behind', () => {
  const log = replay(LOG.slice(0, 3))
  assert.throws(() => log.append(Uint8Array.of(9), NO_LABEL), /entry 3: /)
  assert.ok(equalBytes(log.root, replay(LOG.slice(0, 3)).root))
})

test('a replay goes on from what it wrote down, and nothing can be written down or read in the middle', () => {
  const written = concat(...replay(LOG.slice(0, 5)).snapshot())
  const restored = Replay.restore(vrfKey, written)
  for (const { entry, label } of LOG.slice(5)) restored.append(entry, label)
  assert.ok(equalBytes(restored.root, replay(LOG).root))
  assert.equal(restored.epoch, 4)
  assert.throws(() => concat(...replay(LOG.slice(0, 3)).snapshot()), refusal('malformed'))
  for (const length of [0, 7, 8, 20, written.length - 1])
    assert.throws(() => Replay.restore(vrfKey, written.subarray(0, length)), refusal('malformed'))
})
