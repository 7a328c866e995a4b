import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What the browser complains about on `page`: errors of scripts, and of the console apart from answers that a state is about. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404|ERR_FAILED/.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

/** What axe finds wrong on `page` as it is now, each with the elements. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

/** What holds the focus, and how wide the line around it is, in pixels. */
export function focusRing(page: Page): Promise<{ readonly what: string; readonly width: number }> {
  return page.evaluate(() => {
    const one = document.activeElement ?? document.body
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return { what: one.outerHTML.slice(0, 120), width: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth) }
  })
}

/** What a page says of the last form. */
export const told = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text })
