import { accessEntry } from '#lib/history/entry.ts'
import type { VerifiedCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { concat, equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { type LogFiles, Unreachable } from './log-files.ts'

const DRAWN = 3

/** A uniform integer in 0 … below − 1. */
export type Random = (below: number) => number
export type Logged = { readonly logIndex: number; readonly commitment: Hash }

/** Which of a page's entries to look up in the log's files: drawn here, after the page came, so that a server cannot know them before. */
export function draw(entries: readonly Logged[], random: Random): Logged[] {
  const left = [...entries]
  return Array.from({ length: Math.min(DRAWN, left.length) }, () => left.splice(random(left.length), 1)).flat()
}

/**
 * Looks the drawn entries up, and as many other places in the log, so that its files' server learns little about whose history this is.
 *
 * @returns `unchecked` if some file could not be reached, and nothing that was reached is wrong.
 * @throws {VerificationError} if the files hold something else, or lead to another root.
 */
export async function spotCheck(
  drawn: readonly Logged[],
  { size }: VerifiedCheckpoint,
  files: LogFiles,
  random: Random,
): Promise<'agreed' | 'unchecked'> {
  const decoys = drawn.map(() => ({ logIndex: random(size), commitment: undefined }))
  const places = shuffled([...drawn, ...decoys], random)
  const results = await Promise.allSettled(places.map((place) => look(place, files)))
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const wrong = errors.find((error) => error instanceof VerificationError)
  if (wrong) throw wrong
  for (const error of errors) if (!(error instanceof Unreachable)) console.error(error) // a fault of our own accuses nobody
  return errors.length > 0 ? 'unchecked' : 'agreed'
}

async function look(
  { logIndex, commitment }: { readonly logIndex: number; readonly commitment: Hash | undefined },
  files: LogFiles,
): Promise<void> {
  const { first, entries, hashes } = await files.around(logIndex)
  const entry = entries[logIndex - first]
  if (!entry) throw new VerificationError('malformed', 'an entry bundle is too short')
  if (commitment && !equalBytes(entry, accessEntry(commitment))) throw new VerificationError('not-included', 'the log holds another entry')
  if (!equalBytes(concat(...entries.map(leafHash)), hashes))
    throw new VerificationError('root-mismatch', 'a bundle is not that of its tile')
  await files.inclusion(logIndex, leafHash(entry))
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = random(at + 1)
    const [a, b] = [items[at], items[other]]
    if (a !== undefined && b !== undefined) [items[at], items[other]] = [b, a]
  }
  return items
}
