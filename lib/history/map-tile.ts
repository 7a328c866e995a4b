/**
 * Map tiles: the upper 16 levels of the map (map.ts) as rows of 256 slots, so that a reader makes a proof from two rows and the
 * few heads under one prefix, and never holds the tree. Not part of what a browser sees: the proofs are the same, byte for byte.
 *
 *     tile = 256 × ( u8 count || hash[32] )                                     8448 bytes
 *
 * The tile with the empty prefix holds the subtrees at depth 8, the tile with the prefix `a7` those at depth 16 whose labels begin
 * with the byte a7. `count` is 0 (empty, hash zeros), 1 (the hash of the one leaf, whatever its depth) or 2 (two or more labels: a node).
 * The count decides how slots join: one label alone moves up as it is, two make a node. A tile that is not there has 256 empty slots.
 */
import { asHash, compareBytes, type Hash } from '#lib/tlog/bytes.ts'
import {
  bitAt,
  EMPTY_HASH,
  EMPTY_MAP,
  isLeaf,
  type MapProof,
  type MapTree,
  mapLeafHash,
  mapNodeHash,
  mapProof,
  mapSet,
  slotProof,
} from './map.ts'

export type MapSlot = { readonly count: 0 | 1 | 2; readonly hash: Hash }
export type MapHead = { readonly label: Hash; readonly value: Hash }
/** The rows that lie on the way to a label: the tile with the empty prefix, and the one with the label's first byte as prefix. */
export type MapTiles = { readonly upper: Uint8Array | undefined; readonly lower: Uint8Array | undefined }

const WIDTH = 256
const SLOT = 33
const EMPTY_SLOT: MapSlot = { count: 0, hash: EMPTY_HASH }

/** The subtree of all labels that begin with the bytes of `prefix`, as a slot. */
export function mapSubtree(tree: MapTree, prefix: Uint8Array): MapSlot {
  let current = tree
  for (let depth = 0; current && depth < prefix.length * 8; depth++) {
    if (isLeaf(current)) return compareBytes(current.label.subarray(0, prefix.length), prefix) === 0 ? slotOf(current) : EMPTY_SLOT
    current = bitAt(prefix, depth) === 1 ? current.right : current.left
  }
  return slotOf(current)
}

function slotOf(tree: MapTree): MapSlot {
  if (!tree) return EMPTY_SLOT
  return { count: isLeaf(tree) ? 1 : 2, hash: tree.hash }
}

/** The tile with this prefix of 0 or 1 bytes. After setting heads, the empty prefix and each first byte among their labels have new tiles. */
export function mapTile(tree: MapTree, prefix: Uint8Array): Uint8Array {
  const tile = new Uint8Array(WIDTH * SLOT)
  for (let index = 0; index < WIDTH; index++) {
    const { count, hash } = mapSubtree(tree, Uint8Array.of(...prefix, index))
    tile[index * SLOT] = count
    tile.set(hash, index * SLOT + 1)
  }
  return tile
}

/** Which labels' heads a proof for `label` needs beside the two tiles: all from `first` to `last`. Mostly the 16-bit prefix of `label`. */
export function headsNeeded(label: Hash, tiles: MapTiles): { first: Hash; last: Hash } {
  const { slot, siblings } = descend(label, tiles)
  const bits = slot.count === 2 ? 16 : siblings.length
  const bound = (fill: 0 | 1) => {
    const bytes = new Uint8Array(32)
    for (let depth = 0; depth < 256; depth++) {
      const bit = depth < bits ? bitAt(label, depth) : fill
      bytes[Math.floor(depth / 8)] = (bytes[Math.floor(depth / 8)] ?? 0) * 2 + bit
    }
    return asHash(bytes)
  }
  return { first: bound(0), last: bound(1) }
}

/**
 * What `mapProof` says of the whole tree, from its tiles and the `heads` that `headsNeeded` asked for, in any order.
 * All rows must come from one snapshot; mixed ones give a proof that does not verify, never a wrong answer that does.
 */
export function mapProofFromTiles({ label, tiles, heads }: { label: Hash; tiles: MapTiles; heads: readonly MapHead[] }): MapProof {
  const { slot, siblings } = descend(label, tiles)
  const upper = siblings.toReversed()
  if (slot.count === 0) return slotProof(undefined, label, upper)
  if (slot.count === 1) {
    const [head] = heads
    return slotProof(head && { ...head, hash: mapLeafHash(head.label, head.value) }, label, upper)
  }
  // Alone, the labels under one 16-bit prefix make a tree that begins with 16 nodes of one child: its upper 16 siblings are the tiles'.
  const proof = mapProof(
    mapSet(
      EMPTY_MAP,
      heads.map((head) => [head.label, head.value] as const),
    ),
    label,
  )
  return { ...proof, siblings: [...proof.siblings.slice(0, -upper.length), ...upper] }
}

/** From the root towards `label` until a slot holds at most one label, or to depth 16. Siblings from the root down. */
function descend(label: Hash, { upper, lower }: MapTiles): { slot: MapSlot; siblings: Hash[] } {
  const siblings: Hash[] = []
  for (const [level, tile] of [upper, lower].entries()) {
    const rows = levelsOf(tile)
    for (let depth = 0; depth < 8; depth++) {
      const slot = rows[depth]?.[(label[level] ?? 0) >> (8 - depth)] ?? EMPTY_SLOT
      if (slot.count < 2) return { slot, siblings }
      siblings.push(rows[depth + 1]?.[((label[level] ?? 0) >> (7 - depth)) ^ 1]?.hash ?? EMPTY_HASH)
    }
    const last = rows[8]?.[label[level] ?? 0] ?? EMPTY_SLOT
    if (last.count < 2 || level === 1) return { slot: last, siblings }
  }
  return { slot: EMPTY_SLOT, siblings }
}

/** `levels[d]` has 2^d slots: what the tile says of the subtrees d levels below its prefix. */
function levelsOf(tile: Uint8Array | undefined): MapSlot[][] {
  const slots = Array.from({ length: WIDTH }, (_, index) => (tile ? slotAt(tile, index) : EMPTY_SLOT))
  const levels = [slots]
  for (let level = slots; level.length > 1; levels.unshift(level)) {
    level = Array.from({ length: level.length / 2 }, (_, index) => join(level[2 * index], level[2 * index + 1]))
  }
  return levels
}

function slotAt(tile: Uint8Array, index: number): MapSlot {
  const count = tile[index * SLOT] ?? 0
  return { count: count === 0 || count === 1 ? count : 2, hash: asHash(tile.slice(index * SLOT + 1, (index + 1) * SLOT)) }
}

function join(left = EMPTY_SLOT, right = EMPTY_SLOT): MapSlot {
  if (left.count + right.count > 1) return { count: 2, hash: mapNodeHash(left.hash, right.hash) }
  return left.count === 1 ? left : right
}
