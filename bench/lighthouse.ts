import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { freePort } from '#lib/db/embedded.ts'
import { childEnv, env } from '#lib/env.ts'
import { MARI } from '#lib/event/demo/people.ts'
import { findChromium } from '../bin/test/chromium.ts'
import { startProduct } from '../bin/test/product.ts'
import { figure } from './figure.ts'

const PAGES = { start: '/', verify: '/verify', timeline: '/history' } as const
const TARGETS = { accessibility: 100, 'best-practices': 100, performance: 90 } as const
const RUNS = 7

type Category = keyof typeof TARGETS

/** Lighthouse's idea of a middling phone, on the production build: the start page, the verify page and the history of somebody logged in. */
const product = await startProduct()
const port = await freePort()
const profile = await mkdtemp(join(tmpdir(), 'sightline-lighthouse-'))
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: findChromium(env('test').CHROMIUM_PATH),
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', `--remote-debugging-port=${port}`],
  env: childEnv(['PATH'], { TZ: 'Europe/Tallinn' }), // where its patients live
})
try {
  const page = await browser.newPage()
  await page.goto(`${product.env.E2E_WEB}/api/login?to=/history`)
  await page.getByLabel('Personal code').fill(MARI.code)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await page.waitForURL('**/history')
  await page.goto('about:blank')
  for (const [name, path] of Object.entries(PAGES)) {
    const visits: Awaited<ReturnType<typeof visit>>[] = []
    for (let run = 0; run < RUNS; run++) visits.push(await visit(`${product.env.E2E_WEB}${path}`))
    const typical = visits.toSorted((a, b) => a.performance - b.performance)[Math.floor(RUNS / 2)]
    if (!typical) throw new Error('there was no visit')
    for (const [category, target] of Object.entries(TARGETS)) {
      const score = typical[category as Category]
      figure(`lighthouse-${name}-${category}`, score, 'of 100', `≥ ${target}`, score >= target)
    }
    for (const line of typical.notes) console.log(`  ${line}`)
  }
} finally {
  await browser.close()
  await product.stop()
  await rm(profile, { recursive: true, force: true })
}

/** The scores of one visit with an empty cache, and in words what took its time and what is not as it should be. */
async function visit(url: string): Promise<Record<Category, number> & { readonly notes: readonly string[] }> {
  const result = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(TARGETS) })
  if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? 'Lighthouse gave no answer.')
  const { audits, categories, finalDisplayedUrl } = result.lhr
  if (finalDisplayedUrl !== url) throw new Error(`${url} led to ${finalDisplayedUrl}`)
  const score = (category: Category) => Math.round((categories[category]?.score ?? 0) * 100)
  const metrics = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index']
  const times = metrics.map((id) => `${id} ${audits[id]?.displayValue ?? '?'}`).join(', ')
  const faults = (['accessibility', 'best-practices'] as const).flatMap((category) =>
    (categories[category]?.auditRefs ?? []).filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1).map(({ id }) => id),
  )
  return {
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    performance: score('performance'),
    notes: [times, `${audits['total-byte-weight']?.displayValue ?? ''}`, ...faults],
  }
}
