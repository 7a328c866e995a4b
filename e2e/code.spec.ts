import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { inspectCode, VISITORS } from '#lib/monitor/code.ts'
import { PUBLIC_PAGES } from '../bin/monitor/public-pages.ts'

const { E2E_WEB, E2E_DATA_DIR } = env('e2e')

test('whoever compares the code of the pages with the log finds no difference', async () => {
  const trust = parseTrust(await readFile(join(E2E_DATA_DIR, 'trust.json'), 'utf8'))
  const now = Math.floor(Date.now() / 1000)
  const { release, pages, findings } = await inspectCode({ web: E2E_WEB, trust, pages: PUBLIC_PAGES, now })
  expect(findings).toEqual([])
  expect(pages).toBe(PUBLIC_PAGES.length * VISITORS.length)
  expect([...release.manifest.files.keys()]).toEqual(expect.arrayContaining(['/icon.svg', '/trust.json']))
})
