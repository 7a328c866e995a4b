import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withTestServer } from '#lib/db/testing.ts'
import { inheritedEnv } from '#lib/env.ts'
import { MUTATIONS } from './mutations/all.ts'
import type { Mutation } from './mutations/mutation.ts'

const COPIED = ['lib', 'package.json']
const LINKED = ['node_modules', 'generated', 'prisma', 'messages', 'docs']
/** For each file of tests. */
const TIMEOUT_MS = 120_000

// Usage: npm run mutations [-- PATH]. Each mutation whose file's path contains PATH is tried alone on a copy; a test must fail for it.
const [only = ''] = process.argv.slice(2)
const chosen = MUTATIONS.filter(({ file }) => file.includes(only))
if (chosen.length === 0) {
  console.error(`No file with mutations has “${only}” in its path.`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'sightline-mutations-'))
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
try {
  for (const path of COPIED) cpSync(path, join(folder, path), { recursive: true })
  for (const path of LINKED) symlinkSync(resolve(path), join(folder, path))
  await withTestServer(async (url) => {
    const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))]
    for (const test of tests) {
      const failing = await firstFailure([test], url)
      if (failing) throw new Error(`${test} fails without any mutation: ${failing}`)
    }
    let found = 0
    for (const mutation of chosen) if (await dies(mutation, url)) found++
    console.log(`${found} of ${chosen.length} mutations were found by a test.`)
    if (found < chosen.length) process.exitCode = 1
  })
} finally {
  rmSync(folder, { recursive: true })
}

async function dies(mutation: Mutation, url: string): Promise<boolean> {
  const { file, find, replace, tests } = mutation
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`${file} does not hold this exactly once: ${find}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  const found = (await firstFailure(tests, url)) !== undefined
  writeFileSync(path, source)
  console.log(`${found ? 'found   ' : 'SURVIVED'}  ${file}: ${find.split('\n').join(' ')} → ${replace.trim().split('\n').join(' ')}`)
  return found
}

/** Runs the tests up to the first one that fails, and names it. One that never ends has failed. */
async function firstFailure(tests: readonly string[], url: string): Promise<string | undefined> {
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', ...tests], {
    cwd: folder,
    env: inheritedEnv({ TEST_DATABASE_URL: url, TMPDIR: folder }), // a test that is killed leaves its folders
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let failure: string | undefined
  const end = (why: string) => {
    failure ??= why
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
  }
  const stopped = () => end('stopped')
  stop.signal.addEventListener('abort', stopped)
  const timer = setTimeout(end, TIMEOUT_MS * tests.length, 'they did not end in time')
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const [line] = /^ *not ok.*$/m.exec(text) ?? []
    if (line) end(line.trim())
  })
  const [code] = await once(child, 'exit').finally(() => clearTimeout(timer))
  stop.signal.removeEventListener('abort', stopped)
  if (stop.signal.aborted) throw new Error('Stopped.')
  return code === 0 ? undefined : (failure ?? 'the tests ended early')
}
