import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '#lib/db/embedded.ts'
import { putFile } from '#lib/durable.ts'
import { SmallLog } from '#lib/monitor/testing.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { printVkey } from '#lib/tlog/note.ts'
import { figure } from './figure.ts'

const ROUNDS = 400
const WARM_UP = 100
const TARGETS = { ms: 5, ofWrite: 8 }

/**
 * A witness as a process, asked by HTTP to cosign a log of two keys that grows by an entry each time: two signatures verified, a proof,
 * two made, the state on disk. The reference is the disk alone: a file of the same length, put and synchronised.
 */
const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-witness-'))
const log = new SmallLog('log.example/bench')
const port = await freePort()
const keys = log.vkeys.flatMap((vkey) => ['--log', printVkey(vkey)])
const witness = spawn(process.execPath, ['bin/witness.ts', '--listen', `127.0.0.1:${port}`, '--state', join(folder, 'w'), ...keys], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  for await (const line of createInterface(witness.stdout)) if (line.startsWith('Witnessing')) break
  const requests = Array.from({ length: WARM_UP + ROUNDS }, (_, size) => Buffer.from(log.request(size, size + 1)))
  const asked = await times(requests, async (body) => {
    const response = await fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: 'POST', body })
    if (response.status !== 200) throw new Error(await response.text())
    await response.bytes()
  })
  let number = 0
  const written = await times(requests, () => putFile(join(folder, 'written', String(number++)), utf8('x'.repeat(12_000))))
  figure('witness', asked.p50, 'ms', `≤ ${TARGETS.ms}`, asked.p50 <= TARGETS.ms)
  const ratio = asked.p50 / written.p50
  figure('witness-ratio', ratio, '×write', `≤ ${TARGETS.ofWrite}`, ratio <= TARGETS.ofWrite)
  console.log(`witness: p99 ${asked.p99.toFixed(1)} ms; a write alone p50 ${written.p50.toFixed(1)} ms`)
} finally {
  witness.kill()
  await rm(folder, { recursive: true, force: true })
}

async function times<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<{ p50: number; p99: number }> {
  const all: number[] = []
  for (const item of items) {
    const begun = performance.now()
    await work(item)
    all.push(performance.now() - begun)
  }
  const sorted = all.slice(WARM_UP).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}
