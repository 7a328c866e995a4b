import { expect, test } from '@playwright/test'
import { complaintsOf, violationsOf } from './checks.ts'
import { PAGES } from './pages.ts'
import { shifts, watchShifts } from './shifts.ts'

for (const [device, width, colorScheme] of [
  ['phone', 320, 'light'],
  ['desktop', 1280, 'dark'],
] as const) {
  test.describe(`${device}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    for (const { name, title, open } of PAGES) {
      test(name, async ({ page }) => {
        const complaints = complaintsOf(page)
        await watchShifts(page)
        await open(page)
        await expect(page).toHaveTitle(title)
        await expect(page.locator('h1')).toHaveCount(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        expect(await shifts(page)).toEqual([])
        expect(await violationsOf(page)).toEqual([])
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
