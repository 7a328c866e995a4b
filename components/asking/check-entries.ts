import { LARGEST_PROOF } from '#lib/dispute/draft.ts'
import type { Verdict } from '#lib/dispute/kinds.ts'
import { openSession } from '#lib/verify/session.ts'
import type { HistorySession, SavedFile, SessionOptions } from '#lib/verify/types.ts'

export type EntryPlace = { readonly historyIndex: number; readonly logIndex: number }

/** What this browser found of the entries of a question, all together and one by one, and their proof where it has one. */
export type Found = {
  readonly verdict: Exclude<Verdict, 'unverified'> | 'mismatch'
  /** Such as `17:verified,12:unchecked`. */
  readonly verdicts: string
  readonly proof?: SavedFile
}

type Asked = SessionOptions & { readonly entries: readonly EntryPlace[] }

/** Entries in a request, and how long the check may take before it counts as none. */
const STEP = 250
const LONGEST_MS = 30_000

/** Checks the entries in a visit of its own, and tells what was found, once. @returns what ends it. */
export function checkEntries({ entries, ...options }: Asked, tell: (found: Found) => void): () => void {
  const session = openSession(options)
  let told = false
  const once = (found: Found) => {
    if (!told) tell(found)
    told = true
  }
  const unchecked = () => once({ verdict: 'unchecked', verdicts: saying(entries, () => 'unchecked') })
  const timer = setTimeout(unchecked, LONGEST_MS)
  check(session, entries).then(once, unchecked)
  return () => {
    told = true
    clearTimeout(timer)
    session.close()
  }
}

async function check(session: HistorySession, entries: readonly EntryPlace[]): Promise<Found> {
  const { from } = await session.open()
  const earlier = entries.map(({ historyIndex }) => historyIndex).filter((index) => index < from)
  for (const start of new Set(earlier.map((index) => index - (index % STEP))))
    await session.more({ from: start, to: Math.min(start + STEP, from) })
  const places = entries.map(({ logIndex }) => logIndex)
  const read = await session.entries(places)
  if (session.report().verdict === 'mismatch') return { verdict: 'mismatch', verdicts: 'mismatch' }
  const verified = new Set(read?.flatMap(({ logIndex, verdict }) => (verdict === 'verified' ? [logIndex] : [])))
  const proof = verified.size === entries.length ? await session.historyFile(places) : undefined
  return {
    verdict: verified.size === entries.length ? 'verified' : 'unchecked',
    verdicts: saying(entries, ({ logIndex }) => (verified.has(logIndex) ? 'verified' : 'unchecked')),
    ...(proof && new Blob([proof.text]).size <= LARGEST_PROOF && { proof }),
  }
}

function saying(entries: readonly EntryPlace[], verdict: (entry: EntryPlace) => Verdict): string {
  return entries.map((entry) => `${entry.historyIndex}:${verdict(entry)}`).join()
}
