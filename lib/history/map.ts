/**
 * The map of docs/protocol.md, section 4: a binary Merkle prefix tree from labels to head values, most significant bit first.
 *
 *     empty = 32 zero bytes      leaf = H(02 || label || head value)      node = H(03 || left || right)
 *
 * A subtree with exactly one label *is* that label's leaf, at whatever depth. With the labels 00…, 01… and 1… the tree is
 *
 *             node             the proof for 01… is { "kind": "included", "siblings": [leaf 00…, leaf 1…] },
 *            /    \            from the slot up; for 000…1, whose slot holds the leaf 00…, it is
 *         node    1…           { "kind": "other", "siblings": [leaf 01…, leaf 1…], "label": 00…, "value": … }
 *        /    \
 *      00…    01…
 *
 * Trees are immutable and share what did not change, so the published map and the next one can be held at the same time.
 * `map-tile.ts` makes the same proofs from rows.
 */
import { asHash, compareBytes, concat, equalBytes, HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'

export type MapLeaf = { readonly label: Hash; readonly value: Hash; readonly hash: Hash }
export type MapNode = { readonly left: MapTree; readonly right: MapTree; readonly hash: Hash }
export type MapTree = undefined | MapLeaf | MapNode

/** Siblings run from the slot up; their number is the slot's depth. */
export type MapProof =
  | { readonly kind: 'included'; readonly siblings: readonly Hash[] }
  | { readonly kind: 'empty'; readonly siblings: readonly Hash[] }
  | { readonly kind: 'other'; readonly siblings: readonly Hash[]; readonly label: Hash; readonly value: Hash }

export const EMPTY_MAP: MapTree = undefined
/** The hash of an empty subtree, and the root of the empty map. */
export const EMPTY_HASH = asHash(new Uint8Array(32))

const LEAF = Uint8Array.of(0x02)
const node = new Uint8Array(1 + 2 * HASH_LENGTH).fill(0x03, 0, 1)

export function mapLeafHash(label: Hash, value: Hash): Hash {
  return asHash(sha256(concat(LEAF, label, value)))
}

export function mapNodeHash(left: Hash, right: Hash): Hash {
  node.set(asHash(left), 1)
  node.set(asHash(right), 1 + HASH_LENGTH)
  return asHash(sha256(node))
}

export function mapRoot(tree: MapTree): Hash {
  return tree?.hash ?? EMPTY_HASH
}

/**
 * The tree with each `[label, head value]` of `heads` set. The old tree stays as it was.
 *
 * @throws {VerificationError} `malformed` if a label occurs twice in `heads`: one of the two would be lost in silence.
 */
export function mapSet(tree: MapTree, heads: Iterable<readonly [label: Hash, value: Hash]>): MapTree {
  const leaves = Array.from(heads, ([label, value]): MapLeaf => ({ label, value, hash: mapLeafHash(label, value) }))
  leaves.sort((a, b) => compareBytes(a.label, b.label))
  for (const [index, leaf] of leaves.entries()) {
    const next = leaves[index + 1]
    if (next && equalBytes(leaf.label, next.label)) throw new VerificationError('malformed', 'a label is set twice')
  }
  return setSorted(tree, leaves, 0)
}

function setSorted(tree: MapTree, leaves: readonly MapLeaf[], depth: number): MapTree {
  const [first] = leaves
  if (!first) return tree
  if (!tree && leaves.length === 1) return first
  if (tree && isLeaf(tree)) return setSorted(undefined, withLeaf(leaves, tree), depth)
  const split = firstWithBit(leaves, depth)
  const left = setSorted(tree?.left, leaves.slice(0, split), depth + 1)
  const right = setSorted(tree?.right, leaves.slice(split), depth + 1)
  return { left, right, hash: mapNodeHash(mapRoot(left), mapRoot(right)) }
}

/** `leaves` with `old` in its place, unless its label is set anew. */
function withLeaf(leaves: readonly MapLeaf[], old: MapLeaf): readonly MapLeaf[] {
  const at = leaves.findIndex((leaf) => compareBytes(leaf.label, old.label) >= 0)
  const found = leaves[at]
  if (!found) return [...leaves, old]
  return equalBytes(found.label, old.label) ? leaves : leaves.toSpliced(at, 0, old)
}

function firstWithBit(leaves: readonly MapLeaf[], depth: number): number {
  let low = 0
  let high = leaves.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const leaf = leaves[middle]
    if (leaf && bitAt(leaf.label, depth) === 0) low = middle + 1
    else high = middle
  }
  return low
}

