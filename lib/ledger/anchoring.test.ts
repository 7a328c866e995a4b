import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { HighestFile } from '#lib/durable.ts'
import { TestLog } from '#lib/history/testing.ts'
import { testEvent } from '#lib/history/testing-event.ts'
import type { Anchor } from '#lib/timestamp/anchor.ts'
import { type AnchorState, printAnchorName, sourceOf } from '#lib/timestamp/anchor-name.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { AnchorFolder } from './anchor-folder.ts'
import { runAnchoring, SourceAnchoring } from './anchoring.ts'
import { LogFiles } from './log-files.ts'
import type { Stamper } from './stampers.ts'

const MINUTE = 60_000
const PATIENT = { system: 'urn:test', value: 'anna' }
const url = 'https://calendar.example'
const source = sourceOf('opentimestamps', url)
const textOf = (size: number) => `log.example/test\n${size}\n${'A'.repeat(43)}=\n`

describe('anchoring', () => {
  let folder: string
  let log: TestLog
  let files: AnchorFolder
  let now: number
  let stamped: number[]
  let asked: number
  let warnings: { error: string; minutes: number }[]
  let fails: Error | undefined
  let upgraded: AnchorState | undefined

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-anchors-'))
    log = new TestLog({ quorum: 'w1' })
    files = new AnchorFolder(folder)
    now = Date.now()
    stamped = []
    asked = 0
    warnings = []
    fails = undefined
    upgraded = undefined
  })
  afterEach(() => rm(folder, { recursive: true }))

  const anchorOf = (text: string): Anchor => ({ kind: 'opentimestamps', text, token: utf8('proof'), url })
  const stamper: Stamper = {
    url,
    source,
    async stamp(text) {
      asked += 1
      if (fails) throw fails
      stamped.push(parseCheckpoint(text).size)
      return { anchor: anchorOf(text), state: 'pending' }
    },
    async upgrade(anchor) {
      asked += 1
      if (fails) throw fails
      return upgraded && { anchor: { ...anchor, token: utf8('more') }, state: upgraded }
    },
  }
  const parts = (stampers: Stamper[] = [stamper]) => ({
    files,
    log: new LogFiles(folder),
    trust: log.trust,
    stampers,
    minutes: 60,
    now: () => now,
    logger: { info: () => {}, warn: (fields: object) => void warnings.push(fields as (typeof warnings)[number]) },
  })
  let revision = 0
  /** Publishes what is sealed, cosigned by the first so many of the log's own key and its witnesses. */
  async function publish(cosigners = 4): Promise<number> {
    log.add(PATIENT, testEvent({ id: String(revision), patient: PATIENT }))
    log.seal(Math.floor(now / 1000))
    log.sign(Math.floor(now / 1000), cosigners)
    revision += 1
    await new LogFiles(folder).checkpoints.put(HighestFile.name(log.entries.length, revision), utf8(log.note))
    return log.entries.length
  }
  const kept = async () =>
    (await readdir(files.folder)).sort().map((name) => name.replace(`.opentimestamps.${source}`, '').replace(/^0+/, ''))

  test('the newest checkpoint is stamped, once, and the next one when the time has come', async () => {
    const anchoring = new SourceAnchoring(parts(), stamper)
    await anchoring.round()
    assert.deepEqual(stamped, []) // nothing is published yet
    const first = await publish()
    await anchoring.round()
    await anchoring.round()
    assert.deepEqual(stamped, [first])
    const second = await publish()
    now += 59 * MINUTE
    await anchoring.round()
    assert.deepEqual(stamped, [first])
    now += 2 * MINUTE
    await anchoring.round()
    assert.deepEqual(stamped, [first, second])
    now += 120 * MINUTE
    await anchoring.round()
    assert.deepEqual(stamped, [first, second]) // nothing new
  })

  test('another process goes on where the last one ended', async () => {
    await publish()
    await new SourceAnchoring(parts(), stamper).round()
    await publish()
    await new SourceAnchoring(parts(), stamper).round()
    assert.equal(stamped.length, 1)
  })

  test('a checkpoint that too few have cosigned is not stamped', async () => {
    await publish(1)
    const anchoring = new SourceAnchoring(parts(), stamper)
    await anchoring.round()
    assert.deepEqual(stamped, [])
    const size = await publish(2)
    await anchoring.round()
    assert.deepEqual(stamped, [size])
  })

  test('a checkpoint that is not the log’s is not stamped', async () => {
    await publish()
    const other = new TestLog({ quorum: 'w1', seed: 'other' })
    await new SourceAnchoring({ ...parts(), trust: other.trust }, stamper).round()
    assert.deepEqual(stamped, [])
    assert.equal(warnings.length, 1)
  })

  test('who fails is asked again after a minute, then two, then four, and at most as rarely as stamps are made', async () => {
    await publish()
    fails = new Error('gone')
    const { upgrade: _, ...only } = stamper
    const anchoring = new SourceAnchoring(parts(), only)
    for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await anchoring.round()
      await anchoring.round()
      assert.equal(warnings.at(-1)?.minutes, wait)
      now += wait * MINUTE
    }
    assert.equal(asked, 8)
    fails = undefined
    await anchoring.round()
    assert.equal(stamped.length, 1)
    fails = new Error('gone again')
    await publish()
    now += 61 * MINUTE
    await anchoring.round()
    assert.equal(warnings.at(-1)?.minutes, 1)
  })

  test('one that never answers holds up no other', async () => {
    await publish()
    const stop = new AbortController()
    const silent: Stamper = { url: 'https://silent.example', source: 'f'.repeat(16), stamp: () => new Promise(() => {}) }
    const done = new Promise<void>((resolve) => {
      const given = parts([silent, stamper])
      void runAnchoring({ ...given, logger: { ...given.logger, info: () => resolve() } }, stop.signal)
    })
    await done
    stop.abort()
  })

  test('what is pending is completed later, and its old file goes when the source has stamped again', async () => {
    const size = await publish()
    const anchoring = new SourceAnchoring(parts(), stamper)
    await anchoring.round()
    assert.deepEqual(await kept(), [`${size}.pending`])
    upgraded = { block: 900_000 }
    now += 11 * MINUTE
    await anchoring.round()
    assert.deepEqual(await kept(), [`${size}.block-900000`, `${size}.pending`])
    assert.deepEqual(
      (await files.list()).map(({ state }) => state),
      [{ block: 900_000 }],
    )
    upgraded = { time: 1_786_026_600 }
    now += 11 * MINUTE
    await anchoring.round()
    assert.deepEqual(
      (await files.list()).map(({ state }) => state),
      [{ time: 1_786_026_600 }],
    )
    assert.deepEqual(await kept(), [`${size}.1786026600`, `${size}.block-900000`, `${size}.pending`]) // when it was stamped, the first one says
    assert.match((await files.read((await files.list())[0] ?? assert.fail())) ?? '', /"token":"bW9yZQ=="/)
    upgraded = undefined
    now += 61 * MINUTE
    const next = await publish()
    await anchoring.round()
    assert.deepEqual(await kept(), [`${size}.1786026600`, `${next}.pending`])
  })

  test('what is pending is asked for every ten minutes, and what is known to the end no more', async () => {
    await publish()
    const anchoring = new SourceAnchoring(parts(), stamper)
    const rounds = async (minutes: number) => {
      const before = asked
      now += minutes * MINUTE
      await anchoring.round()
      return asked - before
    }
    assert.equal(await rounds(0), 2) // stamped, and asked for what it lacks
    assert.equal(await rounds(9), 0)
    upgraded = 'pending' // no more than is known
    assert.equal(await rounds(2), 1)
    assert.deepEqual(warnings, [])
    upgraded = { time: 1_786_026_600 }
    assert.equal(await rounds(11), 1)
    assert.equal(await rounds(11), 0)
  })

  test('who does not answer for one proof is not asked for the others', async () => {
    for (const size of [1, 2]) await files.put({ size, state: 'pending' }, anchorOf(textOf(size)))
    fails = new Error('gone')
    await new SourceAnchoring(parts(), stamper).round()
    assert.equal(asked, 1)
  })

  test('more than fifty proofs are asked for in turn', async () => {
    for (let size = 1; size <= 51; size++) await files.put({ size, state: 'pending' }, anchorOf(textOf(size)))
    const sizes: number[] = []
    const upgrade: Stamper['upgrade'] = async ({ text }) => void sizes.push(parseCheckpoint(text).size)
    const anchoring = new SourceAnchoring(parts(), { ...stamper, upgrade })
    await anchoring.round()
    assert.deepEqual([sizes.length, sizes[0], sizes.at(-1)], [50, 1, 50])
    now += 11 * MINUTE
    await anchoring.round()
    assert.deepEqual([sizes.length, sizes[50], sizes[51]], [100, 51, 1])
  })

  test('one proof that is wrong does not keep the others from being completed', async () => {
    const anchoring = new SourceAnchoring(parts(), stamper)
    const one = await publish()
    await anchoring.round()
    const two = await publish()
    now += 61 * MINUTE
    await anchoring.round()
    now += 11 * MINUTE
    const choosy: Stamper = {
      ...stamper,
      async upgrade(anchor) {
        if (parseCheckpoint(anchor.text).size === one) throw new VerificationError('root-mismatch', 'a lie')
        return { anchor, state: { time: 5 } }
      },
    }
    await new SourceAnchoring(parts(), choosy).round()
    assert.deepEqual(
      (await files.list()).map(({ size, state }) => [size, state]),
      [
        [one, 'pending'],
        [two, { time: 5 }],
      ],
    )
    assert.match(warnings.at(-1)?.error ?? '', /a lie/)
  })
})

