import { connect } from '#lib/db/pool.ts'
import { labelPatients } from '#lib/ledger/labels.ts'
import { enqueue } from '#lib/ledger/queue.ts'
import { Sequencer } from '#lib/ledger/sequencer.ts'
import { TestLedger, testSubmission } from '#lib/ledger/testing.ts'

const AT_ONCE = 2000

/** A ledger in which `events` of `patients` people, all of whom have their labels, wait for the sequencer, which seals `batch` in one tree. */
export async function waitingLedger({ events, patients, batch }: { events: number; patients: number; batch: number }) {
  const ledger = await TestLedger.make()
  const sequencer = await Sequencer.lead(ledger.options({ batch }))
  if (!sequencer) throw new Error('somebody else leads')
  for (let from = 0; from < events; from += AT_ONCE)
    await enqueue(
      ledger.gateway,
      Array.from({ length: AT_ONCE }, (_, i) => testSubmission((from + i) % patients)),
    )
  const client = await connect(ledger.database.urls.sequencer)
  while (await labelPatients(client, ledger.keys.vrfSecret, AT_ONCE));
  await client.end()
  return { ledger, sequencer }
}
