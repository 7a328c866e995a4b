import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Pool } from '#lib/db/pool.ts'
import { KADRI } from '#lib/dispute/demo.ts'
import { env } from '#lib/env.ts'
import { asOwner } from '../bin/start/owner-url.ts'
import { findChromium } from '../bin/test/chromium.ts'
import { startProduct } from '../bin/test/product.ts'
import { figure } from './figure.ts'

const FEW = 100
const MANY = 10_000
const ROUNDS = 100
const TARGET = 2

/** The queue page of an agent as the server sends it, with 10,000 open cases; the reference is the same page with 100. */
const product = await startProduct()
const browser = await chromium.launch({
  executablePath: findChromium(env('test').CHROMIUM_PATH),
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
})
try {
  const owner = <T>(work: (pool: Pool) => Promise<T>) =>
    readFile(join(product.env.E2E_DATA_DIR ?? '', 'secrets', 'owner-url'), 'utf8').then((url) => asOwner(url, work))
  const page = await browser.newPage()
  await page.goto(`${product.env.E2E_WEB}/api/support/login?to=/support`)
  await page.getByLabel('Personal code').fill(KADRI.code)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.waitForURL('**/support')
  const p95 = async (cases: number) => {
    await owner((pool) => openCases(pool, cases))
    const times: number[] = []
    for (let round = -10; round < ROUNDS; round++) {
      const begun = performance.now()
      const answer = await page.request.get(`${product.env.E2E_WEB}/support`, { maxRedirects: 0 })
      const length = (await answer.body()).length
      if (answer.status() !== 200 || length < 1000) throw new Error(`the queue page answered ${answer.status()} with ${length} bytes`)
      if (round >= 0) times.push(performance.now() - begun)
    }
    return times.toSorted((a, b) => a - b)[Math.ceil(ROUNDS * 0.95) - 1] ?? Number.NaN
  }
  const few = await p95(FEW)
  const many = await p95(MANY)
  figure('queue-page', many / few, '×', `≤ ${TARGET}`, many / few <= TARGET)
  console.log(`  p95 of ${ROUNDS} requests: ${few.toFixed(1)} ms with ${FEW} open cases, ${many.toFixed(1)} ms with ${MANY}`)
} finally {
  await browser.close()
  await product.stop()
}

/** Opens as many cases as are missing until there are `cases` open ones, of invented people, in all states and of several organisations. */
async function openCases(pool: Pool, cases: number): Promise<void> {
  await pool.query(
    `INSERT INTO dispute (patient, reference, state, severity, reasons, wants, care, knows, safe_contact, asker, asker_key, asker_name, locale,
       organisation, automatic, assignee, submitted_at, due_at, due, remind_at, marks, events)
     SELECT gen_random_uuid(), 'S-2026-' || lpad((50000 + i)::text, 5, '0'),
       (ARRAY['submitted', 'acknowledged', 'triage', 'awaiting_provider', 'provider_answered', 'under_review', 'needs_info', 'reopened'])[1 + i % 8],
       1 + i % 3, ARRAY[(ARRAY['unknown-person', 'not-in-care', 'acquaintance', 'too-many', 'emergency', 'name-or-time', 'other'])[1 + i % 7]],
       ARRAY['explanation'], 'no', 'unsure', false, 'patient', gen_random_uuid(), 'Somebody', 'en-GB', (90010001 + i % 12)::text, i % 4 = 0,
       CASE WHEN i % 3 > 0 THEN (SELECT id FROM staff WHERE role = 'agent' ORDER BY id OFFSET i % 2 LIMIT 1) END,
       now() - make_interval(mins => i), now() + make_interval(mins => (i * 7919) % 40000 - 8000), 'answer', now() + interval '30 days', '[]', 1
     FROM generate_series(1, greatest(0, $1 - (SELECT count(*)::int FROM dispute WHERE state NOT IN ('decided', 'closed', 'withdrawn')))) AS i`,
    [cases],
  )
  await pool.query('ANALYZE dispute')
}
