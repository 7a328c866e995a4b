import type { PageRange } from '#lib/history/page.ts'
import type { Hash } from '#lib/tlog/bytes.ts'
import { nodeHash, splitPoint } from '#lib/tlog/proof.ts'
import { rangeSubtrees } from '#lib/tlog/range.ts'

type ProvenRange = { readonly range: PageRange; readonly size: number; readonly leafHashes: readonly Hash[] }

/**
 * Roots of the subtrees of a history, of one verified page's range proof and leaf hashes: every subtree that the proof gives, that lies
 * in the range, or that is divided by an end of it.
 */
export function subtreesOf({ range, size, leafHashes }: ProvenRange): (lo: number, hi: number) => Hash {
  const { from, to, hashes } = range
  const given = new Map<string, Hash>()
  for (const [at, [lo, hi]] of rangeSubtrees({ from, to, size }).entries()) {
    const hash = hashes[at]
    if (hash) given.set(`${lo} ${hi}`, hash)
  }
  return function subtree(lo: number, hi: number): Hash {
    const known = given.get(`${lo} ${hi}`) ?? (hi - lo === 1 ? leafHashes[lo - from] : undefined)
    if (known) return known
    if (hi - lo === 1) throw new RangeError(`no page of this visit knows the subtree ${lo} … ${hi}`)
    const middle = lo + splitPoint(hi - lo)
    return nodeHash(subtree(lo, middle), subtree(middle, hi))
  }
}
