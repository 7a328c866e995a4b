import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { figure } from './figure.ts'
import { waitingLedger } from './waiting-ledger.ts'

const EVENTS = 100_000
const TARGETS = { eventsPerSecond: 8000, ofCopy: 0.4 }

/** Sealing as the product does it, every check included. The reference is a plain COPY of the same rows into a table like `event`, committed. */
const { ledger, sequencer } = await waitingLedger({ events: EVENTS, patients: 10_000, batch: 50_000 })
try {
  await ledger.owner.query('VACUUM ANALYZE')

  const begun = performance.now()
  while (await sequencer.tick());
  const seconds = (performance.now() - begun) / 1000
  await sequencer.close()

  const copy = await copyOfTheSameRows()
  figure('seal', EVENTS / seconds, 'events/s', `≥ ${TARGETS.eventsPerSecond}`, EVENTS / seconds >= TARGETS.eventsPerSecond)
  figure('seal-ratio', copy / seconds, '×COPY', `≥ ${TARGETS.ofCopy}`, copy / seconds >= TARGETS.ofCopy)
} finally {
  await ledger.close()
}

async function copyOfTheSameRows(): Promise<number> {
  const owner = await ledger.owner.connect()
  try {
    await owner.query('CREATE TABLE reference (LIKE event INCLUDING ALL)')
    const rows = await owner.query(copyTo('COPY event TO STDOUT')).toArray()
    const begun = performance.now()
    await pipeline(rows, owner.query(copyFrom('COPY reference FROM STDIN')))
    return (performance.now() - begun) / 1000
  } finally {
    owner.release()
  }
}
