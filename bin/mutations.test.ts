import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MUTATIONS } from './mutations/all.ts'

test('each mutation still finds its check, exactly once', () => {
  const lost = MUTATIONS.filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2)
  assert.deepEqual(
    lost.map(({ file, find }) => `${file}: ${find}`),
    [],
  )
})

test('each file of tests that a mutation names is there', () => {
  for (const path of new Set(MUTATIONS.flatMap(({ tests }) => tests))) assert.ok(existsSync(path), path)
})

test('every list of mutations is tried', async () => {
  for (const name of readdirSync('bin/mutations').filter((file) => !['all.ts', 'mutation.ts'].includes(file)))
    for (const list of Object.values(await import(`./mutations/${name}`)))
      for (const mutation of list as typeof MUTATIONS) assert.ok(MUTATIONS.includes(mutation), name)
})
