import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Client } from 'pg'
import type { Hash } from '#lib/tlog/bytes.ts'
import type { Report } from './fsck-report.ts'

/** What one thread of fsck is told. */
export type Part =
  | { readonly part: 'patients' | 'contents'; readonly databaseUrl: string; readonly snapshot: string; readonly vrf: Hash }
  | { readonly part: 'files'; readonly folder: string; readonly size: number; readonly root: Hash }

/**
 * The two parts of fsck that read rows and need nothing of each other nor of the log: identifiers against labels, and events against
 * commitments, each in a thread beside the replay. Resolves when both have ended.
 *
 * @throws {Error} what ended one of them early.
 */
export async function checkParts(client: Client, databaseUrl: string, vrf: Hash, report: Report): Promise<void> {
  const { rows } = await client.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot')
  const snapshot = rows[0]?.snapshot ?? ''
  const abort = new AbortController()
  const parts = (['patients', 'contents'] as const).map((part) => inThread({ part, databaseUrl, snapshot, vrf }, report, abort.signal))
  try {
    await Promise.all(parts)
  } finally {
    abort.abort()
    await Promise.allSettled(parts)
  }
}

/**
 * Runs one part in a thread of its own, until its end or until `signal`.
 *
 * @throws {Error} what ended it early.
 */
export async function inThread(part: Part, report: Report, signal?: AbortSignal): Promise<void> {
  const worker = new Worker(new URL('./fsck-worker.ts', import.meta.url), { workerData: part })
  worker.on('message', report)
  signal?.addEventListener('abort', () => void worker.terminate(), { once: true })
  await once(worker, 'exit')
}
