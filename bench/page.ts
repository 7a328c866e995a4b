import { createDatabase, patientSnapshot } from '#lib/db/prisma.ts'
import { parseFirstPage, parseLaterPage } from '#lib/history/page.ts'
import { readHistoryPage } from '#lib/ledger/history-page.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { enqueue } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TEST_ORIGIN, TestLedger, testIdentifier, testSubmission } from '#lib/ledger/testing.ts'
import { figure } from './figure.ts'

const ENTRIES = 3000
const OTHERS = 2000
const PAGE = 50
const ROUNDS = 200
const TARGETS = { ratio: 1.5, fixedBytes: 4000, bytesPerEntry: 60 }

/** One page of 50 of a history of 3,000. The reference reads the same rows in the same kind of snapshot, without any proof. */
const ledger = await TestLedger.make()
const web = createDatabase(ledger.database.urls.web)
try {
  const sequencer = await Sequencer.lead(ledger.options())
  if (!sequencer) throw new Error('somebody else leads')
  for (let batch = 0; batch < 10; batch++) {
    await enqueue(
      ledger.gateway,
      Array.from({ length: (ENTRIES + OTHERS) / 10 }, (_, i) => testSubmission(i % 5 < 3 ? 1 : 2 + batch * 200 + i)),
    )
    while (await sequencer.tick());
  }
  await sequencer.close()
  await ledger.owner.query('VACUUM ANALYZE')

  const identifier = testIdentifier(1)
  const patient = patientKey(identifier)
  const source = { database: web, files: ledger.files, origin: TEST_ORIGIN, now: () => ledger.now * 1000 }
  const [from, to] = [1234, 1234 + PAGE]
  const withProof = () => readHistoryPage(source, identifier, { head: ENTRIES, from, to })
  const without = () =>
    patientSnapshot(web, patient, (snapshot) =>
      snapshot.event.findMany({
        where: { patient, historyIndex: { gte: from, lt: to } },
        orderBy: { historyIndex: 'asc' },
        select: { logIndex: true, commitment: true, eventNonce: true, event: true, concealedNonce: true, concealed: true, withheld: true },
      }),
    )
  const [page = 0, rows = 1] = await medians(withProof, without)
  figure('page', page / rows, '×rows', `≤ ${TARGETS.ratio}`, page / rows <= TARGETS.ratio)

  const first = await readHistoryPage(source, identifier, {})
  const { proof, entries } = parseFirstPage(first)
  const signatures = proof.checkpoint.length
  const data = entries.reduce((sum, entry) => sum + ('event' in entry ? entry.event.length + (entry.concealed?.bytes.length ?? 0) : 0), 0)
  const allowed = TARGETS.fixedBytes + TARGETS.bytesPerEntry * entries.length
  const overhead = first.length - data - signatures
  figure('page-overhead', overhead, 'bytes', `≤ ${allowed}`, overhead <= allowed)
  console.log(`page: ${page.toFixed(2)} ms with proof, ${rows.toFixed(2)} ms without; signatures ${signatures} bytes apart`)
  parseLaterPage(await withProof())
} finally {
  await web.$disconnect()
  await ledger.close()
}

/** Median milliseconds of each, measured in turn so that both meet the same machine. */
async function medians(...works: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times = works.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, work] of works.entries()) {
      const begun = performance.now()
      await work()
      times[i]?.push(performance.now() - begun)
    }
  return times.map((list) => list.slice(ROUNDS / 4).sort((a, b) => a - b)[Math.floor((ROUNDS * 3) / 8)] ?? 0)
}
