import { expect, type Page, test } from '@playwright/test'
import { askAxe, complaintsOf, moving, NAMELESS, sideways } from './checks.ts'
import { PAGES } from './pages.ts'
import { shifts, watchShifts } from './shifts.ts'

const PHONE = { viewport: { width: 320, height: 800 }, colorScheme: 'light' } as const
const DESKTOP = { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' } as const

/** Every second state is opened on a desktop, the others on a phone; then each is looked at on the other device as well. */
for (const [index, { name, title, open }] of PAGES.entries()) {
  const [device, other] = index % 2 === 0 ? [PHONE, DESKTOP] : [DESKTOP, PHONE]
  test.describe(device === PHONE ? 'on a phone, then on a desktop' : 'on a desktop, then on a phone', () => {
    test.use(device)
    test(name, async ({ page }) => {
      const complaints = complaintsOf(page)
      await watchShifts(page)
      await open(page)
      await page.evaluate(() => document.fonts.ready)

      await test.step('has a title, its landmarks, and did not jump while it loaded', async () => {
        await expect(page).toHaveTitle(title)
        await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveCount(1)
        for (const tag of ['main', 'body > header', 'body > footer']) await expect(page.locator(tag)).toHaveCount(1)
        expect(await page.locator('html').getAttribute('lang')).toMatch(/^[a-z]{2}/)
        expect(await shifts(page)).toEqual([])
      })
      await test.step('is accessible and fits', () => expectAccessible(page))
      await test.step('and on the other device', async () => {
        await page.setViewportSize(other.viewport)
        await page.emulateMedia({ colorScheme: other.colorScheme })
        await expectAccessible(page)
      })
      await test.step('has no sideways scroll at 400 %', async () => {
        await page.setViewportSize({ width: 320, height: 256 })
        expect(await sideways(page)).toEqual([])
      })
      await test.step('moves nothing for whom it makes ill', async () => {
        await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: other.colorScheme })
        expect(await moving(page)).toEqual([])
      })
      expect(complaints).toEqual([])
    })
  })
}

/** A name for everything, no sideways scroll, axe clean, targets large enough. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await page.locator('body').ariaSnapshot()).not.toMatch(NAMELESS)
  expect(await sideways(page)).toEqual([])
  const { violations, asked } = await askAxe(page)
  expect(violations).toEqual([])
  expect(asked).toContain('target-size')
}

test('the first stop of the keyboard leads past the header', async ({ page }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the main part' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
