import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { inheritedEnv } from '#lib/env.ts'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A Chromium for the end-to-end tests: the one that `given` names, the system's, or Playwright's; installed by `apt-get` (as root on Debian)
 * or by Playwright where there is none.
 *
 * @throws {Error} a sentence with what to install.
 */
export function findChromium(given: string | undefined): string {
  const found = () => [given, ...PLACES, chromium.executablePath()].find((path) => path && existsSync(path))
  const there = found()
  if (there) return there
  console.log('• There is no Chromium: installing one.')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      env: inheritedEnv({ DEBIAN_FRONTEND: 'noninteractive' }),
    })
  }
  if (!found())
    spawnSync(process.execPath, [join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], { stdio: 'inherit' })
  const installed = found()
  if (!installed) throw new Error('The end-to-end tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.')
  return installed
}
