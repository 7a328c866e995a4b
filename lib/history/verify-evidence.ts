/**
 * Whether evidence proves what it says: docs/protocol.md, section 8. Anybody can write such a file, so nothing in it is believed.
 *
 *     forked          two texts for one size, each signed with both keys of the log
 *     inconsistent    a split list: root2 is the newer checkpoint's, root1 is not the older's, so the newer does not extend the older
 *                     or two heads of one label, each in the map of a signed checkpoint, of which the later is not the former grown
 *
 * Both are made by whoever holds the log's keys and by nobody else. What is *not* checked: cosignatures, because a log that forked has
 * forked whoever signed besides; when it was found; and whose history it is.
 */
import { concat, equalBytes, type Hash, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { splitRoots } from '#lib/tlog/range.ts'
import { sha256 } from '#sha256'
import { headValue } from './entry.ts'
import type { Contradiction, HistoryEvidence, ShownHead } from './evidence.ts'
import { malformed } from './json.ts'
import { verifyMapProof } from './map.ts'
import type { Head } from './proof-part.ts'
import type { Trust } from './trust.ts'
import { ANY_TIME, type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts'
import { verifyMapEntry } from './verify-head.ts'

export type ProvenContradiction = {
  readonly evidence: Contradiction
  readonly pinned: VerifiedCheckpoint
  readonly shown: VerifiedCheckpoint
}

/**
 * Afterwards both keys of the trusted log have signed both checkpoints, and they contradict each other in the way that `code` says.
 * Who is to blame is who holds those keys, and nobody else can have made this.
 *
 * @throws {VerificationError} `malformed` if the two do not contradict each other; else what the checks of section 5 throw.
 */
export function verifyContradiction(evidence: Contradiction, trust: Trust): ProvenContradiction {
  const pinned = verifyCheckpoint(evidence.pinned, trust, ANY_TIME)
  const shown = verifyCheckpoint(evidence.shown, trust, ANY_TIME)
  if (evidence.code === 'forked') {
    if (evidence.log || evidence.history) throw malformed('two texts for one size need no more')
    if (pinned.size !== shown.size || pinned.text === shown.text) throw malformed('not two texts for one size')
    return { evidence, pinned, shown }
  }
  if (!evidence.log && !evidence.history) throw malformed('nothing that is inconsistent')
  if (evidence.log) verifySplit(evidence.log, pinned, shown)
  if (evidence.history) verifyHistory(evidence.history, pinned, shown)
  return { evidence, pinned, shown }
}

/** Hex SHA-256 of what contradicts what: the same however often, by whom and with whatever time it is reported. */
export function contradictionDigest({ evidence: { code, history }, pinned, shown }: ProvenContradiction): string {
  const parts = [utf8(code), utf8(pinned.text), utf8(shown.text), history?.label ?? utf8('')]
  return toHex(sha256(concat(...parts.flatMap((part) => [part, utf8('\n')]))))
}

/** The list leads to the newer root, and to another older one than was signed: the newer tree does not extend the older. */
function verifySplit(hashes: readonly Hash[], before: { size: number; root: Hash }, now: { size: number; root: Hash }): void {
  const { root1, root2 } = splitRoots({ size1: before.size, size2: now.size, hashes })
  if (!equalBytes(root2, now.root)) throw malformed('a split list of another tree')
  if (equalBytes(root1, before.root)) throw malformed('a tree that extends the other')
}

function verifyHistory(history: HistoryEvidence, before: VerifiedCheckpoint, now: VerifiedCheckpoint): void {
  const { label, blind, pinned, shown, split } = history
  if (before.size >= now.size) throw malformed('the later checkpoint is the larger one')
  verifyShownHead(pinned, label, blind, before)
  verifyShownHead(shown, label, blind, now)
  if (!pinned.head) throw malformed('there was no history before')
  const contradicts = !shown.head || shown.head.size < pinned.head.size || sameSize(pinned.head, shown.head)
  if (!contradicts && shown.head && split) verifySplit(split, pinned.head, shown.head)
  else if (!contradicts || split) throw malformed('a history that may extend the other')
}

function sameSize(pinned: Head, shown: Head): boolean {
  return pinned.size === shown.size && !equalBytes(pinned.root, shown.root)
}

/** Checks 2 and 4 of section 5. The label is anybody's: that the log gave it two answers is the point, not whose it is. */
function verifyShownHead({ head, mapProof, ...part }: ShownHead, label: Hash, blind: Hash, checkpoint: VerifiedCheckpoint): void {
  const { mapRoot } = verifyMapEntry(part, checkpoint)
  verifyMapProof({ root: mapRoot, label, value: head && headValue({ blind, ...head }), proof: mapProof })
}
