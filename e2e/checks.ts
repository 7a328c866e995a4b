import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** What the browser complains about on `page`: errors of scripts, and of the console apart from answers that a state is about. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 404|ERR_FAILED/.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** What axe finds wrong on `page` as it is now, each with the elements; and which rules it could ask. */
export async function askAxe(page: Page): Promise<{ readonly violations: readonly string[]; readonly asked: readonly string[] }> {
  const { violations, passes, incomplete } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return {
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    asked: [...passes, ...incomplete].map(({ id }) => id),
  }
}

/** What axe finds wrong on `page` as it is now. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => (await askAxe(page)).violations

/** What holds the focus, and how wide the line around it is, in pixels. */
export function focusRing(page: Page): Promise<{ readonly what: string; readonly width: number }> {
  return page.evaluate(() => {
    const one = document.activeElement ?? document.body
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return { what: one.outerHTML.slice(0, 120), width: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth) }
  })
}

/** Writes into a field that came with a text, which the page’s scripts may be taking over at this moment. */
export async function writeInto(field: Locator, text: string): Promise<void> {
  await expect(async () => {
    await field.fill(text)
    await expect(field).toHaveValue(text, { timeout: 500 })
  }).toPass()
}

/** What a page says of the last form. */
export const told = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text })

/** Controls and pictures that a screen reader would announce without a name. */
export const NAMELESS =
  /^\s*- '?(?:button|link|textbox|searchbox|checkbox|radio|switch|combobox|tab|tablist|menuitem|img|dialog|alertdialog|progressbar|form|region|heading)(?:(?= *(?:\[|:|$)))/m

/** What sticks out of the page to the right. */
export function sideways(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))
  })
}

/** What is animated, or would be when it changes. */
export function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seconds = (text: string) =>
      Math.max(...text.split(',').map((part) => Number.parseFloat(part) * (part.trim().endsWith('ms') ? 0.001 : 1)))
    return [...document.querySelectorAll('*')]
      .filter((one) => {
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one)
        return (
          (animationName !== 'none' && seconds(animationDuration) > 0.01) ||
          seconds(transitionDuration) > 0.01 ||
          scrollBehavior === 'smooth'
        )
      })
      .map((one) => one.outerHTML.slice(0, 120))
  })
}
