import { createHash } from 'node:crypto'
import { concat, equalBytes, u64 } from '#lib/tlog/bytes.ts'
import { leafHash, rootHash } from '#lib/tlog/proof.ts'
import { figure } from './figure.ts'

const COUNT = 1_000_000
const TARGET = 600_000
const RUNS = 3

const entries = Array.from({ length: COUNT }, (_, i) => concat(new Uint8Array(24), u64(i)))

/** The reference: as many hashes of the same lengths, one after the other, by the usual interface of Node. */
function reference(): number {
  const [leaf, node] = [new Uint8Array(33), new Uint8Array(65)]
  return seconds(() => {
    for (let i = 0; i < COUNT; i++) {
      createHash('sha256').update(leaf).digest()
      createHash('sha256').update(node).digest()
    }
  })
}

function* leaves() {
  for (const entry of entries) yield leafHash(entry)
}

function seconds(run: () => unknown): number {
  const start = performance.now()
  run()
  return (performance.now() - start) / 1000
}

const first = rootHash(leaves())
const best = Math.min(...Array.from({ length: RUNS }, () => seconds(() => rootHash(leaves()))))
if (!equalBytes(first, rootHash(leaves()))) throw new Error('the root hash is not the same twice')

figure('tlog-root', COUNT / best, 'leaves/s', `≥${TARGET}`, COUNT / best >= TARGET)
figure('tlog-root-ratio', reference() / best, '×createHash', '≥1', reference() / best >= 1)
