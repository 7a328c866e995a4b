import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asHash, equalBytes, type Hash, utf8 } from '#lib/tlog/bytes.ts'
import type { VerificationCode } from '#lib/tlog/error.ts'
import { signNote } from '#lib/tlog/note.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import { splitSubtrees } from '#lib/tlog/range.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { commitEvent, historyEntry, type Identifier } from './entry.ts'
import { type Contradiction, type HistoryEvidence, parseEvidence, printEvidence, type ShownHead } from './evidence.ts'
import { TestLog } from './testing.ts'
import { testEvent } from './testing-event.ts'
import { verifyContradiction } from './verify-evidence.ts'

const ANNA: Identifier = { system: 'urn:test', value: 'anna' }
const BORIS: Identifier = { system: 'urn:test', value: 'boris' }
const NOW = 1000

/** Logs of the same keys; events of Anna with other ids make another log, and another history. */
function logOf(ids: readonly string[], more = 0): TestLog {
  const log = new TestLog()
  for (const id of ids) log.add(ANNA, testEvent({ id, patient: ANNA }))
  for (let n = 0; n < more; n++) log.add(BORIS, testEvent({ id: `b${n}`, patient: BORIS }))
  log.seal(NOW)
  return log
}

const before = logOf(['a', 'b', 'c'])
const { trust } = before
/** The same log later, with one more event of Anna. */
const grown = logOf(['a', 'b', 'c'])
grown.add(ANNA, testEvent({ id: 'd', patient: ANNA }))
for (let n = 0; n < 4; n++) grown.add(BORIS, testEvent({ id: `b${n}`, patient: BORIS }))
grown.seal(NOW)

/** All leaf hashes of the log, or of Anna's history in it. */
const logLeaves = (log: TestLog) => log.entries.map(leafHash)
const annasLeaves = (log: TestLog) =>
  log.person(ANNA).entries.map(({ nonce, event, logIndex }) => leafHash(historyEntry(commitEvent(nonce, event), logIndex)))
const split = (leaves: readonly Hash[], size1: number) =>
  splitSubtrees({ size1, size2: leaves.length }).map(([lo, hi]) => rootHash(leaves.slice(lo, hi)))

function headOf(log: TestLog): ShownHead {
  const { head, mapEntry, mapEntryProof, mapProof } = log.firstPage(ANNA).proof
  return { ...(head && { head }), mapEntry, mapEntryProof, mapProof }
}

const noted = { at: NOW, trustFingerprint: trust.fingerprint }
const notes = (pinned: TestLog, shown: TestLog) => ({ pinned: pinned.note, shown: shown.note })
const forked = (pinned: TestLog, shown: TestLog): Contradiction => ({ ...noted, code: 'forked', ...notes(pinned, shown) })
const inconsistent = (pinned: TestLog, shown: TestLog, what: Pick<Contradiction, 'log' | 'history'>): Contradiction => ({
  ...noted,
  code: 'inconsistent',
  ...notes(pinned, shown),
  ...what,
})
function heads(pinned: TestLog, shown: TestLog, more: Partial<HistoryEvidence> = {}): HistoryEvidence {
  const { label, blind } = pinned.person(ANNA)
  return { label, blind, pinned: headOf(pinned), shown: headOf(shown), ...more }
}
const refused = (evidence: Contradiction, code: VerificationCode = 'malformed') =>
  assert.throws(() => verifyContradiction(evidence, trust), refusal(code))

test('two texts that the log signed for one size are a fork', () => {
  const other = logOf(['a', 'b', 'x'])
  const { pinned, shown } = verifyContradiction(forked(before, other), trust)
  assert.deepEqual([pinned.size, shown.size, equalBytes(pinned.root, shown.root)], [5, 5, false])
})

test('one text twice, or texts of two sizes, are no fork, and a fork comes with nothing else', () => {
  refused(forked(before, before))
  refused(forked(before, grown))
  const other = logOf(['a', 'b', 'x'])
  refused({ ...forked(before, other), log: [] })
  refused({ ...forked(before, other), history: heads(before, other) })
})

test('what the log’s two keys have not both signed is made up', () => {
  const { text } = logOf(['a', 'b', 'x'])
  const only = (signer: ReturnType<TestLog['ed25519']>) => Buffer.from(signNote(text, [signer])).toString()
  refused({ ...forked(before, before), shown: only(before.ed25519()) }, 'bad-signature')
  refused({ ...forked(before, before), pinned: only(before.cosigners()[0].at(NOW)) }, 'bad-signature')
  refused({ ...forked(before, before), shown: before.note.replace('\n5\n', '\n6\n') }, 'bad-signature')
  const strangers = new TestLog({ seed: 'other' })
  strangers.sign(NOW)
  refused(forked(before, strangers), 'unknown-log')
})

