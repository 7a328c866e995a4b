import { equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import type { Subtree } from '#lib/tlog/proof.ts'
import { splitRoots, splitSubtrees } from '#lib/tlog/range.ts'
import { Unreachable } from './log-files.ts'

type Claim = {
  readonly before: { readonly size: number; readonly root: Hash }
  readonly now: { readonly size: number; readonly root: Hash }
  readonly subtrees: (subtrees: readonly Subtree[]) => Promise<readonly Hash[]>
}

/**
 * The split list of two roots, if one can be had: the evidence that a failed consistency proof is not. It leads to the new root, and to
 * another old root than the one we know.
 */
export async function findSplit({ before, now, subtrees }: Claim): Promise<readonly Hash[] | undefined> {
  const sizes = { size1: before.size, size2: now.size }
  if (before.size === 0 || before.size >= now.size) return undefined
  try {
    const hashes = await subtrees(splitSubtrees(sizes))
    const { root1, root2 } = splitRoots({ ...sizes, hashes })
    return equalBytes(root2, now.root) && !equalBytes(root1, before.root) ? hashes : undefined
  } catch (error) {
    if (error instanceof VerificationError || error instanceof Unreachable) return undefined
    throw error
  }
}
