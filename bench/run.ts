import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { withTestServer } from '#lib/db/testing.ts'
import { inheritedEnv } from '#lib/env.ts'

/** Every bench, one after the other, each in a process of its own, on one embedded PostgreSQL. `npm run bench -- seal` runs one. */
const ALL = [
  'tlog-root',
  'labels',
  'verify-history',
  'verify-file',
  'page',
  'long-list',
  'seal',
  'ingest',
  'audit',
  'witness',
  'browser',
  'long-list-page',
  'queue-page',
  'lighthouse',
]

const asked = process.argv.slice(2)
const unknown = asked.find((name) => !ALL.includes(name))
if (unknown) {
  console.error(`There is no bench “${unknown}”: ${ALL.join(', ')}`)
  process.exit(2)
}
await withTestServer(async (url) => {
  for (const name of asked.length > 0 ? asked : ALL) {
    console.log(`• ${name}, load ${loadavg()[0]?.toFixed(1)}`)
    const child = spawn(process.execPath, [`bench/${name}.ts`], { env: inheritedEnv({ TEST_DATABASE_URL: url }), stdio: 'inherit' })
    const [code] = await once(child, 'exit')
    if (code !== 0) process.exitCode = 1
  }
})
process.exit()
