import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { withTestServer } from '#lib/db/testing.ts'
import { env, inheritedEnv } from '#lib/env.ts'
import { findChromium } from './test/chromium.ts'
import { findGo } from './test/go.ts'
import { startProduct } from './test/product.ts'

/** The gate: lint, types, the pure rooms, everything with a real database, and the product in a real browser. `npm test -- unit` runs one part. */

const bin = (name: string) => join('node_modules', '.bin', name)
const PURE = [
  'lib/*.test.ts',
  'lib/{tlog,history,timestamp,event,dispute,verify,pdf}/**/*.test.ts',
  'components/**/*.test.ts',
  'messages/**/*.test.ts',
]
const DATA = ['lib/{db,ledger,alerts,clockwork,monitor,server,gateway,identity-provider}/**/*.test.ts', 'bin/**/*.test.ts']
const REPORT = ['--test', '--test-reporter=dot', '--test-timeout=120000', '--test-concurrency=2']

const parts: Record<string, () => Promise<void>> = {
  lint: () => run(bin('biome'), ['check', '--error-on-warnings', '.']),
  types: () => run(bin('tsc'), ['--noEmit']),
  unit: () => run(process.execPath, [...REPORT, ...PURE]),
  data: async () => {
    findGo()
    await withTestServer((url) => run(process.execPath, [...REPORT, ...DATA], { TEST_DATABASE_URL: url }))
  },
  e2e: async () => {
    const CHROMIUM_PATH = findChromium(env('test').CHROMIUM_PATH)
    const product = await startProduct()
    try {
      await run(bin('playwright'), ['test'], { ...product.env, CHROMIUM_PATH })
    } finally {
      await product.stop()
    }
  },
}

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !(name in parts))
if (unknown) {
  console.error(`There is no part “${unknown}”: ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
try {
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    const begun = performance.now()
    console.log(`• ${name}`)
    await part()
    console.log(`✓ ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
process.exit(0)

async function run(command: string, args: readonly string[], more: Record<string, string> = {}): Promise<void> {
  const child = spawn(command, args, { env: inheritedEnv(more), stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} failed.`)
}