test('a split list shows that a larger log is not the smaller one grown', () => {
  const other = logOf(['a', 'b', 'x'], 4)
  const log = split(logLeaves(other), before.entries.length)
  assert.ok(verifyContradiction(inconsistent(before, other, { log }), trust))
  refused(inconsistent(before, grown, { log: split(logLeaves(grown), before.entries.length) }))
  refused(inconsistent(before, grown, { log }))
  refused(inconsistent(other, before, { log }))
  refused(inconsistent(before, other, { log: log.slice(1) }))
  refused(inconsistent(before, other, {}))
})

test('a history that shrank, is gone, or is another one of the same size shows itself under its label', () => {
  for (const [ids, more] of [
    [['a', 'b'], 4],
    [[], 7],
    [['a', 'b', 'x'], 4],
  ] as const) {
    const other = logOf(ids, more)
    assert.ok(verifyContradiction(inconsistent(before, other, { history: heads(before, other) }), trust))
    refused(inconsistent(before, other, { history: heads(before, other, { split: [] }) }))
  }
})

test('a history that was changed and then grew needs a split list of its own', () => {
  const other = logOf(['a', 'x', 'c', 'd'], 4)
  const list = split(annasLeaves(other), 3)
  assert.ok(verifyContradiction(inconsistent(before, other, { history: heads(before, other, { split: list }) }), trust))
  refused(inconsistent(before, other, { history: heads(before, other) }))
  refused(inconsistent(before, grown, { history: heads(before, grown) }))
  refused(inconsistent(before, grown, { history: heads(before, grown, { split: split(annasLeaves(grown), 3) }) }))
  refused(inconsistent(before, grown, { history: heads(before, grown, { split: list }) }))
})

test('heads that are not in the maps of their checkpoints accuse nobody', () => {
  const other = logOf(['a', 'b'], 4)
  const with_ = (more: Partial<HistoryEvidence>) => inconsistent(before, other, { history: heads(before, other, more) })
  const { label, blind } = before.person(BORIS)
  refused(with_({ label }), 'not-in-map')
  refused(with_({ blind }), 'not-in-map')
  refused(with_({ pinned: headOf(other) }), 'not-included')
  refused(with_({ shown: headOf(before) }), 'not-included')
  const { head: _, ...headless } = headOf(before)
  refused(with_({ pinned: headless }))
  const { head: __, ...gone } = headOf(other)
  refused(with_({ shown: gone }))
  refused(inconsistent(other, before, { history: heads(other, before) }))
  refused(inconsistent(grown, before, { history: heads(grown, before) }))
  const unchanged = logOf(['a', 'b', 'c'])
  unchanged.add(BORIS, testEvent({ id: 'b', patient: BORIS }))
  unchanged.seal(NOW)
  refused(inconsistent(before, unchanged, { history: heads(before, unchanged) }))
  const nobody = logOf([], 1)
  const empty = logOf([], 9)
  refused(inconsistent(nobody, empty, { history: heads(nobody, empty) }))
})

test('evidence is read as it was printed, and no other text is evidence', () => {
  const other = logOf(['a', 'x', 'c', 'd'], 4)
  const all: Contradiction[] = [
    forked(before, logOf(['a', 'b', 'x'])),
    inconsistent(before, other, {
      log: split(logLeaves(other), 5),
      history: heads(before, other, { split: split(annasLeaves(other), 3) }),
    }),
    inconsistent(before, logOf([], 9), { history: heads(before, logOf([], 9)) }),
  ]
  for (const evidence of all) {
    const text = printEvidence(evidence)
    assert.deepEqual(parseEvidence(text), evidence)
    for (const changed of [
      `${text}\n`,
      text.replace('"v":1', '"v":2'),
      text.replace('{', '{ '),
      text.replace('"at"', '"aT"'),
      text.replace(trust.fingerprint, 'verified'),
    ])
      assert.throws(() => parseEvidence(changed), refusal('malformed'))
  }
  const complaint = printEvidence({ ...noted, code: 'root-mismatch', answer: utf8('what the server said') })
  assert.equal(printEvidence(parseEvidence(complaint)), complaint)
  assert.throws(() => parseEvidence(complaint.replace('root-mismatch', 'rude')), refusal('malformed'))
  assert.throws(() => parseEvidence(complaint.replace('root-mismatch', 'forked')), refusal('malformed'))
})

test('a contradiction holds no entry, no identifier, and nothing with which one could be tried', () => {
  const other = logOf(['a', 'x', 'c', 'd'], 4)
  const text = printEvidence(inconsistent(before, other, { history: heads(before, other, { split: split(annasLeaves(other), 3) }) }))
  for (const secret of ['anna', 'urn:test', 'vrfProof', Buffer.from(before.person(ANNA).vrfProof).toString('base64')])
    assert.ok(!text.includes(secret), secret)
})

test('a hash of the evidence that is another one is found', () => {
  const other = logOf(['a', 'x', 'c', 'd'], 4)
  const [first = asHash(new Uint8Array(32)), ...rest] = split(annasLeaves(other), 3)
  const wrong = asHash(first.map((byte) => byte ^ 1))
  refused(inconsistent(before, other, { history: heads(before, other, { split: [wrong, ...rest] }) }))
})
