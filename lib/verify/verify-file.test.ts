import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commitEvent } from '#lib/history/entry.ts'
import { printEvidence } from '#lib/history/evidence.ts'
import { printLaterPage } from '#lib/history/page.ts'
import { TestLog } from '#lib/history/testing.ts'
import { concat, fromUtf8, toBase64, utf8 } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { parseTlogProof, printTlogProof } from '#lib/tlog/tlog-proof.ts'
import { parseSightlineFile, printSightlineFile, type SightlineFile } from './sightline-file.ts'
import { ANNA, accessEvent, addEntries, BORIS, memoryPins, NAME, NOW, visitTo } from './testing.ts'
import { type FileReport, type HistoryFileReport, verifyFile } from './verify-file.ts'

type Options = ConstructorParameters<typeof TestLog>[0]

function logOf(entries: number, options?: Options): TestLog {
  const log = new TestLog(options)
  addEntries(log, ANNA, 0, entries)
  addEntries(log, BORIS, 0, 3)
  log.seal(NOW)
  return log
}

const log = logOf(12)
const { trust, trustText } = log

/** What a browser saves: pages [0, 5) and [5, 12) of this log, unless something else is said. */
function fileOf(of: TestLog = log, more: Partial<SightlineFile> = {}): SightlineFile {
  const size = of.person(ANNA).entries.length
  const ranges =
    size === 0
      ? []
      : [
          { from: 0, to: 5 },
          { from: 5, to: size },
        ]
  return {
    anchors: [],
    identifier: ANNA,
    pages: ranges.map((range) => printLaterPage(of.laterPage(ANNA, range))),
    proof: of.firstPage(ANNA).proof,
    savedAt: NOW,
    trust: of.trustText,
    ...more,
  }
}

async function check(file: SightlineFile, by = trust): Promise<HistoryFileReport> {
  const report = await verifyFile(printSightlineFile(file), by)
  assert.ok(report.kind === 'history')
  return report
}

test('a whole history is verified, newest first, and says when it was sealed', async () => {
  const report = await check(fileOf())
  assert.deepEqual([report.verdict, report.complete, report.covered, report.size, report.level], ['verified', true, 12, 12, 'sealed'])
  assert.deepEqual([report.checkpoint?.time, report.savedAt, report.fileTrust?.same], [NOW, NOW, true])
  const [newest] = report.entries
  assert.ok(newest && 'event' in newest)
  assert.deepEqual([report.entries.length, newest.historyIndex, newest.event.actor?.name], [12, 11, 'Anna Berg'])
})

test('a file is never stale: what it shows is when it was sealed', async () => {
  const old = logOf(6)
  old.sign(1_000_000)
  assert.deepEqual([(await check(fileOf(old))).verdict, (await check(fileOf(old))).checkpoint?.time], ['verified', 1_000_000])
})

test('a file without enough cosignatures is not verified', async () => {
  const unsealed = logOf(6, { quorum: 'both' })
  unsealed.sign(NOW, 2)
  const report = await check(fileOf(unsealed), unsealed.trust)
  assert.deepEqual([report.verdict, report.code], ['waiting', 'quorum-not-met'])
})

test('“replayed” needs an auditor’s signature, the whole history, and no link to another', async () => {
  const options = { quorum: 'both', auditors: ['auditor'] } as const
  const audited = logOf(6, options)
  assert.equal((await check(fileOf(audited), audited.trust)).level, 'replayed')
  assert.equal((await check(fileOf(audited, { pages: fileOf(audited).pages.slice(1) }), audited.trust)).level, 'witnessed')
  const linked = new TestLog(options)
  for (let n = 0; n < 6; n++) linked.add(ANNA, accessEvent(ANNA, n, n === 3 ? { kind: 'link', linked: BORIS } : {}), NAME)
  linked.seal(NOW)
  const report = await check(fileOf(linked), linked.trust)
  assert.deepEqual([report.verdict, report.linked, report.level], ['verified', true, 'witnessed'])
})

