import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { parseConcealed, parseEvent } from '#lib/event/access-event.ts'
import { parseTrust, printTrust } from '#lib/history/trust.ts'
import { verifyFirstPage, verifyLaterPage } from '#lib/history/verify-page.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { type HistorySource, NoSuchPage, type PageQuery, Preparing, readHistoryPage } from './history-page.ts'
import { enqueue } from './queue.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger, testIdentifier, testSubmission } from './testing.ts'

const [MANY, FEW, NONE, HIDDEN] = [1, 2, 3, 4]

describe('a page of a history, made from the database, is accepted by what the browser runs', () => {
  let ledger: TestLedger
  let web: Database
  let sequencer: Sequencer
  before(async () => {
    ledger = await TestLedger.make()
    web = createDatabase(ledger.database.urls.web)
    const leading = await Sequencer.lead(ledger.options())
    assert.ok(leading)
    sequencer = leading
    for (let batch = 0; batch < 4; batch++) {
      await ledger.submit(...Array.from({ length: 31 }, () => MANY), FEW, ...Array.from({ length: 40 }, (_, i) => 100 + i))
      await sequencer.tick()
    }
  })
  after(async () => {
    await sequencer.close()
    await web.$disconnect()
    await ledger.close()
  })

  const trust = () =>
    parseTrust(
      printTrust({
        policy: `${ledger.keys.vkeys.map((vkey) => `log ${printVkey(vkey)}\n`).join('')}quorum none\n`,
        vrf: ledger.keys.vrfKey,
        auditors: [],
        fresh: 600,
        skew: 60,
        systems: [],
      }),
    )
  const read = (person: number, query: PageQuery = {}, more: Partial<HistorySource> = {}) =>
    readHistoryPage(
      { database: web, files: ledger.files, origin: TEST_ORIGIN, now: () => ledger.now * 1000, ...more },
      testIdentifier(person),
      query,
    )
  const visit = (person: number) => ({ identifier: testIdentifier(person), read: { event: parseEvent, concealed: parseConcealed } })
  const first = (bytes: Uint8Array, person: number) => verifyFirstPage(bytes, { ...visit(person), trust: trust(), now: ledger.now })

  const sizeOf = (page: { head: { head?: { size: number } | undefined } }) => page.head.head?.size ?? 0

  test('the newest 50 entries, then the rest', async () => {
    const page = first(await read(MANY), MANY)
    assert.equal(sizeOf(page), 124)
    assert.deepEqual([page.range?.from, page.range?.to], [74, 124])
    const rest = verifyLaterPage(await read(MANY, { head: 124, from: 0, to: 74 }), { ...visit(MANY), head: page.head, from: 0, to: 74 })
    assert.equal(rest.entries.length, 74)
    const [entry] = page.entries
    assert.ok(entry && 'event' in entry)
    assert.equal(entry.concealed?.actor?.name, 'Anna Berg')
    assert.ok(!JSON.stringify(entry.concealed).includes('10.1.2.3'), 'a network address is for staff')
  })

  test('every range of a short history', async () => {
    for (let from = 0; from < 4; from++)
      for (let to = from + 1; to <= 4; to++) {
        const { head } = first(await read(FEW), FEW)
        const page = verifyLaterPage(await read(FEW, { head: 4, from, to }), { ...visit(FEW), head, from, to })
        assert.equal(page.entries.length, to - from)
      }
  })

  test('someone nobody has looked at: first no label, then a proven empty history', async () => {
    await assert.rejects(read(NONE), Preparing)
    await sequencer.tick()
    const page = first(await read(NONE), NONE)
    assert.equal(sizeOf(page), 0)
    assert.equal(page.range, undefined)
  })

  test('what waits to be sealed stands apart', async () => {
    await ledger.submit(FEW)
    const page = first(await read(FEW), FEW)
    assert.equal(page.pending.length, 1)
    assert.equal(sizeOf(page), 4)
    await sequencer.tick()
    const next = first(await read(FEW), FEW)
    assert.deepEqual([next.pending.length, sizeOf(next)], [0, 5])
  })

  test('a page of a head that is no longer the newest still verifies against it', async () => {
    const before = first(await read(MANY), MANY)
    await ledger.submit(MANY)
    await sequencer.tick()
    const page = verifyLaterPage(await read(MANY, { head: sizeOf(before), from: 10, to: 20 }), {
      ...visit(MANY),
      head: before.head,
      from: 10,
      to: 20,
    })
    assert.equal(page.entries.length, 10)
  })

  test('a delayed name is shown from its day, a withheld one never; both entries prove', async () => {
    const until = new Date((ledger.now + 3600) * 1000).toISOString()
    await enqueue(ledger.gateway, [
      testSubmission(HIDDEN, { nameVisibility: { policy: 'delayed', until } }),
      testSubmission(HIDDEN, { nameVisibility: { policy: 'by-law' } }),
    ])
    await sequencer.tick()
    const names = async (now: number) =>
      first(await read(HIDDEN, {}, { now: () => now * 1000 }), HIDDEN).entries.map((entry) =>
        'event' in entry ? entry.concealed?.actor?.name : '',
      )
    assert.deepEqual(await names(ledger.now), [undefined, undefined])
    assert.deepEqual(await names(ledger.now + 3600), ['Anna Berg', undefined])
  })

  const refused: readonly PageQuery[] = [
    { from: 0, to: 0 },
    { from: 5, to: 4 },
    { from: 0, to: 1001 },
    { head: 9999, from: 0, to: 1 },
    { head: 0, from: 0, to: 1 },
    { head: 4 },
  ]
  for (const query of refused)
    test(`there is no page ${JSON.stringify(query)}`, async () => {
      await assert.rejects(read(MANY, query), NoSuchPage)
    })
})
