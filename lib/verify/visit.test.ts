import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commitEvent } from '#lib/history/entry.ts'
import { parseEvidence } from '#lib/history/evidence.ts'
import { mapLeafHash, mapNodeHash } from '#lib/history/map.ts'
import { type FirstPage, type OpenEntry, printFirstPage } from '#lib/history/page.ts'
import { printProofPart } from '#lib/history/proof-part.ts'
import { TestLog } from '#lib/history/testing.ts'
import { verifyContradiction } from '#lib/history/verify-evidence.ts'
import { asHash, fromBase64, fromUtf8, type Hash, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { leafHash, nodeHash } from '#lib/tlog/proof.ts'
import { parseTlogProof, verifyTlogProof } from '#lib/tlog/tlog-proof.ts'
import { Unreachable } from './log-files.ts'
import { parseSightlineFile } from './sightline-file.ts'
import { ANNA, accessEvent, addEntries, BORIS, memoryPins, NAME, NOW, type Server, visitTo } from './testing.ts'
import { verifyFile } from './verify-file.ts'
import type { Visit } from './visit.ts'

/** Anna has 120 entries and Boris 5, in two batches. */
function exampleLog(options?: ConstructorParameters<typeof TestLog>[0]): TestLog {
  const log = new TestLog(options)
  addEntries(log, ANNA, 0, 90)
  log.seal(NOW - 60)
  addEntries(log, BORIS, 0, 5)
  addEntries(log, ANNA, 90, 120)
  log.seal(NOW)
  return log
}

const log = exampleLog()

async function outcome(server: Server, pins = memoryPins()) {
  const { visit, asked } = visitTo(server, pins)
  const page = await visit.open()
  await visit.settled()
  const { verdict, code, spotChecks } = visit.report()
  return { visit, asked, page, pins, verdict, code, spotChecks }
}

async function loadAll(visit: Visit) {
  const first = await visit.open()
  for (let to = first.from; to > 0; to = Math.max(0, to - 50)) {
    const page = await visit.more({ from: Math.max(0, to - 50), to })
    assert.equal(page.verdict, 'verified')
  }
  await visit.settled()
}

test('an honest visit is verified, newest first, with names', async () => {
  const { page, visit, verdict, code } = await outcome({ log })
  assert.deepEqual([verdict, code, page.verdict, page.from, page.to, page.size], ['verified', undefined, 'verified', 70, 120, 120])
  const [newest] = page.entries
  assert.ok(newest && 'event' in newest)
  assert.deepEqual([newest.historyIndex, newest.concealed, newest.event.actor?.name], [119, 'opened', 'Anna Berg'])
  assert.deepEqual([visit.report().level, visit.report().covered, visit.report().complete], ['sealed', 50, false])
})

test('all pages together cover the history', async () => {
  const { visit } = visitTo({ log })
  await loadAll(visit)
  const { verdict, covered, complete, spotChecks, timings } = visit.report()
  assert.deepEqual([verdict, covered, complete, spotChecks], ['verified', 120, true, { state: 'agreed', checked: 9 }])
  assert.equal(timings.entries, 120)
})

test('nobody has looked, and that is proven', async () => {
  const { page, verdict, visit } = await outcome({
    log: (() => {
      const others = new TestLog()
      addEntries(others, BORIS, 0, 3)
      others.seal(NOW)
      return others
    })(),
  })
  assert.deepEqual([verdict, page.size, page.entries.length, visit.report().complete], ['verified', 0, 0, true])
})

test('a quorum and an auditor raise what may be said, the last with full cover only', async () => {
  const { visit } = visitTo({ log: exampleLog({ quorum: 'both', auditors: ['auditor'] }) })
  await visit.open()
  assert.equal(visit.report().level, 'witnessed')
  await loadAll(visit)
  assert.equal(visit.report().level, 'replayed')
  assert.deepEqual(visit.report().checkpoint?.auditors, ['auditor.example'])
})

test('without an auditor nobody says that all entries were replayed', async () => {
  const { visit } = visitTo({ log: exampleLog({ quorum: 'both' }) })
  await loadAll(visit)
  assert.deepEqual([visit.report().complete, visit.report().level], [true, 'witnessed'])
})

test('with a link to another identifier nobody says that none is missing', async () => {
  const linked = new TestLog({ quorum: 'both', auditors: ['auditor'] })
  linked.add(ANNA, accessEvent(ANNA, 0, { kind: 'link', linked: BORIS }))
  linked.seal(NOW)
  const { visit } = await outcome({ log: linked })
  assert.deepEqual([visit.report().complete, visit.report().level], [true, 'witnessed'])
})

test('an old checkpoint waits, and after a day could not be checked', async () => {
  for (const [later, expected] of [
    [700, 'waiting'],
    [90_000, 'unchecked'],
  ] as const) {
    const pins = memoryPins()
    const { visit } = visitTo({ log }, pins, NOW + later)
    const page = await visit.open()
    await visit.settled()
    assert.deepEqual([page.verdict, visit.report().verdict, visit.report().code], [expected, expected, 'stale'])
    assert.equal(page.entries.length, 50)
    assert.equal(await visit.exportPin(), undefined)
    assert.equal(pins.texts.size, 0)
  }
})

test('what is not sealed yet is shown as waiting, and counts nowhere', async () => {
  const event = fromUtf8(accessEvent(ANNA, 500)(toBase64(new Uint8Array(32))))
  const { page, verdict, visit } = await outcome({ log, first: (honest) => ({ ...honest, pending: [{ event }] }) })
  assert.deepEqual([verdict, page.size, visit.report().covered], ['verified', 120, 50])
  assert.deepEqual(
    page.pending.map((entry) => [entry.verdict, entry.concealed]),
    [['waiting', 'withheld']],
  )
})

test('what waits and cannot be read is told, and the list is verified without it', async () => {
  const { page, verdict } = await outcome({ log, first: (honest) => ({ ...honest, pending: [{ event: '' }, { event: '{}' }] }) })
  assert.deepEqual([verdict, page.entries.length, page.pending.length, page.unreadable], ['verified', 50, 0, 2])
})

test('an event that is withheld counts, and has no proof file', async () => {
  const withhold = (page: FirstPage): FirstPage => {
    const entry = page.entries.at(-1)
    assert.ok(entry && 'event' in entry)
    const commitment = commitEvent(entry.nonce, entry.event)
    return { ...page, entries: [...page.entries.slice(0, -1), { logIndex: entry.logIndex, commitment, withheld: 'by-law' }] }
  }
  const { page, verdict, visit } = await outcome({ log, first: withhold })
  const [newest] = page.entries
  assert.ok(newest && 'withheld' in newest)
  assert.deepEqual([verdict, newest.withheld, visit.report().withheld], ['verified', 'by-law', { 'by-law': 1, retention: 0, erased: 0 }])
  assert.equal(await visit.proofFile(newest.logIndex), undefined)
})

test('no answer, or files that are not there, could not be checked: neither failed nor fine', async () => {
  const pages = await outcome({ log, offline: 'pages' })
  assert.deepEqual([pages.verdict, pages.code, pages.page.entries.length], ['unchecked', undefined, 0])
  const files = await outcome({ log, offline: 'files' })
  assert.deepEqual(
    [files.verdict, files.code, files.spotChecks.state, files.page.entries.length],
    ['unchecked', undefined, 'unchecked', 50],
  )
})

const change = (at: number, changed: Partial<OpenEntry>): Server => ({
  log,
  first: (page) => ({
    ...page,
    entries: page.entries.map((entry, i) => (i === at && 'event' in entry ? { ...entry, ...changed } : entry)),
  }),
})

test('an entry that is changed, dropped or somebody else’s does not match, and there is evidence', async () => {
  const servers: [Server, string][] = [
    [change(3, { nonce: new Uint8Array(32) }), 'root-mismatch'],
    [change(3, { event: utf8('{}') }), 'malformed'],
    [{ log, first: (page) => ({ ...page, entries: page.entries.slice(1) }) }, 'malformed'],
    [{ log, who: BORIS }, 'wrong-label'],
  ]
  for (const [server, expected] of servers) {
    const { verdict, code, page, visit, pins } = await outcome(server)
    assert.deepEqual([verdict, code, page.verdict], ['mismatch', expected, 'mismatch'])
    assert.ok(page.entries.every((entry) => entry.verdict === 'mismatch'))
    assert.ok((await visit.evidence())?.text.includes('"answer"'))
    assert.equal(pins.texts.size, 0)
    assert.equal((await visit.more({ from: 0, to: 10 })).verdict, 'mismatch')
  }
  const { entries } = (await outcome(change(3, { event: utf8('{}') }))).page
  const unreadable = entries.filter((entry) => 'withheld' in entry && entry.withheld === 'unreadable')
  assert.deepEqual([entries.length, unreadable.length], [50, 1], 'what cannot be read keeps its place')
})

test('an answer that is no page does not match; a fault of our own accuses nobody', async (t) => {
  const { verdict, code, page } = await outcome({ log, raw: utf8('<html>\n') })
  assert.deepEqual([verdict, code, page.verdict, page.entries.length], ['mismatch', 'malformed', 'mismatch', 0])
  const said = t.mock.method(console, 'error', () => {})
  const raw = printFirstPage(log.firstPage(ANNA))
  raw.indexOf = () => {
    raw.indexOf = Uint8Array.prototype.indexOf
    throw new TypeError('a fault')
  }
  const fault = await outcome({ log, raw })
  assert.deepEqual([fault.verdict, fault.code, await fault.visit.evidence()], ['unchecked', undefined, undefined])
  const later = await outcome({
    log,
    file: () => {
      throw new TypeError('a fault')
    },
  })
  assert.deepEqual([later.verdict, later.spotChecks.state], ['unchecked', 'unchecked'])
  assert.ok(said.mock.callCount() > 1)
})

test('a later page that does not match ends the visit’s verdict', async () => {
  const { visit } = visitTo({ log, later: (page) => ({ ...page, entries: page.entries.toReversed() }) })
  await visit.open()
  await visit.settled()
  assert.equal((await visit.more({ from: 20, to: 70 })).verdict, 'mismatch')
  assert.deepEqual([visit.report().verdict, visit.report().code], ['mismatch', 'malformed'])
})

test('files of the log that hold something else do not match', async () => {
  const wrong = (what: string): Server => ({
    log,
    file: (path, bytes) => (path.includes(what) ? bytes.with(5, (bytes[5] ?? 0) ^ 1) : bytes),
  })
  assert.deepEqual((await outcome(wrong('entries'))).verdict, 'mismatch')
  const tiles = await outcome(wrong('tile/0'))
  assert.deepEqual([tiles.verdict, tiles.spotChecks.state], ['mismatch', 'mismatch'])
  const { logIndex } = tiles.page.entries[0] ?? { logIndex: -1 }
  assert.equal(await tiles.visit.proofFile(logIndex), undefined)
  assert.equal(await tiles.visit.historyFile([logIndex]), undefined)
  const hurried = visitTo(wrong('tile/0')).visit
  await hurried.open()
  assert.equal(await hurried.entries([logIndex]), undefined, 'also for who asks before it is known')
})

test('what could not be looked up stays unchecked, whatever is found for a later page', async () => {
  const server: Server = { log, offline: 'files' }
  const { visit } = await outcome(server)
  delete server.offline
  await visit.more({ from: 20, to: 70 })
  await visit.settled()
  assert.deepEqual([visit.report().verdict, visit.report().spotChecks], ['unchecked', { state: 'unchecked', checked: 6 }])
})

test('spot checks ask for as many other places, for nothing twice, and for nothing that names the visitor', async () => {
  const large = new TestLog()
  addEntries(large, BORIS, 0, 700)
  addEntries(large, ANNA, 0, 3)
  large.seal(NOW)
  const { asked } = await outcome({ log: large })
  const bundles = asked.filter((path) => path.startsWith('tile/entries'))
  assert.ok(bundles.length > 1)
  assert.equal(new Set(asked).size, asked.length)
})

test('a log that grew meanwhile and keeps only full tiles is read as well', async () => {
  const grown = exampleLog()
  addEntries(grown, BORIS, 5, 300)
  grown.seal(NOW)
  const file = (path: string) => {
    if (path.includes('.p/')) throw new Unreachable('deleted')
    return grown.file(path)
  }
  const { verdict, spotChecks } = await outcome({ log, file })
  assert.deepEqual([verdict, spotChecks.state], ['verified', 'agreed'])
})

test('the drawn paths lead from the entry to the signed root', async () => {
  const { visit } = visitTo({ log })
  await loadAll(visit)
  const entry = (await visit.open()).entries[7]
  const proof = await visit.proofOf(entry?.logIndex ?? -1)
  assert.ok(proof)
  assert.deepEqual([proof.history.size, proof.log.size, proof.signatures.length], [120, log.entries.length, 5])
  assert.ok(proof.history.path.length > 5 && proof.log.path.every(({ side }) => side === 'left'))
  const up = (start: string, path: typeof proof.log.path, parent: (left: Hash, right: Hash) => Hash = nodeHash) =>
    path.reduce<Uint8Array>((hash, { side, hash: text }) => {
      const sibling = asHash(fromBase64(text))
      return side === 'left' ? parent(sibling, asHash(hash)) : parent(asHash(hash), sibling)
    }, fromBase64(start))
  assert.deepEqual(up(proof.history.leaf, proof.history.path), fromBase64(proof.history.root))
  const { label, headValue, path, root } = proof.map
  const slot = toBase64(mapLeafHash(asHash(fromBase64(label)), asHash(fromBase64(headValue))))
  assert.ok(path.length > 0)
  assert.deepEqual(up(slot, path, mapNodeHash), fromBase64(root))
  assert.deepEqual(up(toBase64(leafHash(log.entries[proof.log.mapEntryIndex] ?? utf8(''))), proof.log.path), fromBase64(proof.log.root))
  assert.equal(await visit.proofOf(999_999), undefined)
})

test('each signature is drawn as the log’s, a witness’s or an auditor’s', async () => {
  const { visit, page } = await outcome({ log: exampleLog({ quorum: 'both', auditors: ['auditor'] }) })
  const proof = await visit.proofOf(page.entries[0]?.logIndex ?? -1)
  const roles = new Map(proof?.signatures.map(({ name, role }) => [name, role]))
  assert.deepEqual(Object.fromEntries(roles), {
    [log.trust.origin]: 'log',
    'w1.example': 'witness',
    'w2.example': 'witness',
    'auditor.example': 'auditor',
  })
})

test('a tlog-proof of an entry verifies on its own', async () => {
  const { visit, page } = await outcome({ log })
  const { logIndex } = page.entries[0] ?? { logIndex: -1 }
  const file = await visit.proofFile(logIndex)
  assert.ok(file)
  const proof = parseTlogProof(file.text)
  verifyTlogProof(proof, leafHash(log.entries[logIndex] ?? utf8('')), log.trust.keys)
  assert.deepEqual(Object.keys(JSON.parse(new TextDecoder().decode(proof.extra))), ['event', 'nonce'])
  const offline = await outcome({ log, offline: 'files' })
  assert.equal(await offline.visit.proofFile(logIndex), undefined)
})

test('the whole history is saved after loading what is missing, and verifies on its own', async () => {
  const { visit, asked } = visitTo({ log: exampleLog({ quorum: 'both', auditors: ['auditor'] }) })
  const file = await visit.historyFile()
  assert.ok(file && !file.name.includes(ANNA.value))
  assert.equal(asked.filter((path) => path.startsWith('?head')).length, 1)
  const report = await verifyFile(utf8(file.text), exampleLog({ quorum: 'both', auditors: ['auditor'] }).trust)
  assert.deepEqual([report.verdict, report.kind === 'history' && [report.level, report.complete]], ['verified', ['replayed', true]])
  assert.deepEqual(
    report.entries.map(({ historyIndex }) => historyIndex),
    Array.from({ length: 120 }, (_, i) => 119 - i),
  )
})

test('a selection holds the chosen entries and no other, and asks for no page', async () => {
  const { visit, page, asked } = await outcome({ log })
  const chosen = page.entries.filter(({ historyIndex }) => historyIndex % 7 === 0 || historyIndex > 110)
  const before = asked.length
  const file = await visit.historyFile(chosen.map(({ logIndex }) => logIndex))
  assert.deepEqual(asked.slice(before), ['anchors'])
  const report = await verifyFile(utf8(file?.text ?? ''), log.trust)
  assert.ok(report.kind === 'history')
  assert.deepEqual([report.verdict, report.complete, report.size, report.covered], ['verified', false, 120, chosen.length])
  assert.deepEqual(
    report.entries.map(({ logIndex }) => logIndex),
    chosen.map(({ logIndex }) => logIndex),
  )
  assert.equal(parseSightlineFile(utf8(file?.text ?? '')).pages.length, 7)
})

test('all entries are given after loading what is missing, or the chosen ones, newest first, with the verdict of the visit', async () => {
  const { visit } = await outcome({ log })
  const all = (await visit.entries()) ?? []
  assert.deepEqual(
    all.map(({ historyIndex }) => historyIndex),
    Array.from({ length: 120 }, (_, i) => 119 - i),
  )
  assert.ok(all.every((entry) => entry.verdict === 'verified' && 'event' in entry && entry.event.actor?.name === 'Anna Berg'))
  const chosen = [all[0], all[100]].flatMap((entry) => entry?.logIndex ?? [])
  assert.deepEqual(
    (await visit.entries(chosen))?.map(({ logIndex }) => logIndex),
    chosen,
  )
  const middle = await outcome({ log })
  await middle.visit.more({ from: 0, to: 20 })
  assert.deepEqual(await middle.visit.entries(), all, 'also where an older part was loaded first')
  const hurried = visitTo({ log }).visit
  await hurried.open()
  assert.equal((await hurried.entries(chosen.slice(0, 1)))?.length, 1, 'also for who asks before the spot checks are done')
  const tiles = await outcome({ log, offline: 'files' })
  assert.deepEqual(new Set((await tiles.visit.entries())?.map(({ verdict }) => verdict)), new Set(['unchecked']))
})

test('a list of which a part cannot be had is not saved', async () => {
  const server: Server = { log }
  const { visit } = await outcome(server)
  server.offline = 'pages'
  assert.equal(await visit.historyFile(), undefined)
  assert.equal(await visit.entries(), undefined)
  assert.equal(visit.report().verdict, 'verified')
})

test('what is not proven is not saved', async () => {
  const fails = async (server: Server) => {
    assert.equal(await (await outcome(server)).visit.historyFile(), undefined)
    assert.equal(await (await outcome(server)).visit.entries(), undefined)
  }
  await fails({ log, offline: 'pages' })
  await fails(change(3, { nonce: new Uint8Array(32) }))
  await fails({ log, later: (page) => ({ ...page, entries: page.entries.toReversed() }) })
  const unsealed = exampleLog({ quorum: 'both' })
  unsealed.sign(NOW, 1)
  await fails({ log: unsealed })
})

test('a returning visitor sends sizes, and is told since when nothing was lost', async () => {
  const pins = memoryPins()
  const growing = exampleLog()
  const before = { logSize: growing.entries.length, size: 120, time: NOW }
  await outcome({ log: growing }, pins)
  assert.equal(pins.texts.size, 1)
  assert.ok(![...pins.texts.entries()].flat().some((text) => text.includes(ANNA.value)))
  addEntries(growing, ANNA, 120, 123)
  growing.seal(NOW)
  const { visit, verdict, asked } = await outcome({ log: growing }, pins)
  assert.equal(asked[0], `?pin=${before.logSize}.120`)
  assert.deepEqual([verdict, visit.report().returning], ['verified', before])
  await visit.forget()
  assert.equal(pins.texts.size, 0)
})

test('somebody else’s pin on the same device is not sent', async () => {
  const pins = memoryPins()
  pins.texts.set('of Boris', printProofPart(log.firstPage(BORIS).proof))
  const { asked, verdict } = await outcome({ log }, pins)
  assert.deepEqual([asked[0], verdict, pins.texts.size], ['', 'verified', 2])
})

test('a server that is behind is stale, and the pin stays', async () => {
  const pins = memoryPins()
  const behind = new TestLog()
  addEntries(behind, ANNA, 0, 90)
  behind.seal(NOW)
  await outcome({ log }, pins)
  const kept = [...pins.texts.values()]
  const { verdict, code } = await outcome({ log: behind }, pins)
  assert.deepEqual([verdict, code, [...pins.texts.values()]], ['waiting', 'stale', kept])
})

/** The same keys, and entry 40 of Anna another one. */
function forkedLog(entries: number): TestLog {
  const fork = new TestLog()
  for (let n = 0; n < 90; n++) fork.add(ANNA, accessEvent(ANNA, n === 40 ? 4040 : n), NAME)
  fork.seal(NOW - 60)
  addEntries(fork, BORIS, 0, 5)
  addEntries(fork, ANNA, 90, entries)
  fork.seal(NOW)
  return fork
}

test('a fork of the same size is forked, and the evidence is both checkpoints', async () => {
  const pins = memoryPins()
  await outcome({ log }, pins)
  const { verdict, code, visit } = await outcome({ log: forkedLog(120) }, pins)
  assert.deepEqual([verdict, code], ['mismatch', 'forked'])
  const evidence = parseEvidence((await visit.evidence())?.text ?? '')
  assert.ok('pinned' in evidence && verifyContradiction(evidence, log.trust))
})

test('a larger fork is inconsistent: split lists of log and history show two histories', async () => {
  const pins = memoryPins()
  await outcome({ log }, pins)
  const { code, visit } = await outcome({ log: forkedLog(140) }, pins)
  assert.equal(code, 'inconsistent')
  const evidence = parseEvidence((await visit.evidence())?.text ?? '')
  assert.ok('pinned' in evidence && evidence.log && evidence.history?.split)
  verifyContradiction(evidence, log.trust)
})

test('a fork whose files cannot be had is shown by its history alone', async () => {
  const pins = memoryPins()
  await outcome({ log }, pins)
  const { code, visit } = await outcome({ log: forkedLog(140), offline: 'files' }, pins)
  const evidence = parseEvidence((await visit.evidence())?.text ?? '')
  assert.ok('pinned' in evidence && !evidence.log && evidence.history?.split)
  assert.equal(code, 'inconsistent')
  verifyContradiction(evidence, log.trust)
})

test('evidence of a contradiction is kept beyond the visit, and holds nothing personal; other evidence is not kept', async () => {
  const pins = memoryPins()
  await outcome(change(3, { nonce: new Uint8Array(32) }), pins)
  await outcome({ log }, pins)
  assert.deepEqual(await (await outcome({ log }, pins)).visit.keptEvidence(), [])
  await outcome({ log: forkedLog(140) }, pins)
  const { visit } = await outcome({ log }, pins)
  const [kept, ...more] = await visit.keptEvidence()
  assert.ok(kept && more.length === 0)
  assert.deepEqual([visit.report().verdict, kept.code, kept.at], ['verified', 'inconsistent', NOW])
  for (const personal of [ANNA.value, 'Anna Berg', 'vrfProof']) assert.ok(!kept.file.text.includes(personal))
  await pins.keepEvidence('{}')
  assert.equal((await visit.keptEvidence()).length, 1)
  await visit.forget()
  assert.deepEqual(await visit.keptEvidence(), [])
})

test('a consistency proof that is only broken accuses nobody of more', async () => {
  const pins = memoryPins()
  const growing = exampleLog()
  await outcome({ log: growing }, pins)
  addEntries(growing, ANNA, 120, 140)
  growing.seal(NOW)
  const broken = await outcome(
    {
      log: growing,
      first: (page) => ({
        ...page,
        consistency: { log: page.consistency?.log.map(() => asHash(new Uint8Array(32))) ?? [], history: page.consistency?.history ?? [] },
      }),
    },
    pins,
  )
  assert.deepEqual([broken.verdict, broken.code], ['mismatch', 'root-mismatch'])
})

test('a pin is carried to another device, and checked there', async () => {
  const { visit: old } = await outcome({ log })
  const file = await old.exportPin()
  assert.ok(file && !file.text.includes(ANNA.value))
  const growing = exampleLog()
  addEntries(growing, ANNA, 120, 140)
  growing.seal(NOW)
  const here = await outcome({ log: growing })
  assert.equal(await here.visit.importPin(file.text), 'older')
  assert.deepEqual([here.visit.report().verdict, here.visit.report().returning?.size], ['verified', 120])
  assert.equal(await here.visit.importPin('{}'), 'malformed')
  const forked = await outcome({ log: forkedLog(140) })
  assert.equal(forked.verdict, 'verified')
  await forked.visit.importPin(file.text)
  assert.deepEqual([forked.visit.report().verdict, forked.visit.report().code], ['mismatch', 'inconsistent'])
  const behind = await outcome({ log })
  const larger = await here.visit.exportPin()
  assert.equal(await behind.visit.importPin(larger?.text ?? ''), 'imported')
  assert.deepEqual([...behind.pins.texts.values()], [larger?.text])
  const others = await outcome({ log: new TestLog({ seed: 'other' }), offline: 'pages' })
  assert.equal(await others.visit.importPin(file.text), 'not-ours')
})

test('pins that cannot be read are no pins', async () => {
  const pins = memoryPins()
  pins.texts.set('x', 'not a pin')
  assert.equal((await outcome({ log }, pins)).verdict, 'verified')
  const broken = { ...memoryPins(), all: () => Promise.reject(new Error('no storage')) }
  assert.equal((await outcome({ log }, broken)).verdict, 'verified')
})