describe('the files of anchors', () => {
  let folder: string
  let files: AnchorFolder
  const put = (size: number, state: AnchorState = { time: size }, address = url) =>
    files.put({ size, state }, { kind: 'opentimestamps', text: textOf(size), token: utf8('x'), url: address })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sightline-anchors-'))
    files = new AnchorFolder(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('an index is empty before there is any', async () => assert.equal(await files.index(), ''))

  test('an index lists the newest thousand by size, and others on demand, never parting those of one size', async () => {
    for (let size = 1; size <= 1010; size++) await put(size)
    await put(11, { time: 1 }, 'https://other.example')
    const sizes = (index: string) => index.split('\n').flatMap((line) => (line ? [Number(line.slice(0, 16))] : []))
    const newest = sizes(await files.index())
    assert.deepEqual([newest.length, newest[0], newest[1], newest.at(-1)], [1001, 11, 11, 1010])
    assert.deepEqual(sizes(await files.index(11)), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert.deepEqual(sizes(await files.index(1)), [])
  })

  test('other files in the folder are no anchors, and a name is never written over', async () => {
    await put(1, 'pending')
    await writeFile(join(files.folder, '.0000000000000001.half'), 'x')
    assert.equal((await files.list()).length, 1)
    await put(1, 'pending')
    const other = { kind: 'opentimestamps', text: textOf(1), token: utf8('y'), url } as const
    await assert.rejects(files.put({ size: 1, state: 'pending' }, other), /holds other bytes/)
    assert.equal(await files.read({ size: 2, kind: 'rfc3161', source, state: 'pending' }), undefined)
  })

  test('a folder that changes twice within one tick of its clock is read twice', async () => {
    await put(1)
    const tick = new Date()
    await utimes(files.folder, tick, tick)
    assert.equal((await files.list()).length, 1)
    await put(2)
    await utimes(files.folder, tick, tick)
    assert.equal((await files.list()).length, 2)
  })

  test('when a source has stamped last, its first file of the size says', async () => {
    assert.equal(await files.newestBy(source), undefined)
    await put(1, 'pending')
    await put(2, 'pending')
    await put(2, { block: 5 })
    const path = join(files.folder, printAnchorName({ size: 2, kind: 'opentimestamps', source, state: 'pending' }))
    await utimes(path, 1000, 1000)
    assert.deepEqual(await files.newestBy(source), { size: 2, at: 1_000_000 })
  })
})
