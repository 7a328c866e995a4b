import { parseConcealed, parseEvent } from '#lib/event/access-event.ts'
import { Cover } from '#lib/history/cover.ts'
import { printFirstPage, printLaterPage } from '#lib/history/page.ts'
import { TestLog } from '#lib/history/testing.ts'
import { verifyFirstPage, verifyLaterPage } from '#lib/history/verify-page.ts'
import { ANNA, addEntries, NOW } from '#lib/verify/testing.ts'
import { figure } from './figure.ts'

const ENTRIES = 3000
const TARGET = 150

const log = new TestLog()
addEntries(log, ANNA, 0, ENTRIES)
log.seal(NOW)
const read = { event: parseEvent, concealed: parseConcealed }
const first = printFirstPage(log.firstPage(ANNA))
const ranges = [
  { from: 1950, to: 2950 },
  { from: 950, to: 1950 },
  { from: 0, to: 950 },
].map((range) => ({ ...range, bytes: printLaterPage(log.laterPage(ANNA, range)) }))

/** What the browser's worker does with the pages of a whole history, once their bytes are there. */
function verifyAll(): number {
  const started = performance.now()
  const { head, entries } = verifyFirstPage(first, { trust: log.trust, identifier: ANNA, now: NOW, read })
  const cover = new Cover(head.head.size)
  cover.add(entries)
  for (const { bytes, from, to } of ranges) cover.add(verifyLaterPage(bytes, { head, from, to, identifier: ANNA, read }).entries)
  if (!cover.complete) throw new Error('not all entries were verified')
  return performance.now() - started
}

const cold = verifyAll()
const times = Array.from({ length: 7 }, verifyAll).sort((a, b) => a - b)
const bytes = first.length + ranges.reduce((sum, range) => sum + range.bytes.length, 0)
console.log(
  `verify-history: ${ENTRIES} entries, ${Math.round(bytes / 1000)} kB; the first time ${Math.round(cold)} ms, code not yet compiled`,
)
figure('verify-history', times[3] ?? cold, 'ms', `≤ ${TARGET}`, (times[3] ?? cold) <= TARGET)
