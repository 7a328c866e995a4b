import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { JAAN, LIIS, MARI } from '#lib/event/demo/people.ts'
import { serveFork } from './fork.ts'
import { logIn } from './log-in.ts'
import { somebodyNew } from './product.ts'

const checked = (page: Page) => expect(page.getByRole('button', { name: 'How this was checked' }).first()).toBeVisible()

/** Every page, and the states of it that look different. */
const PAGES: readonly { readonly name: string; readonly title: RegExp; readonly open: (page: Page) => Promise<unknown> }[] = [
  { name: 'start', title: /^Sightline$/, open: (page) => page.goto('/') },
  { name: 'log-in', title: /^Log in · Sightline$/, open: (page) => page.goto('/login') },
  { name: 'log-in that failed', title: /^Log in/, open: (page) => page.goto('/login?error=cancelled') },
  { name: 'logged out', title: /^You are logged out/, open: (page) => page.goto('/logged-out') },
  { name: 'check a saved file', title: /^Check a saved file · Sightline$/, open: (page) => page.goto('/verify') },
  { name: 'not found', title: /^There is no such page/, open: (page) => page.goto('/no-such-page') },
  { name: 'transparency', title: /^Anybody can check this log/, open: (page) => page.goto('/transparency') },
  { name: 'status', title: /^Status of the log/, open: (page) => page.goto('/status') },
  { name: 'trust file', title: /^The trust file/, open: (page) => page.goto('/trust') },
  { name: 'alerts that are off', title: /^Alerts · Sightline$/, open: (page) => logIn(page, { code: somebodyNew() }, '/alerts') },
  {
    name: 'alerts',
    title: /^Alerts/,
    open: async (page) => {
      await logIn(page, { code: somebodyNew() }, '/alerts')
      await page.getByRole('button', { name: 'Switch alerts on' }).click()
      await expect(page.getByRole('heading', { name: 'Push messages' })).toBeVisible()
    },
  },
  { name: 'confirming an address', title: /^Confirm your/, open: (page) => logIn(page, LIIS, '/alerts/confirm?t=x') },
  { name: 'unsubscribing', title: /^No more e-mails/, open: (page) => page.goto('/unsubscribe?t=x') },
  { name: 'history', title: /^Who looked/, open: (page) => logIn(page, MARI).then(() => checked(page)) },
  { name: 'long history', title: /^Who looked/, open: (page) => logIn(page, JAAN).then(() => checked(page)) },
  { name: 'empty history', title: /^Who looked/, open: (page) => logIn(page, LIIS).then(() => checked(page)) },
  {
    name: 'opened entry',
    title: /^Who looked/,
    open: async (page) => {
      await logIn(page, MARI)
      await checked(page)
      await page.getByRole('button', { name: 'Details' }).first().click()
      await page.getByRole('button', { name: 'Save the proof of this entry' }).click()
    },
  },
  {
    name: 'how this was checked',
    title: /^Who looked/,
    open: async (page) => {
      await logIn(page, MARI)
      await page.getByRole('button', { name: 'How this was checked' }).first().click()
      await expect(page.getByRole('dialog').getByRole('img')).toBeVisible()
    },
  },
  {
    name: 'saving the list',
    title: /^Who looked/,
    open: async (page) => {
      await logIn(page, MARI)
      await page.getByRole('button', { name: 'Save this list with its proofs' }).click()
    },
  },
  {
    name: 'evidence to report',
    title: /^Who looked/,
    open: async (page) => {
      await logIn(page, MARI)
      await checked(page)
      await serveFork(page)
      await page.reload()
      await page.getByRole('button', { name: 'Report it' }).click()
    },
  },
  {
    name: 'does not match',
    title: /^Who looked/,
    open: async (page) => {
      await page.route('**/api/me/history*', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, body: (await response.text()).replaceAll('"outcome":"0"', '"outcome":"8"') })
      })
      await logIn(page, MARI)
      await expect(page.getByRole('alert', { name: 'Does not match' })).toBeVisible()
    },
  },
  {
    name: 'could not check',
    title: /^Who looked/,
    open: async (page) => {
      await page.route('**/api/me/history*', (route) => route.abort())
      await logIn(page, MARI)
      await expect(page.getByText('Could not check').first()).toBeVisible()
    },
  },
]

for (const [device, width, colorScheme] of [
  ['phone', 320, 'light'],
  ['desktop', 1280, 'dark'],
] as const) {
  test.describe(`${device}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    for (const { name, title, open } of PAGES) {
      test(name, async ({ page }) => {
        const complaints: string[] = []
        page.on('pageerror', (error) => complaints.push(String(error)))
        page.on('console', (message) => {
          if (message.type() === 'error' && !/status of 404|ERR_FAILED/.test(message.text())) complaints.push(message.text())
        })
        await open(page)
        await expect(page).toHaveTitle(title)
        await expect(page.locator('h1')).toHaveCount(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
        expect(complaints).toEqual([])
      })
    }
  })
}

test('the first stop of the keyboard leads past the header', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the main part' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
