import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MUTATIONS } from './mutations/all.ts'

test('each mutation still finds its check, exactly once', () => {
  for (const { file, find } of MUTATIONS) assert.equal(readFileSync(file, 'utf8').split(find).length, 2, `${file}: ${find}`)
})
