import { expect, type Page } from '@playwright/test'

type Somebody = { readonly code: string }

/** Every log-in adds one look to the person's own list, sealed a moment later: how many entries a list has depends on who was here before. */
export const ALL_ENTRIES = /These are all the [\d,]+ entries/

/** Logs in as a person of the demonstration, or as any personal code, and waits for the page `to` of the service. */
export async function logIn(page: Page, { code }: Somebody, to = '/history'): Promise<void> {
  await page.goto(`/api/login?${new URLSearchParams({ to })}`)
  await identify(page, code)
  await expect(page).toHaveURL(to)
}

/** Answers the identity provider's page. */
export async function identify(page: Page, code: string): Promise<void> {
  await page.getByLabel('Personal code').fill(code)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
}
