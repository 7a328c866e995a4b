import { join } from 'node:path'
import { test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { PAGES } from './pages.ts'

/** For `npm run pictures`: each page and state, at three widths in both themes. Nothing is asserted; people look. */
for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [320, 768, 1280])
    test.describe(`${width} ${colorScheme}`, () => {
      test.use({ viewport: { width, height: width < 500 ? 640 : 900 }, colorScheme, reducedMotion: 'reduce' })
      for (const { name, open } of PAGES)
        test(name, async ({ page }) => {
          await open(page)
          await page.evaluate(() => document.fonts.ready)
          await page.screenshot({
            path: join(env('e2e').PICTURES_DIR, `${name.replaceAll(/\W+/g, '-')}.${width}.${colorScheme}.png`),
            fullPage: (await page.locator('dialog:modal').count()) === 0,
          })
        })
    })
