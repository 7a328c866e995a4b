import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { childEnv, env } from '#lib/env.ts'
import { volumePatient } from '#lib/event/demo/volume.ts'
import { findChromium } from '../bin/test/chromium.ts'
import { startProduct } from '../bin/test/product.ts'
import { figure } from './figure.ts'
import { measureLongList } from './long-list-measure.ts'

const ENTRIES = 20_000
/** Milliseconds from a key to the frame that shows what was found; and of the slowest frame while the list is scrolled. */
const TARGETS = { key: 250, frame: 50 }

/** Somebody with 20,000 entries, all sent through the gateway, sealed, and verified in a real browser: searching and scrolling. */
const product = await startProduct()
const browser = await chromium.launch({
  executablePath: findChromium(env('test').CHROMIUM_PATH),
  args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', '--enable-precise-memory-info'],
})
try {
  const { E2E_WEB = '', E2E_GATEWAY = '', E2E_ISSUER = '', E2E_DATA_DIR = '' } = product.env
  const sender = spawn(process.execPath, ['bin/demo-data.ts', '--patients', '1', '--events', String(ENTRIES), '--seed', 'long'], {
    env: childEnv(['PATH'], {
      DATA_DIR: E2E_DATA_DIR,
      SECRETS_DIR: `${E2E_DATA_DIR}/secrets`,
      GATEWAY_URL: E2E_GATEWAY,
      OIDC_ISSUER: E2E_ISSUER,
    }),
    stdio: 'inherit',
  })
  const [code] = await once(sender, 'exit')
  if (code !== 0) throw new Error('The entries could not be sent.')
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
  const measured = await measureLongList(page, E2E_WEB, volumePatient(0).code, ENTRIES)
  console.log(`long-list-page: ${JSON.stringify(measured)}`)
  figure('long-list-page-key', measured.key, 'ms', `≤ ${TARGETS.key}`, measured.key <= TARGETS.key)
  figure('long-list-page-frame', measured.frame, 'ms', `≤ ${TARGETS.frame}`, measured.frame <= TARGETS.frame)
} finally {
  await browser.close()
  await product.stop()
}
