import { expect, type Page } from '@playwright/test'

/** Where things stand on the page of a list, and what its filters say. */

export const promise = (page: Page) => page.getByRole('status', { name: 'What your browser checked' })
export const rows = (page: Page) => page.getByRole('main').getByRole('listitem')
export const search = (page: Page) => page.getByRole('searchbox', { name: 'Search', exact: true })
/** What opens a kind of choice, by its title in the language of the page. */
export const group = (page: Page, title: string) => page.getByRole('search').locator('summary').filter({ hasText: title })
export const found = (page: Page) => page.getByRole('status').filter({ hasText: /looked through/ })

export async function expectWhole(page: Page): Promise<void> {
  await expect(page.getByText(/^Your browser has checked all [\d,]+ and looked through each of them\.$/)).toBeVisible()
}

/** There are rows, and each of them says this. */
export async function expectEach(page: Page, says: string | RegExp): Promise<void> {
  await expect(rows(page).first()).toContainText(says)
  await expect(rows(page).filter({ hasNotText: says })).toHaveCount(0)
}

/** The last March that lies wholly in the past. */
export function lastMarch(): { readonly year: number; readonly month: string } {
  const now = new Date()
  const year = now.getUTCMonth() > 2 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  return { year, month: `${year}-03` }
}
