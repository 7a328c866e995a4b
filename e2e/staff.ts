import { type Cookie, expect, type Page } from '@playwright/test'
import { identify } from './log-in.ts'

type Somebody = { readonly code: string }

/** Logs in as staff of the demonstration, and waits for the page `to`. */
export async function logInStaff(page: Page, { code }: Somebody, to = '/support'): Promise<void> {
  await page.goto(`/api/support/login?${new URLSearchParams({ to })}`)
  await identify(page, code)
  await expect(page).toHaveURL(to)
}

const sessions = new Map<string, readonly Cookie[]>()

/** Opens a page as staff, in a session that this worker has already if there is one: for looking only, never for logging out. */
export async function comeBackStaff(page: Page, somebody: Somebody, to = '/support'): Promise<void> {
  const known = sessions.get(somebody.code)
  if (known) {
    await page.context().addCookies(known)
    await page.goto(to)
    if (new URL(page.url()).pathname === to) return
  }
  await logInStaff(page, somebody, to)
  sessions.set(somebody.code, await page.context().cookies())
}
