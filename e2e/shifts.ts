import type { Page } from '@playwright/test'

/** Collects every shift of the layout that nobody caused, from the first moment of each document. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Shift = PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
    }
    const seen: { value: number; what: string }[] = []
    Object.assign(window, { shifts: seen })
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Shift[]) {
        const what = sources
          .map(({ node, previousRect: a, currentRect: b }) => `${node?.textContent?.slice(0, 40)} ${a.y}→${b.y}`)
          .join('; ')
        if (!hadRecentInput) seen.push({ value, what })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** What shifted on a page that shifted by more than a hair altogether. What does not match may push everything down. */
export async function shifts(page: Page): Promise<readonly string[]> {
  if ((await page.getByRole('alert', { name: 'Does not match' }).count()) > 0) return []
  const seen = await page.evaluate(() => (window as unknown as { shifts: { value: number; what: string }[] }).shifts)
  return seen.reduce((sum, { value }) => sum + value, 0) < 0.02 ? [] : seen.map(({ value, what }) => `${value.toFixed(3)}: ${what}`)
}
