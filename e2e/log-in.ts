import { type BrowserContext, type Cookie, expect, type Page } from '@playwright/test'

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

/** @throws {Error} if nobody is logged in. */
export async function sessionCookie(context: BrowserContext): Promise<Cookie> {
  const cookie = (await context.cookies()).find(({ name }) => /^(__Host-)?sightline\.session$/.test(name))
  if (!cookie) throw new Error('There is no session cookie.')
  return cookie
}

const sessions = new Map<string, readonly Cookie[]>()

/** Opens a page as somebody, in a session that this worker has already if there is one: for looking only, never for logging out. */
export async function comeBack(page: Page, somebody: Somebody, to = '/history'): Promise<void> {
  const known = sessions.get(somebody.code)
  if (known) {
    await page.context().addCookies(known)
    await page.goto(to)
    if (new URL(page.url()).pathname === to) return
  }
  await logIn(page, somebody, to)
  sessions.set(somebody.code, await page.context().cookies())
}
