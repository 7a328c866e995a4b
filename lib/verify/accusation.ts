import type { Identifier } from '#lib/history/entry.ts'
import { type Contradiction, type Evidence, printEvidence, type ShownHead } from '#lib/history/evidence.ts'
import { parseFirstPage } from '#lib/history/page.ts'
import type { Trust } from '#lib/history/trust.ts'
import { type VerifiedHead, verifyHead } from '#lib/history/verify-head.ts'
import { verifyLaterPage } from '#lib/history/verify-page.ts'
import type { Hash } from '#lib/tlog/bytes.ts'
import { type VerificationCode, VerificationError } from '#lib/tlog/error.ts'
import type { Subtree } from '#lib/tlog/proof.ts'
import { READER } from './loaded-page.ts'
import { type FetchFile, LogFiles } from './log-files.ts'
import type { Pin } from './pins.ts'
import { findSplit } from './split.ts'
import { subtreesOf } from './subtrees.ts'

/** What does not match, and what shows it to somebody else. */
export type Accusation = { readonly code: VerificationCode; readonly evidence: string }

type Circumstances = {
  readonly trust: Trust
  readonly identifier: Identifier
  readonly now: number
  readonly pin: Pin | undefined
  readonly fetchPage: (query: string) => Promise<Uint8Array>
  readonly fetchFile: FetchFile
}

/**
 * What a failed first page amounts to. A consistency proof that fails accuses nobody, because whoever sent it may have broken it; with a
 * split list, which is looked for here, the same two roots are two histories.
 */
export async function accuse(error: VerificationError, answer: Uint8Array, visit: Circumstances): Promise<Accusation> {
  const { trust, now: at } = visit
  const found = await contradictionOf(error.code, answer, visit)
  const noted = { at, trustFingerprint: trust.fingerprint }
  const evidence: Evidence = found
    ? { ...noted, ...found }
    : { ...noted, code: error.code === 'forked' || error.code === 'inconsistent' ? 'root-mismatch' : error.code, answer }
  return { code: evidence.code, evidence: printEvidence(evidence) }
}

type Found = Omit<Contradiction, 'at' | 'trustFingerprint'>

async function contradictionOf(code: VerificationCode, answer: Uint8Array, visit: Circumstances): Promise<Found | undefined> {
  const { pin } = visit
  const head = headOf(answer, visit)
  if (!pin || !head) return undefined
  const notes = { pinned: pin.part.checkpoint, shown: head.part.checkpoint }
  if (code === 'forked') return { code, ...notes }
  const heads = { label: head.label, blind: head.blind, pinned: shownHead(pin), shown: shownHead(head) }
  if (code === 'inconsistent') return { code, ...notes, history: heads }
  if (code !== 'root-mismatch') return undefined
  const { log, history } = await splitsOf(pin, head, visit)
  if (!log && !history) return undefined
  return { code: 'inconsistent', ...notes, ...(log && { log }), ...(history && { history: { ...heads, split: history } }) }
}

function shownHead({ part: { head, mapEntry, mapEntryProof, mapProof } }: Pick<VerifiedHead, 'part'>): ShownHead {
  return { ...(head && { head }), mapEntry, mapEntryProof, mapProof }
}

function headOf(answer: Uint8Array, { trust, identifier, now }: Circumstances): VerifiedHead | undefined {
  try {
    return verifyHead(parseFirstPage(answer).proof, trust, identifier, now)
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

async function splitsOf(pin: Pin, next: VerifiedHead, visit: Circumstances): Promise<{ log?: readonly Hash[]; history?: readonly Hash[] }> {
  const { root, size } = next.head
  const files = new LogFiles(next.checkpoint, visit.fetchFile)
  const log = await findSplit({
    before: { size: pin.logSize, root: pin.logRoot },
    now: next.checkpoint,
    subtrees: (subtrees) => Promise.all(subtrees.map(([lo, hi]) => files.reader.subtree(lo, hi))),
  })
  const history =
    root && pin.head.root
      ? await findSplit({ before: pin.head, now: { size, root }, subtrees: historySubtrees(pin.head.size, next, visit) })
      : undefined
  return { ...(log && { log }), ...(history && { history }) }
}

/** A page of the one entry at which the old history ended divides the new one where a split list does. */
function historySubtrees(oldSize: number, head: VerifiedHead, { identifier, fetchPage }: Circumstances) {
  return async (subtrees: readonly Subtree[]): Promise<readonly Hash[]> => {
    const [from, to, size] = [oldSize - 1, oldSize, head.head.size]
    const { range, leafHashes } = verifyLaterPage(await fetchPage(`?head=${size}&from=${from}&to=${to}`), {
      head,
      from,
      to,
      identifier,
      read: READER,
    })
    const subtree = range && subtreesOf({ range, size, leafHashes })
    return subtree ? subtrees.map(([lo, hi]) => subtree(lo, hi)) : []
  }
}
