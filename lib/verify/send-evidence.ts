import { parseEvidence } from '#lib/history/evidence.ts'

/** What became of a report; `reference` is under which who took it handles it, if they say so. */
export type Sent = { readonly state: 'received' | 'refused' | 'unreachable'; readonly reference?: string }

const TIMEOUT = 15_000
/** Who answers is not believed to be honest: nothing else than a reference is shown. */
const REFERENCE = /^[A-Z]-\d{4}-\d{4,12}$/

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
  if (!response || response.status >= 500) return { state: 'unreachable' }
  if (!response.ok) return { state: 'refused' }
  const answer: unknown = await response.json().catch(() => undefined)
  const { reference } = (answer ?? {}) as { readonly reference?: unknown }
  return { state: 'received', ...(typeof reference === 'string' && REFERENCE.test(reference) && { reference }) }
}
