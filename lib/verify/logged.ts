import { parseTrust } from '#lib/history/trust.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { asHash, fromHex, fromUtf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { type FetchFile, LogFiles, Unreachable } from './log-files.ts'
import { levelOf, waitingVerdict } from './report.ts'
import { type Logged, type Random, spotCheck } from './spot-checks.ts'
import type { Level, Verdict } from './types.ts'

/** Some entries of the log whose places and commitments somebody was told; `commitment` in hex. */
export type LoggedRequest = {
  readonly trust: string
  readonly logUrl: string
  readonly entries: readonly { readonly logIndex: number; readonly commitment: string }[]
}

/** What was found of each, in the order of the request. `level` says how far the checkpoint reaches, where one verified. */
export type LoggedReport = { readonly verdicts: readonly Verdict[]; readonly level?: Level; readonly time?: number }

type Ports = { readonly fetchFile: FetchFile; readonly now: () => number; readonly random: Random }

/**
 * Looks some commitments up in the public log: its newest checkpoint, signed as the trust file demands, and its files, which come from another
 * server than the commitments did. It shows that these entries are in the log at these places; what they were made of, and whether they
 * are all of somebody's, it does not show.
 */
export async function checkLogged({ trust: text, entries }: LoggedRequest, { fetchFile, now, random }: Ports): Promise<LoggedReport> {
  const all = (verdict: Verdict): LoggedReport => ({ verdicts: entries.map(() => verdict) })
  try {
    const trust = parseTrust(text)
    const seconds = Math.floor(now() / 1000)
    const checkpoint = verifyCheckpoint(fromUtf8(await fetchFile('checkpoint')), trust, seconds)
    const found = { level: levelOf(checkpoint, false, trust), time: checkpoint.time }
    if (checkpoint.waiting) return { ...all(waitingVerdict(checkpoint, trust, seconds)), ...found }
    const files = new LogFiles(checkpoint, fetchFile)
    const verdicts: Verdict[] = []
    for (const entry of entries) verdicts.push(await verdictOf(entry, checkpoint, files, random))
    return { verdicts, ...found }
  } catch (error) {
    return all(judged(error))
  }
}

async function verdictOf(
  { logIndex, commitment }: LoggedRequest['entries'][number],
  checkpoint: VerifiedCheckpoint,
  files: LogFiles,
  random: Random,
): Promise<Verdict> {
  if (logIndex >= checkpoint.size) return 'waiting'
  try {
    const logged: Logged = { logIndex, commitment: asHash(fromHex(commitment)) }
    return (await spotCheck([logged], checkpoint, files, random)) === 'agreed' ? 'verified' : 'unchecked'
  } catch (error) {
    return judged(error)
  }
}

/** A fault of our own, and a server that is not there, accuse nobody. */
function judged(error: unknown): Verdict {
  if (error instanceof VerificationError) return 'mismatch'
  if (!(error instanceof Unreachable)) console.error(error)
  return 'unchecked'
}
