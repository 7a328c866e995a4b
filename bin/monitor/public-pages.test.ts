import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { PUBLIC_PAGES } from './public-pages.ts'

test('no public page is left out when their code is compared', () => {
  const pages = globSync('**/page.tsx', { cwd: 'app/(public)' }).map((file) => `/${dirname(file)}`.replace('/.', '/'))
  assert.deepEqual(new Set(PUBLIC_PAGES), new Set([...pages, '/there-is-no-such-page']))
})