test('a selection is verified and says of how many', async () => {
  const pages = [
    { from: 2, to: 3 },
    { from: 7, to: 9 },
  ].map((range) => printLaterPage(log.laterPage(ANNA, range)))
  const report = await check(fileOf(log, { pages }))
  assert.deepEqual([report.verdict, report.complete, report.covered, report.size], ['verified', false, 3, 12])
})

test('that nobody has looked is proven by a file without pages', async () => {
  const nobody = new TestLog()
  addEntries(nobody, BORIS, 0, 3)
  nobody.seal(NOW)
  const report = await check(fileOf(nobody))
  assert.deepEqual([report.verdict, report.complete, report.size, report.entries.length], ['verified', true, 0, 0])
})

test('withheld and erased entries count, and what no entry explains is named', async () => {
  const page = log.laterPage(ANNA, { from: 0, to: 12 })
  const gone = page.entries[4]
  assert.ok(gone && 'event' in gone)
  const { logIndex, nonce, event } = gone
  const entries = page.entries.with(4, { logIndex, commitment: commitEvent(nonce, event), withheld: 'erased' })
  const report = await check(fileOf(log, { pages: [printLaterPage({ ...page, entries })] }))
  assert.deepEqual([report.verdict, report.withheld.erased, report.unexplainedErasures], ['verified', 1, [logIndex]])
})

test('another person’s name on it, pages that repeat or go back, and pages of another head do not match', async () => {
  const { pages } = fileOf()
  const [first = new Uint8Array(), second = new Uint8Array()] = pages
  const cases: [Partial<SightlineFile>, string][] = [
    [{ identifier: BORIS }, 'wrong-label'],
    [{ identifier: { system: '', value: '' } }, 'malformed'],
    [{ pages: [second, first] }, 'malformed'],
    [{ pages: [first, first] }, 'malformed'],
    [{ pages: fileOf(logOf(11)).pages }, 'root-mismatch'],
    [{ proof: logOf(11).firstPage(ANNA).proof }, 'root-mismatch'],
    [{ pages: fileOf(logOf(12, { seed: 'x' })).pages }, 'root-mismatch'],
  ]
  for (const [more, code] of cases) {
    const report = await check(fileOf(log, more))
    assert.deepEqual([report.verdict, report.code, report.entries.length], ['mismatch', code, 0])
  }
})

test('the verifier’s own trust file counts; that of the file is compared, and believed in nothing', async () => {
  const strangers = logOf(6, { seed: 'strangers' })
  const theirs = await check(fileOf(strangers))
  assert.deepEqual([theirs.verdict, theirs.code, theirs.fileTrust?.same], ['unchecked', 'unknown-log', false])
  assert.deepEqual([theirs.trustFingerprint, theirs.fileTrust?.fingerprint], [trust.fingerprint, strangers.trust.fingerprint])
  const renewed = await check(fileOf(log, { trust: 'what I believed' }))
  assert.deepEqual([renewed.verdict, renewed.fileTrust?.same], ['verified', false])
})

test('anchors are kept to the byte, and one that does not verify accuses itself alone', async () => {
  const anchors = [{ anchor: { b: 1, a: [{ z: 'ö' }] }, consistency: log.firstPage(ANNA).proof.mapEntryProof }]
  const bytes = printSightlineFile(fileOf(log, { anchors }))
  assert.deepEqual(printSightlineFile(parseSightlineFile(bytes)), bytes)
  const report = await check(fileOf(log, { anchors }))
  assert.deepEqual([report.verdict, report.anchors], ['verified', [{ verdict: 'mismatch', code: 'malformed' }]])
})

