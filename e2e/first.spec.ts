import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { LIIS, MARI } from '#lib/event/demo/people.ts'
import { ALL_ENTRIES, logIn, sessionCookie } from './log-in.ts'
import { somebodyNew } from './product.ts'

const { E2E_WEB } = env('e2e')
const NEUTRAL = 'https://www.ilmateenistus.ee/'
const card = (page: Page) => page.getByRole('region', { name: 'New here? One minute' })
const done = (page: Page) => page.getByRole('button', { name: 'I have read this' })

/** The other site, which the tests do not ask for anything. */
async function serveNeutral(context: BrowserContext): Promise<void> {
  await context.route(`${NEUTRAL}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title><h1>Weather</h1>' }),
  )
}

async function expectNeutral(page: Page): Promise<void> {
  await expect(page).toHaveURL(NEUTRAL)
  await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible()
}

/** Puts the introduction away, and waits until the server has noted it. */
async function dismiss(page: Page): Promise<void> {
  const noted = page.waitForResponse('**/api/first-visit')
  await done(page).click()
  await noted
}

/** What the browser keeps of this site, but for the session. */
async function kept(page: Page) {
  const cookies = (await page.context().cookies()).map(({ name }) => name).filter((name) => !name.endsWith('sightline.session'))
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  return { cookies: cookies.filter((name) => name.startsWith('sightline') || name.startsWith('__Host-')), databases }
}

test.describe('the first visit', () => {
  test('says in three steps what this is, what is checked and what nobody can prove, and blocks nothing', async ({ page }) => {
    await logIn(page, MARI)
    await expect(card(page).getByRole('heading', { level: 3 })).toHaveCount(3)
    for (const step of ['What this is', 'What is checked', 'What nobody can prove'])
      await expect(card(page).getByRole('heading', { level: 3, name: step })).toBeVisible()
    await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
    await page.getByRole('button', { name: 'Details' }).first().click()
    await expect(card(page)).toBeVisible()
  })

  test('is put away by keyboard, for good on this device, and for whoever logs in', async ({ page, context }) => {
    await logIn(page, LIIS)
    await expect(page.getByRole('heading', { name: /^Nobody .*, and we can prove it$/ })).toBeVisible() // its scripts run
    await done(page).focus()
    const noted = page.waitForResponse('**/api/first-visit')
    await page.keyboard.press('Enter')
    await noted
    const link = page.getByRole('link', { name: 'What is this?' })
    await expect(link).toBeFocused()
    await expect(card(page)).toHaveCount(0)
    await page.reload()
    await expect(link).toBeVisible()
    await expect(card(page)).toHaveCount(0)
    await logIn(page, MARI)
    await expect(card(page)).toHaveCount(0)
    const note = (await context.cookies()).find(({ name }) => name.endsWith('sightline.introduced'))
    expect(note).toMatchObject({ value: '1', httpOnly: true, sameSite: 'Lax' })
    expect((note?.expires ?? 0) - Date.now() / 1000, 'a year at least').toBeGreaterThan(365 * 24 * 60 * 60)
    await link.click()
    await expect(page).toHaveURL('/help#list')
    await expect(page.getByRole('heading', { name: 'What is this list?' })).toBeInViewport()
  })

  test('is put away without scripts too', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
    const page = await context.newPage()
    await logIn(page, LIIS)
    await done(page).click()
    await expect(page).toHaveURL('/history')
    await expect(page.getByRole('link', { name: 'What is this?' })).toBeVisible()
    await context.close()
  })

  test('cannot be put away by another site', async ({ request }) => {
    for (const path of ['/api/first-visit', '/api/forget-device', '/api/leave'])
      for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}])
        expect((await request.post(path, { headers, maxRedirects: 0 })).status(), path).toBe(403)
  })
})

test.describe('the quick exit', () => {
  test('leads to another page, logs out, and going back shows nothing', async ({ page, context }) => {
    await serveNeutral(context)
    const code = somebodyNew()
    await logIn(page, { code })
    await expect(page.getByText(code)).toBeVisible()
    const cookie = await sessionCookie(context)
    const before = await page.evaluate(() => history.length)
    await page.getByRole('link', { name: 'Leave quickly' }).click()
    await expectNeutral(page)
    expect(await page.evaluate(() => history.length), 'in the place of the list').toBe(before)
    await page.goBack()
    await expect(page.getByText(code)).toHaveCount(0)
    await context.addCookies([cookie])
    await expect.poll(async () => (await page.request.get('/api/session')).status(), 'a copy of the cookie opens nothing').toBe(401)
    await page.goto('/history')
    await expect(page).toHaveURL(/\/login/)
  })

  test('is Shift three times, also while a sheet is open, and not the writing of capitals', async ({ page, context }) => {
    await serveNeutral(context)
    await logIn(page, MARI)
    await page.getByRole('button', { name: 'How this was checked' }).first().click()
    for (const letter of ['A', 'B', 'C']) await page.keyboard.press(`Shift+${letter}`)
    await expect(page).toHaveURL('/history')
    await page.keyboard.press('Shift')
    await page.keyboard.press('Shift')
    await expect(page.getByText('Press Shift once more to leave')).toBeAttached()
    await page.keyboard.press('Shift')
    await expectNeutral(page)
  })

  test('takes the other tabs along', async ({ page, context }) => {
    await serveNeutral(context)
    await logIn(page, LIIS)
    const other = await context.newPage()
    await other.goto('/history')
    await expect(other.getByRole('heading', { name: /^Nobody .*, and we can prove it$/ })).toBeVisible()
    await page.getByRole('link', { name: 'Leave quickly' }).click()
    await expectNeutral(page)
    await expectNeutral(other)
  })

  test('works without scripts, and logs out', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
    await serveNeutral(context)
    const page = await context.newPage()
    await logIn(page, LIIS)
    const cookie = await sessionCookie(context)
    await page.getByRole('link', { name: 'Leave quickly' }).click()
    await expectNeutral(page)
    await context.addCookies([cookie])
    expect((await page.request.get('/api/session')).status()).toBe(401)
    await context.close()
  })

  test('that another site links to ends no session', async ({ page }) => {
    await logIn(page, LIIS)
    const answer = await page.request.get('/api/leave', { headers: { 'sec-fetch-site': 'cross-site' }, maxRedirects: 0 })
    expect(answer.headers().location).toBe(NEUTRAL)
    expect((await page.request.get('/api/session')).status()).toBe(200)
  })
})

test.describe('forget this device', () => {
  test('says what is remembered, and clears it all but the log-in', async ({ page }) => {
    await logIn(page, MARI)
    await dismiss(page)
    await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
    await page.getByRole('link', { name: 'Forget this device' }).click()
    await expect(page.getByText('One list was checked here')).toBeVisible()
    expect((await kept(page)).databases).toEqual(['sightline'])
    await page.getByRole('button', { name: 'Forget everything on this device' }).click()
    await expect(page.getByText('Forgotten. This browser keeps nothing')).toBeVisible()
    await expect(page.getByText('No list was checked here, or it has been forgotten.')).toBeVisible()
    expect(await kept(page)).toEqual({ cookies: [], databases: [] })
    await page.goto('/history')
    await expect(card(page)).toBeVisible()
    await expect(page.getByText(/sealed for you, (and )?everyone is shown the same log/), 'a first visit again').toBeVisible()
  })

  test('works without scripts and without a log-in', async ({ page, browser, baseURL }) => {
    await logIn(page, MARI)
    await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
    await page.getByRole('button', { name: 'Log out', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: 'Forget this device' }).click()
    await expect(page.getByText('One list was checked here')).toBeVisible()
    // Only the server's answer does it here, as where scripts are switched off.
    await page.evaluate(() => document.querySelector<HTMLFormElement>('form[action="/api/forget-device"]')?.submit())
    await expect(page.getByText('Forgotten. This browser keeps nothing')).toBeVisible()
    await expect(page.getByText('No list was checked here, or it has been forgotten.')).toBeVisible()
    expect(await kept(page)).toEqual({ cookies: [], databases: [] })
    const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
    const other = await plain.newPage()
    await other.goto('/device')
    await other.getByRole('button', { name: 'Forget everything on this device' }).click()
    await expect(other.getByText('Forgotten. This browser keeps nothing')).toBeVisible()
    await plain.close()
  })
})

test('every cookie that a log-in and a visit leave is named in the privacy notice', async ({ page, context }) => {
  const seen = new Set<string>()
  page.on('response', async (response) => {
    if (new URL(response.url()).origin !== new URL(E2E_WEB).origin) return
    for (const { name, value } of await response.headersArray().catch(() => []))
      if (name.toLowerCase() === 'set-cookie') seen.add(value.split('=')[0] ?? '')
  })
  await logIn(page, MARI)
  await dismiss(page)
  for (const { name, domain } of await context.cookies()) if (domain === 'localhost') seen.add(name)
  expect(seen.size).toBeGreaterThan(2)
  await page.goto('/privacy')
  const listed = await page.getByRole('region', { name: 'Cookies' }).getByRole('rowheader').allInnerTexts()
  expect([...seen].filter((name) => !listed.includes(name))).toEqual([])
})
