import { expect, type Locator, type Page } from '@playwright/test'
import { focusRing } from './checks.ts'

/** Presses Tab until `target` has the focus, which must be seen at every stop. */
export async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab')
    const { what, width } = await focusRing(page)
    if (what.startsWith('<body')) continue // the browser's own controls
    expect(width, `the focus on ${what}`).toBeGreaterThanOrEqual(2)
    if (await target.evaluate((one) => one === document.activeElement)) return
  }
  throw new Error('The keyboard does not get there.')
}
