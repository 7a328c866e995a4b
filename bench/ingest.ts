import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { auditEvent, testGateway } from '#lib/gateway/testing.ts'
import { figure } from './figure.ts'

const COUNT = 40_000
const WARM_UP = 5_000
const TARGETS = { eventsPerSecond: 3000, ofCopy: 0.05 }

/** Events of 1000 patients through HTTP: token, FHIR, nonces, commitments and commit. The reference is a COPY of the same rows, committed. */
const gateway = await testGateway()
try {
  await submit(0, WARM_UP)
  const ingest = await submit(WARM_UP, COUNT)
  const copy = await copyOfTheSameRows()
  const rate = COUNT / ingest
  figure('ingest', rate, 'events/s', `≥${TARGETS.eventsPerSecond}`, rate >= TARGETS.eventsPerSecond)
  figure('ingest-ratio', copy / ingest, '×COPY', `≥${TARGETS.ofCopy}`, copy / ingest >= TARGETS.ofCopy)
} finally {
  await gateway.close()
}

async function submit(first: number, count: number): Promise<number> {
  let next = first
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const lines = Array.from({ length: Math.min(100, first + count - next) }, () => JSON.stringify(auditEvent(next++)))
      if (lines.length > 0) stream.enqueue(Buffer.from(`${lines.join('\n')}\n`))
      else stream.close()
    },
  })
  const start = performance.now()
  const response = await gateway.post('/api/access-events', body, { 'content-type': 'application/fhir+ndjson', prefer: 'return=minimal' })
  const end = JSON.parse((await response.text()).trimEnd().split('\n').at(-1) ?? '')
  if (end.created !== count) throw new Error(`of ${count} events ${end.created} were taken`)
  return (performance.now() - start) / 1000
}

async function copyOfTheSameRows(): Promise<number> {
  const client = await gateway.owner.connect()
  try {
    await client.query('CREATE TABLE reference (LIKE pending INCLUDING ALL)')
    const rows = await client.query(copyTo(`COPY (SELECT * FROM pending LIMIT ${COUNT}) TO STDOUT`)).toArray()
    const start = performance.now()
    await pipeline(rows, client.query(copyFrom('COPY reference FROM STDIN')))
    return (performance.now() - start) / 1000
  } finally {
    client.release()
  }
}
