import assert from 'node:assert/strict'
import { fromBase64 } from './bytes.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { verifySubtreeConsistency, verifySubtreeInclusion } from './subtree.ts'
import { jsonFiles, refusal, vectorTest } from './testing.ts'

type Common = { proof: string[] | null; desc: string; wantErr: boolean }
type Inclusion = Common & { leafIdx: number; leafHash: string; root: string }
type Consistency = Common & { root1: string; root2: string }

function inclusion({ leafIdx, leafHash, root, proof }: Inclusion) {
  return { index: leafIdx, leafHash: fromBase64(leafHash), root: fromBase64(root), proof: (proof ?? []).map(fromBase64) }
}

function consistency({ root1, root2, proof }: Consistency) {
  return { root1: fromBase64(root1), root2: fromBase64(root2), proof: (proof ?? []).map(fromBase64) }
}

function every<T extends Common>(folder: string, count: number, verify: (vector: T) => void): void {
  const vectors = jsonFiles<T>(folder)
  assert.equal(vectors.length, count)
  for (const { file, vector } of vectors) {
    if (vector.wantErr) assert.throws(() => verify(vector), refusal(), `${file} (${vector.desc}) was accepted`)
    else assert.doesNotThrow(() => verify(vector), `${file} (${vector.desc}) was refused`)
  }
}

vectorTest('the inclusion vectors of transparency-dev come out as they say', 'merkle/inclusion', (folder) =>
  every<Inclusion & { treeSize: number }>(folder, 98, (v) => verifyInclusion({ ...inclusion(v), size: v.treeSize })),
)

vectorTest('the consistency vectors of transparency-dev come out as they say', 'merkle/consistency', (folder) =>
  every<Consistency & { size1: number; size2: number }>(folder, 98, (v) =>
    verifyConsistency({ ...consistency(v), size1: v.size1, size2: v.size2 }),
  ),
)

vectorTest('the subtree inclusion vectors of transparency-dev come out as they say', 'merkle/subtreeinclusion', (folder) =>
  every<Inclusion & { start: number; end: number }>(folder, 204, (v) =>
    verifySubtreeInclusion({ ...inclusion(v), start: v.start, end: v.end }),
  ),
)

vectorTest('the subtree consistency vectors of transparency-dev come out as they say', 'merkle/subtreeconsistency', (folder) =>
  every<Consistency & { start: number; end: number; size: number }>(folder, 118, (v) =>
    verifySubtreeConsistency({ ...consistency(v), start: v.start, end: v.end, size: v.size }),
  ),
)
