import { bitAt } from '#lib/history/map.ts'
import type { PageRange } from '#lib/history/page.ts'
import type { Trust } from '#lib/history/trust.ts'
import type { VerifiedHead } from '#lib/history/verify-head.ts'
import { type Hash, toBase64 } from '#lib/tlog/bytes.ts'
import { COSIGNATURE_ML_DSA_44 } from '#lib/tlog/cosignature.ts'
import { inclusionSubtrees, type Subtree } from '#lib/tlog/proof.ts'
import { subtreesOf } from './subtrees.ts'
import type { DrawnSignature, EntryProof, PathStep } from './types.ts'

export type EntryPlace = {
  readonly historyIndex: number
  readonly logIndex: number
  readonly commitment: Hash
  readonly range: PageRange
  readonly leafHashes: readonly Hash[]
}

/** The paths of an entry whose page verified, from the entry up to the signed root hash. */
export function drawProof(
  { historyIndex, logIndex, commitment, range, leafHashes }: EntryPlace,
  head: VerifiedHead,
  trust: Trust,
): EntryProof | undefined {
  const { checkpoint, mapEntry, label, value, part } = head
  const leaf = leafHashes[historyIndex - range.from]
  if (!value || !head.head.root || !leaf) return undefined
  const { size } = head.head
  const subtree = subtreesOf({ range, size, leafHashes })
  const siblings = inclusionSubtrees({ index: historyIndex, size })
  const depth = part.mapProof.siblings.length
  return {
    logIndex,
    historyIndex,
    commitment: toBase64(commitment),
    history: {
      leaf: toBase64(leaf),
      path: siblings.map((sibling) => step(sibling, historyIndex, subtree(...sibling))),
      root: toBase64(head.head.root),
      size,
    },
    map: {
      label: toBase64(label),
      headValue: toBase64(value),
      path: part.mapProof.siblings.map((hash, at) => ({
        side: bitAt(label, depth - 1 - at) === 0 ? 'right' : 'left',
        hash: toBase64(hash),
      })),
      root: toBase64(mapEntry.mapRoot),
    },
    log: {
      mapEntryIndex: mapEntry.covers,
      path: part.mapEntryProof.map((hash) => ({ side: 'left', hash: toBase64(hash) })),
      root: toBase64(checkpoint.root),
      size: checkpoint.size,
    },
    signatures: drawSignatures(head, trust),
  }
}

function step([lo]: Subtree, index: number, hash: Hash): PathStep {
  return { side: lo > index ? 'right' : 'left', hash: toBase64(hash) }
}

function drawSignatures({ checkpoint }: VerifiedHead, { keys, auditors }: Trust): DrawnSignature[] {
  return checkpoint.signatures.map(({ vkey, timestamp }) => {
    const witness = keys.witnesses.find((known) => known.vkey === vkey)
    return {
      name: vkey.name,
      keyId: vkey.keyId,
      algorithm: vkey.type === COSIGNATURE_ML_DSA_44 ? 'ML-DSA-44' : 'Ed25519',
      role: !witness ? 'log' : auditors.includes(witness.name) ? 'auditor' : 'witness',
      ...(timestamp !== undefined && { time: timestamp }),
    }
  })
}
