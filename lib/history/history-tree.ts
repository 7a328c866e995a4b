/**
 * One patient's history as a growing RFC 6962 tree (docs/protocol.md, section 3), kept in the rows of its entries.
 *
 * The row of entry i holds, beside its leaf hash, the roots of all complete subtrees of two or more leaves that end with it, smallest first:
 *
 *     row          0    1        2    3                4    5        6
 *     nodes             [0,2)         [2,4) [0,4)           [4,6)          the subtree [lo, hi) is in row hi − 1
 *
 * so that appending writes nothing but new rows, and a proof reads a handful of them. Between two rows only the *frontier* is kept:
 * the roots of the largest complete subtrees from left to right, one for each 1 bit of the size. For 7 entries: [0,4) [4,6) [6,7).
 */
import { asHash, concat, HASH_LENGTH, type Hash } from '#lib/tlog/bytes.ts'
import { consistencySubtrees, EMPTY_ROOT, nodeHash, type Subtree, splitPoint } from '#lib/tlog/proof.ts'
import { rangeSubtrees } from '#lib/tlog/range.ts'

export type Frontier = { readonly size: number; readonly hashes: readonly Hash[] }
/** What a row knows: its leaf hash, and its complete subtrees' roots one after the other. */
export type HistoryRow = { readonly leafHash: Hash; readonly nodes: Uint8Array }

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] }

/** The frontier after one more entry, and what its row stores as `nodes`, one after the other. */
export function appendLeaf(frontier: Frontier, leafHash: Hash): { frontier: Frontier; nodes: readonly Hash[] } {
  const hashes = frontier.hashes.slice()
  const nodes: Hash[] = []
  let last = leafHash
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) {
    last = nodeHash(hashes.pop() ?? EMPTY_ROOT, last)
    nodes.push(last)
  }
  hashes.push(last)
  return { frontier: { size: frontier.size + 1, hashes }, nodes }
}

/** MTH of the entries so far; that of no entries is H(""), which no head ever carries. */
export function historyRoot({ hashes }: Frontier): Hash {
  return hashes.length === 0 ? EMPTY_ROOT : fold(hashes)
}

/** Subtrees from left to right, joined from the right as RFC 6962 does where a tree is not complete. */
function fold(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}

export function frontierBytes({ hashes }: Frontier): Uint8Array {
  return concat(...hashes)
}

/** How many hashes the frontier of `size` entries has. */
export function frontierLength(size: number): number {
  return completeSubtrees([0, size]).length
}

/** @throws {VerificationError} `malformed` if these are not as many hashes as `size` has 1 bits. */
export function parseFrontier(size: number, bytes: Uint8Array): Frontier {
  const count = frontierLength(size)
  if (bytes.length !== count * HASH_LENGTH) asHash(bytes)
  return { size, hashes: Array.from({ length: count }, (_, index) => hashAt(bytes, index)) }
}

/**
 * The rows that a page's proofs need beside the page's own: for the range `from … to−1` of the first `size` entries and, for someone who
 * knows the head of `pinned` entries, consistency with it. Ascending, each once.
 */
export function rowsForProofs(size: number, range: { from: number; to: number } | undefined, pinned?: number): number[] {
  const subtrees = [
    ...(range ? rangeSubtrees({ ...range, size }) : []),
    ...(pinned ? consistencySubtrees({ size1: pinned, size2: size }) : []),
  ]
  const rows = subtrees.flatMap((subtree) => completeSubtrees(subtree).map(([, hi]) => hi - 1))
  return [...new Set(rows)].sort((a, b) => a - b)
}

/** The range proof of section 5, check 6, from rows that `rowsForProofs` named. */
export function rangeHashes(size: number, range: { from: number; to: number }, rows: ReadonlyMap<number, HistoryRow>): Hash[] {
  return rangeSubtrees({ ...range, size }).map((subtree) => subtreeRoot(subtree, rows))
}

/** The RFC 9162 consistency proof from `pinned` to `size` entries, from rows that `rowsForProofs` named. */
export function consistencyHashes(pinned: number, size: number, rows: ReadonlyMap<number, HistoryRow>): Hash[] {
  return consistencySubtrees({ size1: pinned, size2: size }).map((subtree) => subtreeRoot(subtree, rows))
}

/** @throws {Error} if a row is missing: the caller read fewer than `rowsForProofs` named. */
function subtreeRoot(subtree: Subtree, rows: ReadonlyMap<number, HistoryRow>): Hash {
  return fold(completeSubtrees(subtree).map((complete) => completeRoot(complete, rows)))
}

function completeRoot([lo, hi]: Subtree, rows: ReadonlyMap<number, HistoryRow>): Hash {
  const row = rows.get(hi - 1)
  if (!row) throw new Error(`row ${hi - 1} of the history was not read`)
  return hi - lo === 1 ? row.leafHash : hashAt(row.nodes, Math.log2(hi - lo) - 1)
}

/** The largest complete subtrees of [lo, hi), left to right; `lo` is where a subtree of the whole tree begins. */
function completeSubtrees([lo, hi]: Subtree): Subtree[] {
  if (lo === hi) return []
  const half = hi - lo === 1 ? 1 : splitPoint(hi - lo)
  return half * 2 === hi - lo || hi - lo === 1 ? [[lo, hi]] : [[lo, lo + half], ...completeSubtrees([lo + half, hi])]
}

function hashAt(bytes: Uint8Array, index: number): Hash {
  return asHash(bytes.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH))
}
