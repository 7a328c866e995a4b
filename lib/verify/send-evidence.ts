import { parseEvidence } from '#lib/history/evidence.ts'

/** What became of a report. */
export type Sent = 'received' | 'refused' | 'unreachable'

const TIMEOUT = 15_000

/**
 * Reports to `url` that the log contradicts itself. Only hashes and signed notes leave, without credentials or referrer: an answer that
 * did not match holds health data and is never sent.
 *
 * @throws {Error} if this is no evidence of a contradiction.
 */
export async function sendEvidence(url: string, text: string): Promise<Sent> {
  if (!('pinned' in parseEvidence(text))) throw new Error('only a contradiction of the log is reported')
  const init = {
    method: 'POST',
    body: text,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
  } as const
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) }).catch(() => undefined)
  if (!response || response.status >= 500) return 'unreachable'
  return response.ok ? 'received' : 'refused'
}