test('what is not printed back, cut short or continued is no file', () => {
  const text = fromUtf8(printSightlineFile(fileOf()))
  const refused = (changed: string) => assert.throws(() => parseSightlineFile(utf8(changed)), refusal('malformed'))
  refused(text.replace('"pages":[5,7]', '"pages":[7,5,1]'))
  refused(text.replace('"pages":[5,7]', '"pages":[5, 7]'))
  refused(text.replace('"pages":[5,7]', '"pages":[5,7,0]'))
  refused(text.replace('"pages":[5,7]', '"pages":[5]'))
  refused(text.replace('"pages":[5,7]', '"pages":[1001]'))
  refused(text.replace('"v":1', '"v":2'))
  refused(text.replace('"anchors":[]', '"anchors":[1]'))
  refused(text.slice(0, -1))
  refused(`${text}\n`)
  refused(text.slice(0, text.indexOf('\n')))
  assert.throws(() => parseSightlineFile(utf8(text.slice(0, text.indexOf('\n')))), /begins with a line/)
})

test('a page of none or too many entries, and more pages or anchors than we read, are refused', () => {
  const header = fromUtf8(printSightlineFile(fileOf(log, { pages: [] })))
  const refused = (pages: readonly number[]) => {
    const lines = '\n'.repeat(pages.reduce((sum, entries) => sum + entries + 1, 0))
    const file = utf8(header.replace('"pages":[]', `"pages":${JSON.stringify(pages)}`) + lines)
    assert.throws(() => parseSightlineFile(file), refusal('malformed'))
  }
  refused([0])
  refused([1001])
  refused(Array.from({ length: 10_001 }, () => 1))
  const anchors = Array.from({ length: 1001 }, () => ({ anchor: {}, consistency: [] }))
  assert.throws(() => parseSightlineFile(printSightlineFile(fileOf(log, { anchors }))), refusal('malformed'))
})

test('a file that is too long is not read', async () => {
  const bytes = new Uint8Array(64 * 1024 * 1024 + 1)
  bytes.set(printSightlineFile(fileOf()))
  assert.equal((await verifyFile(bytes, trust)).kind, 'unknown')
})

test('any byte that is changed is found, or is one that proves nothing', async () => {
  const small = logOf(6)
  const bytes = printSightlineFile(fileOf(small, { anchors: [{ anchor: {}, consistency: [] }] }))
  const genuine = await verifyFile(bytes, small.trust)
  const shown = ({ entries, verdict }: FileReport) => JSON.stringify({ entries, verdict })
  const text = fromUtf8(bytes)
  /** The file's own trust and time are information; a line of nobody's key in the note is ignored; cosignatures are not asked for here. */
  const free = (at: number) =>
    within(text, at, /"savedAt":\d+/) || within(text, at, /"trust":".*","v"/) || within(text, at, /— (?:grease|w1|w2|auditor)[^—]*/g)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const report = await verifyFile(bytes.with(at, (bytes[at] ?? 0) ^ flip), small.trust)
      if (report.verdict === 'verified') {
        assert.ok(free(text.length === bytes.length ? at : characterAt(bytes, at)), `byte ${at}`)
        assert.equal(shown(report), shown(genuine))
      }
    }),
    { numRuns: 300 },
  )
})

function within(text: string, at: number, what: RegExp): boolean {
  return [...text.matchAll(new RegExp(what.source, 'g'))].some(({ index, 0: found }) => index <= at && at < index + found.length)
}

function characterAt(bytes: Uint8Array, at: number): number {
  return new TextDecoder().decode(bytes.subarray(0, at)).length
}

test('progress is told and waited for, page by page', async () => {
  const said: [number, number][] = []
  await verifyFile(printSightlineFile(fileOf()), trust, async (done, total) => {
    await new Promise(setImmediate)
    said.push([done, total])
  })
  assert.deepEqual(said, [
    [5, 12],
    [12, 12],
  ])
})

async function tlogProofOf(of: TestLog): Promise<string> {
  const { visit } = visitTo({ log: of }, memoryPins())
  const page = await visit.open()
  await visit.settled()
  return (await visit.proofFile(page.entries[0]?.logIndex ?? 0))?.text ?? ''
}