export function isLeaf(tree: MapLeaf | MapNode): tree is MapLeaf {
  return 'label' in tree
}

/** Bit `depth` of a label, the first being the most significant one of its first byte. */
export function bitAt(label: Uint8Array, depth: number): 0 | 1 {
  return (((label[Math.floor(depth / 8)] ?? 0) >> (7 - (depth % 8))) & 1) as 0 | 1
}

/** The proof of what this tree holds for `label`: its head value, or that it has none. */
export function mapProof(tree: MapTree, label: Hash): MapProof {
  const siblings: Hash[] = []
  let current = tree
  while (current && !isLeaf(current)) {
    const right = bitAt(label, siblings.length) === 1
    siblings.push(mapRoot(right ? current.left : current.right))
    current = right ? current.right : current.left
  }
  return slotProof(current, label, siblings.reverse())
}

/** The proof for a slot that is empty or holds one leaf. */
export function slotProof(slot: MapLeaf | undefined, label: Hash, siblings: readonly Hash[]): MapProof {
  if (!slot) return { kind: 'empty', siblings }
  return equalBytes(slot.label, label) ? { kind: 'included', siblings } : { kind: 'other', siblings, label: slot.label, value: slot.value }
}

/**
 * Checks that the map with root `root` holds `value` for `label`, or nothing where `value` is undefined. Afterwards no other answer can be
 * proven for this root and label, however the map's maker built the tree: two different answers at one depth are two preimages of
 * one hash, and at two depths a leaf or an empty slot would have to be a node too.
 *
 * A maker can hide labels in a tree that is no prefix tree. That the root is the map of what is in the log, auditors recompute.
 *
 * @throws {VerificationError} `malformed` if this cannot be a proof for `label`; `not-in-map` if it leads to another root.
 */
export function verifyMapProof({ root, label, value, proof }: { root: Hash; label: Hash; value: Hash | undefined; proof: MapProof }): void {
  const { siblings } = proof
  const depth = siblings.length
  if (depth > 256) throw new VerificationError('malformed', 'a map proof has more than 256 siblings')
  // A slot whose sibling is empty too would stand one level higher.
  if (siblings[0] && equalBytes(siblings[0], EMPTY_HASH)) throw new VerificationError('malformed', 'the first sibling is empty')
  if ((proof.kind === 'included') !== (value !== undefined)) throw new VerificationError('malformed', 'a head comes with "included" only')
  let current = startOf(label, value, proof)
  for (const [index, sibling] of siblings.entries()) {
    current = bitAt(label, depth - 1 - index) === 0 ? mapNodeHash(current, sibling) : mapNodeHash(sibling, current)
  }
  if (!equalBytes(current, root)) throw new VerificationError('not-in-map', 'the map proof leads to another root')
}

function startOf(label: Hash, value: Hash | undefined, proof: MapProof): Hash {
  if (value) return mapLeafHash(label, value)
  if (proof.kind !== 'other') return EMPTY_HASH
  if (equalBytes(proof.label, label)) throw new VerificationError('malformed', 'the other label is ours')
  for (let depth = 0; depth < proof.siblings.length; depth++) {
    if (bitAt(proof.label, depth) !== bitAt(label, depth)) throw new VerificationError('malformed', 'the other label is elsewhere')
  }
  return mapLeafHash(proof.label, proof.value)
}
