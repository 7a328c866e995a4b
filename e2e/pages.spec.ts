import { expect, test } from '@playwright/test'
import { askAxe, complaintsOf, moving, NAMELESS, sideways } from './checks.ts'
import { PAGES } from './pages.ts'
import { shifts, watchShifts } from './shifts.ts'

for (const [device, width, colorScheme] of [
  ['phone', 320, 'light'],
  ['desktop', 1280, 'dark'],
] as const) {
  test.describe(`${device}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme })
    for (const { name, title, open } of PAGES) {
      test(name, async ({ page }) => {
        const complaints = complaintsOf(page)
        await watchShifts(page)
        await open(page)
        await page.evaluate(() => document.fonts.ready)

        await test.step('has a title, its landmarks, and a name for everything', async () => {
          await expect(page).toHaveTitle(title)
          await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveCount(1)
          for (const tag of ['main', 'body > header', 'body > footer']) await expect(page.locator(tag)).toHaveCount(1)
          expect(await page.locator('body').ariaSnapshot()).not.toMatch(NAMELESS)
          expect(await page.locator('html').getAttribute('lang')).toMatch(/^[a-z]{2}/)
        })
        await test.step('did not jump while it loaded, and has no sideways scroll', async () => {
          expect(await shifts(page)).toEqual([])
          expect(await sideways(page)).toEqual([])
        })
        await test.step('passes axe, targets are large enough', async () => {
          const { violations, asked } = await askAxe(page)
          expect(violations).toEqual([])
          expect(asked).toContain('target-size')
        })
        await test.step('has no sideways scroll at 400 %', async () => {
          await page.setViewportSize({ width: 320, height: 256 })
          expect(await sideways(page)).toEqual([])
        })
        await test.step('moves nothing for whom it makes ill', async () => {
          await page.emulateMedia({ reducedMotion: 'reduce', colorScheme })
          expect(await moving(page)).toEqual([])
        })
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
