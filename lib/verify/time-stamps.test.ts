import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { TestLog } from '#lib/history/testing.ts'
import { printAnchor } from '#lib/timestamp/anchor.ts'
import { printAnchorName, sourceOf } from '#lib/timestamp/anchor-name.ts'
import { OP_SHA_256, printProof } from '#lib/timestamp/opentimestamps.ts'
import { type TestAuthority, testAuthority, testToken } from '#lib/timestamp/testing.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'
import { parseSightlineFile, printSightlineFile } from './sightline-file.ts'
import { ANNA, addEntries, memoryPins, NOW, type Server, visitTo } from './testing.ts'
import { verifyFile } from './verify-file.ts'

const URL = 'https://tsa.example/'
const AT = Math.floor(Date.parse('2026-08-06T14:30:00Z') / 1000)
const numberOf = (text: string) => Number(text.split('\n')[1])

describe('a time stamp', () => {
  let tsa: TestAuthority
  let log: TestLog
  let old: string
  before(async () => {
    tsa = await testAuthority('Stamps of Tartu')
    log = logOf('test')
    old = log.text
    addEntries(log, ANNA, 10, 20)
    log.seal(NOW)
  })
  /** Anna has 10 entries: the first ones of the log after its map entry. */
  function logOf(seed: string): TestLog {
    const made = new TestLog({ seed, authorities: [tsa.der] })
    addEntries(made, ANNA, 0, 10)
    made.seal(NOW - 60)
    return made
  }
  type Made = { readonly size?: number; readonly url?: string; readonly by?: TestAuthority; readonly at?: string; readonly state?: number }
  /** Name and file of a stamp of a text. */
  async function stamp(
    text: string,
    { by = tsa, url = URL, size = numberOf(text), at = '2026-08-06T14:30:00.000Z', state = AT }: Made = {},
  ) {
    const token = await testToken(by, { imprint: sha256(utf8(text)), at })
    const name = printAnchorName({ size, kind: 'rfc3161', source: sourceOf('rfc3161', url), state: { time: state } })
    return [name, printAnchor({ kind: 'rfc3161', text, token, url })] as const
  }
  /** Name and file of what a calendar has promised of a text. */
  const waiting = (text: string) => {
    const uri = 'https://calendar.example'
    const timestamp = { message: sha256(utf8(text)), branches: [{ attestation: { kind: 'pending', uri } }] } as const
    const token = printProof({ hash: OP_SHA_256, timestamp })
    const name = printAnchorName({
      size: numberOf(text),
      kind: 'opentimestamps',
      source: sourceOf('opentimestamps', uri),
      state: 'pending',
    })
    return [name, printAnchor({ kind: 'opentimestamps', text, token, url: uri })] as const
  }
  const served = (...stamps: (readonly [string, string])[]) => {
    const files = new Map(stamps)
    return (path: string) =>
      path === 'anchors'
        ? [...files.keys()]
            .sort()
            .map((name) => `${name}\n`)
            .join('')
        : files.get(path.replace('anchors/', ''))
  }
  async function visiting(server: Partial<Server>) {
    const opened = visitTo({ log, ...server }, memoryPins())
    await opened.visit.open()
    await opened.visit.settled()
    return opened
  }

  test('is claimed by the index, checked on demand, and covers what was sealed before it', async () => {
    const { visit } = await visiting({ anchors: served(await stamp(old)) })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'existed-before', time: AT })
    assert.deepEqual(await visit.checkTimeStamp(3), {
      verdict: 'verified',
      says: 'existed-before',
      time: AT,
      by: 'Stamps of Tartu',
      kind: 'rfc3161',
      blocks: [],
      size: numberOf(old),
    })
    assert.deepEqual(await visit.timeStampOf(15), { says: 'nothing' })
    assert.deepEqual(await visit.checkTimeStamp(15), { verdict: 'none' })
    assert.equal(await visit.checkTimeStamp(999), undefined) // no entry of this visit
  })

  test('stands in a saved file, with the way to its checkpoint, and verifies there offline', async () => {
    const { visit } = await visiting({ anchors: served(await stamp(old), await stamp(log.text)) })
    const stampsIn = async (logIndexes?: readonly number[]) => {
      const report = await verifyFile(utf8((await visit.historyFile(logIndexes))?.text ?? ''), log.trust)
      assert.ok(report.kind === 'history' && report.verdict === 'verified')
      return report.anchors
    }
    const proven = (text: string) => [
      { verdict: 'verified', size: numberOf(text), time: AT, says: 'existed-before', by: 'Stamps of Tartu', blocks: [] },
    ]
    assert.deepEqual(await stampsIn([2, 3]), proven(old))
    assert.deepEqual(await stampsIn(), proven(log.text))
  })

  test('that does not verify, or cannot be fetched, is left out of a saved file', async () => {
    const stranger = await testAuthority('Stranger')
    for (const anchors of [served(await stamp(log.text, { by: stranger })), () => '0000000000000005.rfc3161.3f9a01c7d2e4b6a8.5\n']) {
      const { visit } = await visiting({ anchors })
      const report = await verifyFile(utf8((await visit.historyFile())?.text ?? ''), log.trust)
      assert.deepEqual([report.verdict, report.kind === 'history' && report.anchors], ['verified', []])
    }
  })

  test('of a later tree than the file’s, or that waits for Bitcoin, is not put into it', async () => {
    const later = logOf('test')
    addEntries(later, ANNA, 10, 30)
    later.seal(NOW)
    const { visit } = await visiting({ anchors: served(await stamp(old), await stamp(later.text), waiting(log.text)) })
    const report = await verifyFile(utf8((await visit.historyFile())?.text ?? ''), log.trust)
    assert.ok(report.kind === 'history')
    assert.deepEqual(
      report.anchors.map((anchor) => anchor.verdict === 'verified' && anchor.size),
      [numberOf(old)],
    )
  })

  test('in a file that was made for another tree is a mismatch of its own', async () => {
    const { visit } = await visiting({ anchors: served(await stamp(old)) })
    const file = parseSightlineFile(utf8((await visit.historyFile([2, 3]))?.text ?? ''))
    const [anchor] = file.anchors
    assert.ok(anchor)
    const changed = { ...file, anchors: [{ ...anchor, consistency: [...anchor.consistency].reverse() }] }
    const report = await verifyFile(printSightlineFile(changed), log.trust)
    assert.deepEqual(
      [report.verdict, report.kind === 'history' && report.anchors],
      ['verified', [{ verdict: 'mismatch', code: 'root-mismatch' }]],
    )
  })

  test('of the visit’s own checkpoint needs no further proof', async () => {
    const { visit } = await visiting({ anchors: served(await stamp(log.text)) })
    assert.equal((await visit.checkTimeStamp(15))?.verdict, 'verified')
  })

  test('that was made after the visit began counts as well', async () => {
    const growing = logOf('test')
    const anchors = new Map<string, string>()
    const { visit } = await visiting({ log: growing, anchors: (path) => served(...anchors)(path) })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'nothing' })
    addEntries(growing, ANNA, 10, 400)
    growing.seal(NOW)
    anchors.set(...(await stamp(growing.text)))
    assert.deepEqual(await visit.timeStampOf(3), { says: 'existed-before', time: AT })
    assert.equal((await visit.checkTimeStamp(3))?.verdict, 'verified')
  })

  test('of another tree does not match, whether larger, smaller or as large, and the list is not accused', async () => {
    const other = new TestLog({ seed: 'test', authorities: [tsa.der] })
    addEntries(other, ANNA, 50, 60)
    other.seal(NOW)
    const texts = [other.text]
    addEntries(other, ANNA, 60, 70)
    other.seal(NOW)
    texts.push(other.text)
    addEntries(other, ANNA, 70, 80)
    other.seal(NOW)
    texts.push(other.text)
    for (const text of texts) {
      const { visit } = await visiting({ anchors: served(await stamp(text)) })
      assert.deepEqual(await visit.checkTimeStamp(3), { verdict: 'mismatch', code: 'root-mismatch' }, text)
      assert.equal(visit.report().verdict, 'verified')
    }
  })

  test('by nobody whom the trust file names, or over something else, does not match', async () => {
    const stranger = await testAuthority('Stamps of Tartu')
    const { visit } = await visiting({ anchors: served(await stamp(old, { by: stranger })) })
    assert.deepEqual(await visit.checkTimeStamp(3), { verdict: 'mismatch', code: 'unknown-authority' })
    const [name, file] = await stamp(old)
    const moved = await visiting({ anchors: served([name, file.replace(JSON.stringify(old), JSON.stringify(log.text))]) })
    assert.deepEqual(await moved.visit.checkTimeStamp(3), { verdict: 'mismatch', code: 'wrong-imprint' })
    assert.equal(moved.visit.report().verdict, 'verified')
  })

  test('under the name of a larger tree covers nothing more', async () => {
    const { visit } = await visiting({ anchors: served(await stamp(old, { size: 900 })) })
    assert.deepEqual(await visit.checkTimeStamp(15), { verdict: 'mismatch', code: 'malformed' })
  })

  test('is one of this very entry: where the public log holds another one, it says nothing', async () => {
    const { visit } = visitTo({
      log,
      anchors: served(await stamp(log.text)),
      file: (path, bytes) => (path.startsWith('tile/0') ? bytes.map((b) => b ^ 1) : bytes),
    })
    await visit.open()
    assert.deepEqual(await visit.checkTimeStamp(3), { verdict: 'mismatch', code: 'root-mismatch' })
  })

  test('that cannot be reached could not be checked', async () => {
    const [name] = await stamp(old)
    const { visit } = await visiting({ anchors: (path) => (path === 'anchors' ? `${name}\n` : undefined) })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'existed-before', time: AT })
    assert.deepEqual(await visit.checkTimeStamp(3), { verdict: 'unchecked' })
    const offline = await visiting({})
    assert.deepEqual(await offline.visit.timeStampOf(3), { says: 'unknown', verdict: 'unchecked' })
    assert.deepEqual(await offline.visit.checkTimeStamp(3), { verdict: 'unchecked' })
  })

  test('of an index that is none does not match', async () => {
    const { visit } = await visiting({ anchors: () => '<html>\n' })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'unknown', verdict: 'mismatch' })
    assert.deepEqual(await visit.checkTimeStamp(3), { verdict: 'mismatch', code: 'malformed' })
  })

  test('that verifies counts, although a better one was promised that does not', async () => {
    const stranger = await testAuthority('Stranger')
    const early = await stamp(old, { by: stranger, state: AT - 1, url: 'https://other.example' })
    const { visit } = await visiting({ anchors: served(early, await stamp(old)) })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'existed-before', time: AT - 1 })
    const checked = await visit.checkTimeStamp(3)
    assert.ok(checked?.verdict === 'verified' && checked.time === AT)
  })

  test('that waits for Bitcoin promises no time', async () => {
    const { visit } = await visiting({ anchors: served(waiting(old)) })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'waiting-for-bitcoin' })
    const checked = await visit.checkTimeStamp(3)
    assert.ok(checked?.verdict === 'verified' && checked.says === 'waiting-for-bitcoin' && checked.time === undefined)
  })

  test('is looked for page by page, without saying which entry it is for', async () => {
    const [name, file] = await stamp(old)
    const later = Array.from({ length: 2500 }, (_, i) =>
      printAnchorName({ size: 1000 + i, kind: 'rfc3161', source: sourceOf('rfc3161', URL), state: { time: AT + i } }),
    )
    const names = [name, ...later]
    const anchors = (path: string) => {
      if (path === `anchors/${name}`) return file
      const end = path === 'anchors' ? names.length : names.findIndex((each) => Number(each.slice(0, 16)) >= Number(path.split('=')[1]))
      return names
        .slice(Math.max(0, end - 1000), end)
        .map((each) => `${each}\n`)
        .join('')
    }
    const { visit, asked } = await visiting({ anchors })
    assert.equal((await visit.checkTimeStamp(3))?.verdict, 'verified')
    assert.equal((await visit.checkTimeStamp(5))?.verdict, 'verified')
    assert.deepEqual(
      asked.filter((path) => path.startsWith('anchors') && !path.startsWith('anchors/')),
      ['anchors', 'anchors?before=2500', 'anchors?before=1500'],
    )
  })

  test('is not looked for in an index that is too long, or that always says the same', async () => {
    const [name] = await stamp(old, { size: 500 })
    const long = await visiting({ anchors: () => `${name}\n`.repeat(5000) })
    assert.deepEqual(await long.visit.timeStampOf(3), { says: 'unknown', verdict: 'mismatch' })
    const same = await visiting({ anchors: () => `${name}\n`.repeat(1000) })
    assert.deepEqual(await same.visit.timeStampOf(3), { says: 'existed-before', time: AT })
    assert.equal(same.asked.filter((path) => path.startsWith('anchors')).length, 2)
  })

  test('is not looked for in an index without end', async () => {
    const anchors = (path: string) => {
      const end = path === 'anchors' ? 2 ** 40 : Number(path.split('=')[1])
      return Array.from({ length: 1000 }, (_, i) =>
        printAnchorName({ size: end - 1000 + i, kind: 'rfc3161', source: sourceOf('rfc3161', URL), state: { time: 1 } }),
      )
        .map((each) => `${each}\n`)
        .join('')
    }
    const { visit, asked } = await visiting({ anchors })
    assert.deepEqual(await visit.timeStampOf(3), { says: 'unknown', verdict: 'unchecked' })
    assert.equal(asked.filter((path) => path.startsWith('anchors')).length, 100)
  })
})
