import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { asHash, fromUtf8, type Hash, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import type { VerificationCode } from '#lib/tlog/error.ts'
import { parseNote, printNote, signatureLine } from '#lib/tlog/note.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { Cover } from './cover.ts'
import { type FirstPage, type OpenEntry, printFirstPage, printLaterPage } from './page.ts'
import { TestLog } from './testing.ts'
import { testEvent, testReader } from './testing-event.ts'
import type { TestLogOptions } from './testing-keys.ts'
import type { Pinned, VerifiedHead } from './verify-head.ts'
import { verifyFirstPage, verifyLaterPage } from './verify-page.ts'

const anna = { system: 'urn:test', value: 'anna' }
const boris = { system: 'urn:test', value: 'boris' }
const nobody = { system: 'urn:test', value: 'nobody' }
const NOW = 10_000

/** Anna has 60 entries, number 7 with a name; Boris has 3. Two batches. */
function exampleLog(options: TestLogOptions = {}): TestLog {
  const log = new TestLog(options)
  for (let n = 0; n < 60; n++) {
    log.add(anna, testEvent({ id: `a${n}`, patient: anna }), n % 10 === 7 ? utf8('{"actor":{"name":"Berg"}}') : undefined)
    if (n < 3) log.add(boris, testEvent({ id: `b${n}`, patient: boris }))
    if (n === 40) log.seal(NOW - 100)
  }
  log.seal(NOW)
  return log
}

const log = exampleLog()
const check = (page: FirstPage, more: { log?: TestLog; now?: number; who?: typeof anna; pinned?: Pinned } = {}) =>
  verifyFirstPage(printFirstPage(page), {
    trust: (more.log ?? log).trust,
    identifier: more.who ?? anna,
    now: more.now ?? NOW,
    read: testReader,
    pinned: more.pinned,
  })
const refused = (code: VerificationCode, page: FirstPage, more?: Parameters<typeof check>[1]) =>
  assert.throws(() => check(page, more), refusal(code))
const pinOf = ({ checkpoint, head }: VerifiedHead): Pinned => ({
  logText: checkpoint.text,
  logSize: checkpoint.size,
  logRoot: checkpoint.root,
  head,
})
const flip = (bytes: Uint8Array, at = 0) => bytes.with(at, (bytes[at] ?? 0) ^ 1)
const flipHash = (hash: Hash) => asHash(flip(hash))
const first = log.firstPage(anna)
const withProof = (part: Partial<FirstPage['proof']>): FirstPage => ({ ...first, proof: { ...first.proof, ...part } })
const withEntry = (at: number, change: Partial<OpenEntry>): FirstPage => ({
  ...first,
  entries: first.entries.map((entry, index) => (index === at && 'event' in entry ? { ...entry, ...change } : entry)),
})

test('an honest first page verifies, newest 50 entries, names opened', () => {
  const { head, entries, waiting, range } = check(first)
  assert.equal(waiting, undefined)
  assert.equal(head.head.size, 60)
  assert.deepEqual([range?.from, range?.to, entries.length], [10, 60, 50])
  const named = entries.filter((entry) => 'event' in entry && entry.concealed !== undefined && JSON.stringify(entry.concealed) !== '{}')
  assert.deepEqual(
    named.map(({ historyIndex }) => historyIndex),
    [17, 27, 37, 47, 57],
  )
})

test('an honest later page verifies against the head of the first', () => {
  const { head } = check(first)
  const { entries } = verifyLaterPage(printLaterPage(log.laterPage(anna, { from: 0, to: 10 })), {
    head,
    from: 0,
    to: 10,
    identifier: anna,
    read: testReader,
  })
  assert.equal(entries.length, 10)
})

test('someone without entries gets a proof that there are none', () => {
  const { head, entries, range } = check(log.firstPage(nobody), { who: nobody })
  assert.deepEqual([head.head.size, entries.length, range], [0, 0, undefined])
})

test('a name that is withheld leaves the entry verified', () => {
  const entries = first.entries.map((entry) =>
    'event' in entry ? { logIndex: entry.logIndex, nonce: entry.nonce, event: entry.event } : entry,
  )
  assert.ok(check({ ...first, entries }).entries.every((entry) => 'event' in entry && entry.concealed === undefined))
})

// Check 1.
test('a checkpoint of four lines, another origin or size 0 is refused', () => {
  const signed = (text: string) => {
    const [mlDsa] = log.cosigners()
    return fromUtf8(printNote({ text, signatures: [log.ed25519(), mlDsa.at(NOW)].map((signer) => signatureLine(signer, text)) }))
  }
  refused('malformed', withProof({ checkpoint: signed(`${log.text}extension\n`) }))
  refused('unknown-log', withProof({ checkpoint: signed(log.text.replace('log.example/test', 'log.example/other')) }))
  refused('malformed', withProof({ checkpoint: signed(log.text.replace(/\n\d+\n/, '\n0\n')) }))
})

const lines = (keep: (name: string, index: number) => boolean) => {
  const { text, signatures } = parseNote(utf8(log.note))
  return fromUtf8(printNote({ text, signatures: signatures.filter(({ name }, index) => keep(name, index)) }))
}

test('both keys of the log must have signed', () => {
  refused('bad-signature', withProof({ checkpoint: lines((_, index) => index !== 0) }))
  refused('bad-signature', withProof({ checkpoint: lines((_, index) => index !== 1) }))
  refused('unknown-log', withProof({ checkpoint: lines((name) => name.startsWith('grease')) }))
})

test('a line of a known key that does not verify is refused, although the quorum needs it not', () => {
  const { text, signatures } = parseNote(utf8(log.note))
  const broken = signatures.map((line) => (line.name === 'w1.example' ? { ...line, signature: flip(line.signature, 20) } : line))
  refused('bad-signature', withProof({ checkpoint: fromUtf8(printNote({ text, signatures: broken })) }))
})

test('a quorum that is not met waits, and is not an accusation', () => {
  const witnessed = exampleLog({ quorum: 'both' })
  assert.equal(check(witnessed.firstPage(anna), { log: witnessed }).waiting, undefined)
  witnessed.sign(NOW, 2)
  assert.equal(check(witnessed.firstPage(anna), { log: witnessed }).waiting, 'quorum-not-met')
})

test('who cosigned is told, and which of them are auditors', () => {
  const audited = exampleLog({ quorum: 'both', auditors: ['auditor'] })
  const { witnesses, auditors, time, timeIs } = check(audited.firstPage(anna), { log: audited }).head.checkpoint
  assert.deepEqual([witnesses, auditors, time, timeIs], [['w1.example', 'w2.example'], ['auditor.example'], NOW, 'witnessed'])
})

test('a quorum counts only with times between now − fresh and now + skew', () => {
  const witnessed = exampleLog({ quorum: 'both' })
  const at = (now: number) => check(witnessed.firstPage(anna), { log: witnessed, now }).waiting
  assert.deepEqual([at(NOW + 600), at(NOW + 601), at(NOW - 60), at(NOW - 61)], [undefined, 'stale', undefined, 'stale'])
})

test('without a quorum the time is the word of the log itself, and is no better when old', () => {
  const at = (now: number) => check(first, { now })
  assert.deepEqual(
    [at(NOW + 600).waiting, at(NOW + 601).waiting, at(NOW - 60).waiting, at(NOW - 61).waiting],
    [undefined, 'stale', undefined, 'stale'],
  )
  assert.equal(at(NOW).head.checkpoint.timeIs, 'operator')
})

// Check 2.
test('the checkpoint ends in the map entry', () => {
  refused('malformed', withProof({ mapEntry: log.entries[1] ?? new Uint8Array() }))
  refused('not-included', withProof({ mapEntry: log.entries[0] ?? new Uint8Array() }))
  refused('not-included', withProof({ mapEntry: flip(first.proof.mapEntry, 8) }))
  refused('not-included', withProof({ mapEntryProof: first.proof.mapEntryProof.map(flipHash) }))
  refused('malformed', withProof({ mapEntryProof: first.proof.mapEntryProof.slice(1) }))
})

test('a map entry for another size or with another VRF key is refused, although it is included and signed', () => {
  for (const [lie, code] of [
    [{ covers: 3 }, 'not-included'],
    [{ vrfKey: new TestLog({ seed: 'other' }).trust.vrf }, 'wrong-label'],
  ] as const) {
    const lying = new TestLog()
    lying.lie = lie
    lying.add(anna, testEvent({ id: 'a', patient: anna }))
    lying.seal(NOW)
    refused(code, lying.firstPage(anna), { log: lying })
  }
})

test('labels of another VRF key are refused', () => {
  const other = new TestLog({ seed: 'other' })
  const trust = { ...log.trust, vrf: other.trust.vrf }
  assert.throws(
    () => verifyFirstPage(printFirstPage(first), { trust, identifier: anna, now: NOW, read: testReader }),
    refusal('wrong-label'),
  )
})

// Checks 3 and 4.
test("another person's label or an invalid one is refused", () => {
  refused('wrong-label', log.firstPage(boris))
  refused('wrong-label', withProof({ vrfProof: flip(first.proof.vrfProof, 79) }))
})

test('another head than the one in the map is refused', () => {
  const { head } = first.proof
  assert.ok(head)
  refused('not-in-map', withProof({ head: { ...head, size: 59 } }))
  refused('not-in-map', withProof({ head: { ...head, root: flipHash(head.root) } }))
  refused('not-in-map', withProof({ mapProof: { kind: 'included', siblings: first.proof.mapProof.siblings.map(flipHash) } }))
})

test('a history cannot be denied', () => {
  const { head: _, ...proof } = first.proof
  const { range: __, ...page } = first
  refused('malformed', { ...page, proof, entries: [] })
  for (const mapProof of [
    { kind: 'empty' as const, siblings: first.proof.mapProof.siblings },
    { kind: 'empty' as const, siblings: [] },
    log.firstPage(nobody).proof.mapProof,
  ])
    assert.throws(() => check({ ...page, proof: { ...proof, mapProof }, entries: [] }), refusal())
})

// Check 5.
test('an event of somebody else is refused', () => {
  const other = log.firstPage(boris).entries[0]
  assert.ok(other && 'event' in other)
  refused('wrong-patient', withEntry(3, { event: other.event, nonce: other.nonce }))
})

test('the same value in another system is somebody else', () => {
  const confused = new TestLog()
  confused.add(anna, testEvent({ id: 'a', patient: { ...anna, system: 'urn:other' } }))
  confused.seal(NOW)
  refused('wrong-patient', confused.firstPage(anna), { log: confused })
})

test('one event id stands once, in a page and across pages', () => {
  const twice = new TestLog()
  for (let n = 0; n < 60; n++) twice.add(anna, testEvent({ id: n === 59 ? 'a0' : `a${n}`, patient: anna }))
  twice.seal(NOW)
  const { entries, head } = check(twice.firstPage(anna), { log: twice })
  const cover = new Cover(60)
  cover.add(entries)
  const visit = { head, from: 0, to: 10, identifier: anna, read: testReader }
  const later = verifyLaterPage(printLaterPage(twice.laterPage(anna, { from: 0, to: 10 })), visit)
  assert.throws(() => cover.add(later.entries), refusal('malformed'))
  const whole = verifyLaterPage(printLaterPage(twice.laterPage(anna, { from: 0, to: 60 })), { ...visit, to: 60 })
  assert.throws(() => new Cover(60).add(whole.entries), refusal('malformed'))
})

test('concealed bytes that do not open the event, or a nonce that is short, are refused', () => {
  const concealed = { nonce: new Uint8Array(32), bytes: utf8('{}') }
  refused('root-mismatch', withEntry(3, { concealed }))
  refused('malformed', withEntry(3, { concealed: { ...concealed, nonce: new Uint8Array(31) } }))
  refused('malformed', withEntry(3, { nonce: new Uint8Array(33) }))
})

test('log indexes increase and end before the map entry', () => {
  const swapped = [...first.entries.slice(0, 3), ...first.entries.slice(3, 5).reverse(), ...first.entries.slice(5)]
  refused('malformed', { ...first, entries: swapped })
  refused('not-included', withEntry(49, { logIndex: log.entries.length - 1 }))
})

test('log indexes increase from page to page, whatever page comes first', () => {
  const entry = (historyIndex: number, logIndex: number) => ({
    historyIndex,
    logIndex,
    commitment: asHash(new Uint8Array(32)),
    withheld: 'by-law' as const,
  })
  for (const [one, two] of [
    [entry(0, 9), entry(5, 9)],
    [entry(5, 9), entry(0, 9)],
  ] as const) {
    const cover = new Cover(10)
    cover.add([one])
    assert.throws(() => cover.add([two]), refusal('malformed'))
  }
})

// Check 6.
test('an entry that is dropped, changed, moved or added is refused', () => {
  refused('malformed', { ...first, entries: first.entries.slice(1) })
  refused('root-mismatch', withEntry(3, { nonce: new Uint8Array(32) }))
  refused('root-mismatch', withEntry(0, { logIndex: (first.entries[0]?.logIndex ?? 0) - 1 }))
  assert.ok(first.range)
  const { range } = first
  refused('malformed', { ...first, range: { ...range, hashes: [] } })
  refused('malformed', { ...first, range: { ...range, hashes: [...range.hashes, ...range.hashes] } })
  refused('root-mismatch', { ...first, range: { ...range, hashes: range.hashes.map(flipHash) } })
  refused('malformed', { ...first, range: { ...range, to: 59 }, entries: first.entries.slice(0, 49) })
  const { range: _, ...without } = first
  refused('malformed', { ...without, entries: [] })
})

test('a first page that ends before the newest entry is refused', () => {
  refused('malformed', { ...first, ...log.laterPage(anna, { from: 0, to: 50 }) })
})

test('a later page is the one that was asked for', () => {
  const { head } = check(first)
  const bytes = printLaterPage(log.laterPage(anna, { from: 0, to: 10 }))
  for (const [from, to] of [
    [0, 11],
    [1, 10],
  ] as const)
    assert.throws(() => verifyLaterPage(bytes, { head, from, to, identifier: anna, read: testReader }), refusal('malformed'))
})

test('withheld entries count, and an erased one that nothing explains is reported with full cover only', () => {
  const erasing = new TestLog()
  for (let n = 0; n < 4; n++) erasing.add(anna, testEvent({ id: `${n}`, patient: anna }))
  erasing.add(anna, testEvent({ id: 'erasure', patient: anna, kind: 'erasure', erased: [1, 4] }))
  erasing.seal(NOW)
  const page = erasing.firstPage(anna)
  const entries = check(page, { log: erasing }).entries.map(({ historyIndex, logIndex, commitment }, index) => ({
    historyIndex,
    logIndex,
    commitment,
    index,
  }))
  const marked = page.entries.map((entry, index) => {
    const { logIndex, commitment } = entries[index] ?? { logIndex: 0, commitment: asHash(new Uint8Array(32)) }
    return index < 2
      ? { logIndex, commitment, withheld: 'erased' as const }
      : index === 2
        ? { logIndex, commitment, withheld: 'by-law' as const }
        : entry
  })
  const verified = check({ ...page, entries: marked }, { log: erasing })
  const cover = new Cover(5)
  cover.add(verified.entries.slice(0, 4))
  assert.deepEqual([cover.complete, cover.unexplainedErasures], [false, []])
  cover.add(verified.entries)
  assert.deepEqual([cover.complete, cover.covered, cover.unexplainedErasures], [true, 5, [2]])
  assert.deepEqual(cover.withheld, { 'by-law': 1, retention: 0, erased: 2 })
})

test('an erasure explains only what was erased before it', () => {
  const none = asHash(new Uint8Array(32))
  const source = { logIndex: 1, nonce: none, event: none }
  const event = { id: 'e', kind: 'erasure', patient: anna, concealed: '', erased: [2] }
  const cover = new Cover(2)
  cover.add([
    { historyIndex: 0, logIndex: 1, commitment: none, event, concealed: undefined, source },
    { historyIndex: 1, logIndex: 2, commitment: none, withheld: 'erased' },
  ])
  assert.deepEqual(cover.unexplainedErasures, [2])
})

// Pending events.
test('pending events are read, are about this person, and are in no tree', () => {
  const event = (patient: typeof anna) => fromUtf8(testEvent({ id: 'p', patient })(toBase64(new Uint8Array(32))))
  assert.equal(check({ ...first, pending: [{ event: event(anna) }] }).pending.length, 1)
  refused('wrong-patient', { ...first, pending: [{ event: event(boris) }] })
})

test('a pending event that cannot be read or opened is counted, and takes nothing else with it', () => {
  const event = fromUtf8(testEvent({ id: 'p', patient: anna })(toBase64(new Uint8Array(32))))
  const concealed = { nonce: new Uint8Array(32), bytes: '{}' }
  const broken = ['', '7', '{}', event.slice(0, 30)].map((text) => ({ event: text }))
  const { pending, unreadable, entries } = check({ ...first, pending: [...broken, { event }, { event, concealed }] })
  assert.deepEqual([pending.length, unreadable], [1, 5])
  assert.deepEqual(entries, check(first).entries)
})

// Check 8.
const growing = () => {
  const grown = new TestLog()
  for (let n = 0; n < 5; n++) grown.add(anna, testEvent({ id: `${n}`, patient: anna }))
  grown.seal(NOW)
  return grown
}

test('a returning visitor sees that log and history only grew', () => {
  const grown = growing()
  const pinned = pinOf(check(grown.firstPage(anna), { log: grown }).head)
  const pin = { logSize: pinned.logSize, size: 5 }
  assert.equal(check(grown.firstPage(anna, pin), { log: grown, pinned }).waiting, undefined)
  const before = grown.firstPage(anna, pin)
  for (let n = 5; n < 8; n++) grown.add(anna, testEvent({ id: `${n}`, patient: anna }))
  grown.seal(NOW)
  const page = grown.firstPage(anna, pin)
  const { head, waiting } = check(page, { log: grown, pinned })
  assert.deepEqual([head.head.size, waiting], [8, undefined])
  assert.equal(check(before, { log: grown, pinned: pinOf(head) }).waiting, 'stale')
  const { consistency, ...without } = page
  assert.ok(consistency)
  refused('malformed', without, { log: grown, pinned })
  refused('malformed', page, { log: grown })
  refused('root-mismatch', { ...page, consistency: { ...consistency, log: consistency.log.map(flipHash) } }, { log: grown, pinned })
  refused('root-mismatch', { ...page, consistency: { ...consistency, history: consistency.history.map(flipHash) } }, { log: grown, pinned })
  refused('malformed', { ...page, consistency: { ...consistency, history: [] } }, { log: grown, pinned })
})

test('two texts for one size are a fork', () => {
  const grown = growing()
  const pinned = pinOf(check(grown.firstPage(anna), { log: grown }).head)
  const fork = new TestLog()
  for (let n = 0; n < 5; n++) fork.add(anna, testEvent({ id: `fork${n}`, patient: anna }))
  fork.seal(NOW)
  refused('forked', fork.firstPage(anna, { logSize: pinned.logSize, size: 5 }), { log: fork, pinned })
})

test('a history that became smaller, or another of the same size, is inconsistent', () => {
  const grown = growing()
  for (let n = 0; n < 5; n++) grown.add(boris, testEvent({ id: `b${n}`, patient: boris }))
  grown.seal(NOW)
  const page = grown.firstPage(anna, { logSize: grown.entries.length, size: 5 })
  const { consistency: _, ...without } = page
  const pinned = pinOf(check(without, { log: grown }).head)
  const heads = [
    { size: 6, root: asHash(new Uint8Array(32)) },
    { size: 5, root: asHash(new Uint8Array(32)) },
  ]
  for (const head of heads) refused('inconsistent', page, { log: grown, pinned: { ...pinned, head } })
  const none = grown.firstPage(nobody, { logSize: grown.entries.length, size: 1 })
  refused('inconsistent', none, { log: grown, who: nobody, pinned: { ...pinned, head: { size: 1, root: asHash(new Uint8Array(32)) } } })
})

test('a pin without entries asks for no proof of the history', () => {
  const grown = growing()
  const pinned = pinOf(check(grown.firstPage(nobody), { log: grown, who: nobody }).head)
  grown.add(nobody, testEvent({ id: 'n', patient: nobody }))
  grown.seal(NOW)
  const page = grown.firstPage(nobody, { logSize: pinned.logSize, size: 0 })
  assert.equal(check(page, { log: grown, who: nobody, pinned }).head.head.size, 1)
  const history = [asHash(new Uint8Array(32))]
  refused('malformed', { ...page, consistency: { log: page.consistency?.log ?? [], history } }, { log: grown, who: nobody, pinned })
})

/** What a visitor relies on here: not lines that the quorum does not need, nor pending events, which nothing vouches for. */
function reliedOn(page: ReturnType<typeof check>) {
  const { part, checkpoint, ...head } = page.head
  const { checkpoint: _, ...proof } = part
  const { text, size, time, waiting } = checkpoint
  return { ...page, pending: [], unreadable: 0, head: { ...head, proof, text, size, time, waiting } }
}

test('whatever byte of a page changes, it is refused or nothing that counts changed', () => {
  const small = growing()
  const pin = { logSize: 1, size: 0 }
  const page = small.firstPage(anna, pin)
  const event = fromUtf8(testEvent({ id: 'p', patient: anna })(toBase64(new Uint8Array(32))))
  const bytes = printFirstPage({ ...page, pending: [{ event }] })
  const empty = new TestLog()
  empty.seal(NOW)
  const pinned = pinOf(check(empty.firstPage(anna), { log: empty }).head)
  const verify = (changed: Uint8Array) =>
    reliedOn(verifyFirstPage(changed, { trust: small.trust, identifier: anna, now: NOW, read: testReader, pinned }))
  const honest = verify(bytes)
  let ignored = 0
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      let verified: typeof honest
      try {
        verified = verify(bytes.with(at, (bytes[at] ?? 0) ^ by))
      } catch (error) {
        return refusal()(error)
      }
      ignored++
      assert.deepEqual(verified, honest)
      return true
    }),
    { numRuns: 600 },
  )
  Error.stackTraceLimit = stackTraceLimit
  assert.ok(ignored < 200)
})
