import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Client } from 'pg'
import type { Hash } from '#lib/tlog/bytes.ts'
import type { Report } from './fsck-report.ts'

/** What one thread of fsck is told. */
export type Part = { readonly part: 'patients' | 'contents'; readonly databaseUrl: string; readonly snapshot: string; readonly vrf: Hash }

const PARTS = ['patients', 'contents'] as const

/**
 * The two thirds of fsck that need nothing of each other nor of the log: identifiers against labels, and events against commitments, each in
 * a thread beside the replay. Resolves when both have ended.
 *
 * @throws {Error} what ended one of them early.
 */
export async function checkParts(client: Client, databaseUrl: string, vrf: Hash, report: Report): Promise<void> {
  const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot')
  const snapshot = rows[0]?.snapshot ?? ''
  const workers = PARTS.map((part) => {
    const worker = new Worker(new URL('./fsck-worker.ts', import.meta.url), { workerData: { part, databaseUrl, snapshot, vrf } })
    worker.on('message', report)
    return worker
  })
  try {
    await Promise.all(workers.map((worker) => once(worker, 'exit')))
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
