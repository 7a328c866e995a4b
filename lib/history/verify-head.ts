/**
 * Checks 1 to 4 and 8 of docs/protocol.md, section 5: from the person on the screen to the head of that person's history, and back to the last visit.
 *
 *     checkpoint ── signed, quorum ──> size, root
 *        └─ inclusion at size − 1 ──> map entry ──> map root, VRF key          the log's last entry says what the map is
 *              identifier ── VRF ──> label, blind                              there is one label for this person
 *                 └─ map proof ──> head value ──> size, root of the history    or none: then nobody has looked
 *
 * Who may lie: the server and the log's operator, about everything. A log that two signatures, one label and one map answer leave only one
 * history to show, shows that one, or forks: and then two signed checkpoints exist, which the next visit or a witness lays side by side.
 */
import { asHash, equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { leafHash, verifyConsistency, verifyInclusion } from '#lib/tlog/proof.ts'
import { alpha, headValue, type Identifier, type MapEntry, parseLogEntry } from './entry.ts'
import { verifyMapProof } from './map.ts'
import type { Consistency } from './page.ts'
import type { Head, ProofPart } from './proof-part.ts'
import type { Trust } from './trust.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts'
import { vrfVerify } from './vrf.ts'

export type VerifiedHead = {
  readonly part: ProofPart
  readonly checkpoint: VerifiedCheckpoint
  readonly mapEntry: MapEntry
  readonly label: Hash
  readonly blind: Hash
  /** What the map holds for the label; undefined where it holds nothing. */
  readonly value: Hash | undefined
  /** Size 0 where the map holds nothing. */
  readonly head: Head | { readonly size: 0; readonly root: undefined }
}

/** The earlier visit: what of its head and checkpoint the new ones must continue. */
export type Pinned = { readonly logText: string; readonly logSize: number; readonly logRoot: Hash; readonly head: VerifiedHead['head'] }

/**
 * Checks 1 to 4. Afterwards the history of `identifier` has this size and root under this checkpoint, and no other. Look at
 * `checkpoint.waiting` before relying on it.
 *
 * @throws {VerificationError} `malformed`, `unknown-log`, `bad-signature`, `not-included`, `wrong-label`, `not-in-map`.
 */
export function verifyHead(part: ProofPart, trust: Trust, identifier: Identifier, now: number): VerifiedHead {
  const checkpoint = verifyCheckpoint(part.checkpoint, trust, now)
  const mapEntry = verifyMapEntry(part, checkpoint)
  if (!equalBytes(mapEntry.vrfKey, trust.vrf)) throw new VerificationError('wrong-label', 'labels of another VRF key')
  const beta = vrfVerify(trust.vrf, alpha(identifier), part.vrfProof)
  const [label, blind] = [asHash(beta.slice(0, 32)), asHash(beta.slice(32))]
  const value = part.head && headValue({ blind, ...part.head })
  verifyMapProof({ root: mapEntry.mapRoot, label, value, proof: part.mapProof })
  return { part, checkpoint, mapEntry, label, blind, value, head: part.head ?? { size: 0, root: undefined } }
}

/**
 * Check 2. That the map root is the map of the entries before it, auditors recompute.
 *
 * @throws {VerificationError} `malformed`, `not-included`.
 */
export function verifyMapEntry(
  { mapEntry, mapEntryProof }: Pick<ProofPart, 'mapEntry' | 'mapEntryProof'>,
  { size, root }: VerifiedCheckpoint,
): MapEntry {
  const entry = parseLogEntry(mapEntry)
  if (entry.type !== 'map') throw new VerificationError('malformed', 'not a map entry')
  if (entry.covers !== size - 1) throw new VerificationError('not-included', 'a map entry for another size')
  try {
    verifyInclusion({ leafHash: leafHash(mapEntry), index: size - 1, size, proof: mapEntryProof, root })
  } catch (cause) {
    if (!(cause instanceof VerificationError) || cause.code === 'malformed') throw cause
    throw new VerificationError('not-included', 'the checkpoint does not end in this map entry', { cause })
  }
  return entry
}

/**
 * Check 8, for a pin of the same origin, VRF key and label. Afterwards this visit continues that one: nothing was taken away or changed.
 *
 * @returns `stale` if the server is behind the earlier visit. That may be a lagging copy and accuses nobody; the pin stays.
 * @throws {VerificationError} `malformed` if the proofs cannot be for these sizes; `forked` for two texts of one size; `inconsistent` if
 *   the history became smaller, or another of the same size; `root-mismatch` if a proof leads elsewhere, which is not yet evidence.
 */
export function verifyReturn(pinned: Pinned, next: VerifiedHead, consistency: Consistency): 'continues' | 'stale' {
  const { checkpoint, head } = next
  if (checkpoint.size < pinned.logSize) return 'stale'
  if (checkpoint.size === pinned.logSize) {
    if (checkpoint.text !== pinned.logText) throw new VerificationError('forked', 'two texts for one size of the log')
  }
  verifyConsistency({
    size1: pinned.logSize,
    size2: checkpoint.size,
    root1: pinned.logRoot,
    root2: checkpoint.root,
    proof: consistency.log,
  })
  verifyHistory(pinned.head, head, consistency.history)
  return 'continues'
}

function verifyHistory(pinned: Pinned['head'], head: VerifiedHead['head'], proof: readonly Hash[]): void {
  if (pinned.size === 0 || pinned.root === undefined) {
    if (proof.length > 0) throw new VerificationError('malformed', 'there is nothing to be consistent with')
    return
  }
  if (head.root === undefined || head.size < pinned.size) throw new VerificationError('inconsistent', 'the history became smaller')
  if (head.size === pinned.size && !equalBytes(head.root, pinned.root))
    throw new VerificationError('inconsistent', 'another history of this size')
  verifyConsistency({ size1: pinned.size, size2: head.size, root1: pinned.root, root2: head.root, proof })
}
