import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import { parseEvent } from '#lib/event/access-event.ts'
import { PORTAL } from '#lib/event/portal.ts'
import { parseFirstPage } from '#lib/history/page.ts'
import { readFirstSight, type SightQuery } from './first-sight.ts'
import { readHistoryPage } from './history-page.ts'
import { enqueue } from './queue.ts'
import { Sequencer } from './sequencer.ts'
import { TEST_ORIGIN, TestLedger, testIdentifier, testSubmission } from './testing.ts'

const [LONG, NONE, OTHER, OFTEN] = [1, 2, 3, 4]
const SIZE = 1205
/** Every hundredth entry of the long history is of something else. */
const RARE = 100

describe('what a page shows before anything was checked', () => {
  let ledger: TestLedger
  let web: Database
  let sequencer: Sequencer
  before(async () => {
    ledger = await TestLedger.make()
    web = createDatabase(ledger.database.urls.web)
    const leading = await Sequencer.lead(ledger.options())
    assert.ok(leading)
    sequencer = leading
    const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString()
    const events = Array.from({ length: SIZE }, (_, i) =>
      testSubmission(LONG, { accessedAt: at(i), data: [{ category: i % RARE === 0 ? 'image' : 'laboratory' }] }),
    )
    for (let i = 0; i < SIZE; i += 400) {
      await enqueue(ledger.gateway, events.slice(i, i + 400))
      while (await sequencer.tick());
    }
    await enqueue(ledger.gateway, [testSubmission(OTHER, { data: [{ category: 'discharge' }] })])
    await sequencer.tick()
  })
  after(async () => {
    await sequencer.close()
    await web.$disconnect()
    await ledger.close()
  })

  const sight = (person: number, query: Partial<SightQuery> = {}) => {
    const source = { database: web, files: ledger.files, origin: TEST_ORIGIN, now: () => ledger.now * 1000 }
    return readFirstSight((page) => readHistoryPage(source, testIdentifier(person), page), { filter: {}, timeZone: 'UTC', ...query })
  }

  test('the newest 25 entries, newest first', async () => {
    const { size, from, to, entries } = await sight(LONG)
    assert.deepEqual([size, from, to, entries.length], [SIZE, SIZE - 25, SIZE, 25])
    assert.deepEqual([entries[0]?.historyIndex, entries.at(-1)?.historyIndex], [SIZE - 1, SIZE - 25])
  })

  test('parts lead back to the first entry, and leave none out', async () => {
    const seen: number[] = []
    for (let before: number | undefined; before !== 0; ) {
      const part = await sight(LONG, before === undefined ? {} : { before })
      seen.push(...part.entries.map(({ historyIndex }) => historyIndex))
      before = part.from
    }
    assert.deepEqual(
      seen,
      Array.from({ length: SIZE }, (_, i) => SIZE - 1 - i),
    )
  })

  test('a filter looks through a thousand entries, says which, and goes on before them', async () => {
    const newest = await sight(LONG, { filter: { data: 'image' } })
    assert.deepEqual([newest.from, newest.to], [SIZE - 1000, SIZE])
    assert.deepEqual(
      newest.entries.map(({ historyIndex }) => historyIndex),
      [1200, 1100, 1000, 900, 800, 700, 600, 500, 400, 300],
    )
    const rest = await sight(LONG, { filter: { data: 'image' }, before: newest.from })
    assert.deepEqual([rest.from, rest.to, rest.pending.length], [0, SIZE - 1000, 0])
    assert.deepEqual(
      rest.entries.map(({ historyIndex }) => historyIndex),
      [200, 100, 0],
    )
  })

  test('a filter that finds much shows a hundred at a time, and parts leave none out', async () => {
    const seen: number[] = []
    for (let before: number | undefined; before !== 0; ) {
      const part = await sight(LONG, { filter: { data: 'laboratory' }, ...(before !== undefined && { before }) })
      assert.ok(part.entries.length <= 100)
      seen.push(...part.entries.map(({ historyIndex }) => historyIndex))
      before = part.from
    }
    const all = Array.from({ length: SIZE }, (_, i) => SIZE - 1 - i)
    assert.deepEqual(
      seen,
      all.filter((index) => index % RARE !== 0),
    )
  })

  test('days are those of the time zone', async () => {
    const filter = { from: '2026-02-10', to: '2026-02-10' }
    const days = async (timeZone: string) =>
      (await sight(LONG, { filter, timeZone })).entries.map((entry) => ('event' in entry ? entry.event.accessedAt : ''))
    assert.equal((await days('UTC')).at(-1), '2026-02-10T00:00:00.000Z')
    assert.equal((await days('Europe/Tallinn')).at(-1), '2026-02-09T22:00:00.000Z')
    assert.equal((await days('UTC')).length, 24)
  })

  test('a part of own looks and nothing else goes on to twenty-five of others’, and parts leave none out', async () => {
    const own = { actor: { kind: 'patient' }, origin: PORTAL } as const
    const looks = (count: number, more = {}) => Array.from({ length: count }, () => testSubmission(OFTEN, more))
    for (const events of [looks(2), looks(120, own), looks(60), looks(60, own)]) {
      await enqueue(ledger.owner, events)
      while (await sequencer.tick());
    }
    const parts: (readonly [number, number])[] = []
    for (let before: number | undefined; before !== 0; ) {
      const { from, to, entries } = await sight(OFTEN, before === undefined ? {} : { before })
      assert.deepEqual(
        entries.map(({ historyIndex }) => historyIndex),
        Array.from({ length: to - from }, (_, i) => to - 1 - i),
      )
      parts.push([from, to])
      before = from
    }
    assert.deepEqual(parts, [
      [157, 242],
      [132, 157],
      [82, 132],
      [0, 82],
    ])
  })

  test('a place that the history has not gives its newest entries', async () => {
    for (const before of [0, SIZE, SIZE + 1, 10 ** 12]) assert.equal((await sight(LONG, { before })).to, SIZE, String(before))
  })

  test('nobody’s entries but one’s own are found, and nobody’s list is empty', async () => {
    assert.equal((await sight(LONG, { filter: { data: 'discharge' } })).entries.length, 0)
    assert.equal((await sight(OTHER, { filter: { data: 'discharge' } })).entries.length, 1)
    await assert.rejects(sight(NONE))
    await sequencer.tick()
    const none = await sight(NONE, { filter: { show: 'people' }, before: 5 })
    assert.deepEqual([none.size, none.from, none.to, none.entries.length], [0, 0, 0, 0])
  })

  test('what waits to be sealed stands before the newest entries alone', async () => {
    await enqueue(ledger.gateway, [testSubmission(LONG)])
    assert.equal((await sight(LONG)).pending.length, 1)
    assert.equal((await sight(LONG, { before: 100 })).pending.length, 0)
    await sequencer.tick()
  })

  for (const [how, rotten] of [
    ['has a piece missing', 'substring(event FROM 1 FOR 90)'],
    ['has a line in it', `event || '\\x0a'`],
    ['has a tab in it', `overlay(event PLACING '\\x09' FROM 20)`],
    ['is no text', 'set_byte(event, 20, 255)'],
  ] as const)
    test(`an entry that ${how} stands in its place as one that cannot be read, and proves nothing to a browser`, async () => {
      const where = `WHERE history_index = ${SIZE - 3}`
      const { rows } = await ledger.owner.query<{ event: Buffer }>(`SELECT event FROM event ${where}`)
      await ledger.owner.query(`UPDATE event SET event = ${rotten} ${where}`)
      try {
        const { entries } = await sight(LONG)
        assert.deepEqual(
          entries.flatMap((entry) => ('withheld' in entry ? [[entry.historyIndex, entry.withheld]] : [])),
          [[SIZE - 3, 'unreadable']],
        )
        assert.equal((await sight(LONG, { filter: { show: 'withheld' } })).entries.length, 1)
        const source = { database: web, files: ledger.files, origin: TEST_ORIGIN, now: () => ledger.now * 1000 }
        const page = parseFirstPage(await readHistoryPage(source, testIdentifier(LONG), {}))
        const served = page.entries.at(-4)
        assert.ok(served && 'event' in served)
        assert.throws(() => parseEvent(served.event), { code: 'malformed' })
      } finally {
        await ledger.owner.query(`UPDATE event SET event = $1 ${where}`, [rows[0]?.event])
      }
    })

  for (const [how, rotten] of [
    ['is no text', 'event = set_byte(event, 20, 255)'],
    ['has a piece missing', 'event = substring(event FROM 1 FOR 90)'],
    ['is something else', `event = '7'`],
    ['has names that are no text', `concealed = '\\xff'`],
  ] as const)
    test(`what waits and ${how} is told, and everything else is shown`, async () => {
      const queued = await enqueue(ledger.gateway, [testSubmission(LONG), testSubmission(LONG)])
      await ledger.owner.query(`UPDATE pending SET ${rotten} WHERE id = $1`, [queued[0]?.eventId])
      try {
        const first = await sight(LONG)
        assert.deepEqual([first.entries.length, first.unreadable], [25, 1])
        assert.deepEqual(
          first.pending.map(({ event }) => event.id),
          [queued[1]?.eventId],
        )
        assert.equal((await sight(LONG, { before: 100 })).unreadable, 0)
        assert.equal((await sight(LONG, { filter: { data: 'image' } })).unreadable, 1)
      } finally {
        await ledger.owner.query('DELETE FROM pending')
      }
    })

  test('of what is withheld a filter knows that it is withheld, and nothing else', async () => {
    await ledger.owner.query(
      `UPDATE event SET withheld = 'by-law', event = NULL, event_nonce = NULL, concealed = NULL, concealed_nonce = NULL,
         source_nonce = NULL, network = NULL WHERE convert_from(event, 'UTF8') LIKE '%"discharge"%'`,
    )
    assert.equal((await sight(OTHER, { filter: { data: 'discharge' } })).entries.length, 0)
    assert.equal((await sight(OTHER, { filter: { show: 'withheld' } })).entries.length, 1)
  })
})
