import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withTestServer } from '#lib/db/testing.ts'
import { inheritedEnv } from '#lib/env.ts'
import { MUTATIONS } from './mutations/all.ts'
import type { Mutation } from './mutations/mutation.ts'

const COPIED = ['lib', 'package.json']
const LINKED = ['node_modules', 'generated', 'prisma', 'messages']
const TIMEOUT_MS = 120_000

// Usage: npm run mutations [-- PATH]. Each mutation whose file's path contains PATH is tried alone on a copy; a test must fail for it.
const [only = ''] = process.argv.slice(2)
const chosen = MUTATIONS.filter(({ file }) => file.includes(only))
const folder = mkdtempSync(join(tmpdir(), 'sightline-mutations-'))
try {
  for (const path of COPIED) cpSync(path, join(folder, path), { recursive: true })
  for (const path of LINKED) symlinkSync(resolve(path), join(folder, path))
  await withTestServer(async (url) => {
    const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))]
    const failing = tests.filter((test) => !passes([test], url))
    if (failing.length > 0) throw new Error(`These tests fail without any mutation: ${failing.join(' ')}`)
    const survivors = chosen.filter((mutation) => !dies(mutation, url))
    console.log(`${chosen.length - survivors.length} of ${chosen.length} mutations were found by a test.`)
    if (survivors.length > 0) process.exitCode = 1
  })
} finally {
  rmSync(folder, { recursive: true })
}

function dies(mutation: Mutation, url: string): boolean {
  const { file, find, replace, tests } = mutation
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`${file} does not hold this exactly once: ${find}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  const found = !passes(tests, url)
  writeFileSync(path, source)
  console.log(`${found ? 'found   ' : 'SURVIVED'}  ${file}: ${find.split('\n').join(' ')} → ${replace.trim().split('\n').join(' ')}`)
  return found
}

/** A test that never ends has failed. */
function passes(tests: readonly string[], url: string): boolean {
  const env = inheritedEnv({ TEST_DATABASE_URL: url })
  return spawnSync(process.execPath, ['--test', ...tests], { cwd: folder, env, timeout: TIMEOUT_MS, stdio: 'ignore' }).status === 0
}