test('a tlog-proof shows one entry, and is never “replayed”', async () => {
  const audited = logOf(6, { quorum: 'both', auditors: ['auditor'] })
  const report = await verifyFile(utf8(await tlogProofOf(audited)), audited.trust)
  assert.ok(report.kind === 'entry')
  assert.deepEqual(
    [report.verdict, report.level, report.entries.length, report.checkpoint?.time, report.checkpoint?.timeIs],
    ['verified', 'witnessed', 1, NOW, 'witnessed'],
  )
  const unsealed = logOf(6, { quorum: 'both' })
  const text = await tlogProofOf(unsealed)
  unsealed.sign(NOW, 1)
  const waiting = printTlogProof({ ...parseTlogProof(text), checkpoint: utf8(unsealed.note) })
  assert.equal((await verifyFile(utf8(waiting), unsealed.trust)).verdict, 'waiting')
})

test('a tlog-proof of another entry, place or log does not match, and one without its entry could not be checked', async () => {
  const proof = parseTlogProof(await tlogProofOf(log))
  const outcome = async (changed: Partial<typeof proof>) => {
    const { verdict, code } = await verifyFile(utf8(printTlogProof({ ...proof, ...changed })), trust)
    return [verdict, code]
  }
  const { event } = JSON.parse(fromUtf8(proof.extra ?? new Uint8Array())) as { event: string }
  const extra = (members: object) => utf8(JSON.stringify(members))
  const nonce = toBase64(new Uint8Array(32))
  assert.deepEqual(await outcome({ index: proof.index - 1 }), ['mismatch', 'not-included'])
  assert.deepEqual(await outcome({ extra: extra({ event, nonce }) }), ['mismatch', 'not-included'])
  assert.deepEqual(await outcome({ extra: extra({ event, nonce, more: 1 }) }), ['mismatch', 'malformed'])
  assert.deepEqual(await outcome({ extra: utf8('age') }), ['mismatch', 'malformed'])
  const ed25519Only = fromUtf8(proof.checkpoint).split('\n').slice(0, 5).join('\n')
  assert.deepEqual(await outcome({ checkpoint: utf8(`${ed25519Only}\n`) }), ['mismatch', 'bad-signature'])
  const { extra: _, ...bare } = proof
  const report = await verifyFile(utf8(printTlogProof(bare)), trust)
  assert.deepEqual([report.kind, report.verdict, report.code], ['entry', 'unchecked', undefined])
})

test('evidence of a fork is verified; made-up evidence is unmasked; an answer accuses nobody', async () => {
  const other = logOf(12, { seed: 'test' })
  other.add(ANNA, accessEvent(ANNA, 99), NAME)
  other.seal(NOW)
  const fork = new TestLog()
  addEntries(fork, BORIS, 0, 15)
  fork.seal(NOW)
  const noted = { at: NOW, trustFingerprint: trust.fingerprint }
  const outcome = async (evidence: Parameters<typeof printEvidence>[0]) => {
    const report = await verifyFile(utf8(printEvidence(evidence)), trust)
    assert.ok(report.kind === 'evidence')
    return report
  }
  const proven = await outcome({ ...noted, code: 'forked', pinned: log.note, shown: fork.note })
  assert.deepEqual([proven.verdict, proven.found, proven.shown?.size, proven.at], ['verified', 'forked', log.entries.length, NOW])
  const madeUp = await outcome({ ...noted, code: 'forked', pinned: log.note, shown: log.note })
  assert.deepEqual([madeUp.verdict, madeUp.code], ['mismatch', 'malformed'])
  const answer = await outcome({ ...noted, code: 'root-mismatch', answer: concat(...fileOf().pages.slice(0, 1)) })
  assert.deepEqual([answer.verdict, answer.code, answer.found, answer.entries.length], ['unchecked', undefined, 'root-mismatch', 5])
  assert.equal((await outcome({ ...noted, code: 'malformed', answer: utf8('nothing') })).entries.length, 0)
})

test('anything else is no file of ours, and could not be checked', async () => {
  for (const text of ['', 'a photograph', '{"pins":[]}', trustText]) {
    const report = await verifyFile(utf8(text), trust)
    assert.deepEqual([report.kind, report.verdict, report.code], ['unknown', 'unchecked', undefined])
  }
})
