import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { JAAN, KERSTI, LIIS, MARI } from '#lib/event/demo/people.ts'
import { identify, logIn, sessionCookie } from './log-in.ts'

const logOutButton = (page: Page) => page.getByRole('button', { name: 'Log out', exact: true })

test.describe('log-in', () => {
  test('leads from the start page through the identity provider to the list', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Log in and look' }).click()
    await page.getByRole('link', { name: 'Continue to log-in' }).click()
    await page.getByRole('button', { name: /^Mari Maasikas/ }).click()
    await expect(page).toHaveURL('/history')
    await expect(page.getByText(MARI.code)).toBeVisible()
  })

  test('returns to the page that was asked for', async ({ page }) => {
    await page.goto('/history?view=list')
    await expect(page).toHaveURL(/\/login\?to=/)
    await page.getByRole('link', { name: 'Continue to log-in' }).click()
    await identify(page, LIIS.code)
    await expect(page).toHaveURL(/\/history/)
  })

  test('never leads to another site', async ({ page, baseURL }) => {
    for (const to of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
      await page.goto(`/api/login?${new URLSearchParams({ to })}`)
      await identify(page, LIIS.code)
      await expect(page).toHaveURL(`${baseURL}/history`)
    }
  })

  test('that was stopped says so and can be started again', async ({ page }) => {
    await page.goto('/api/login')
    await page.getByRole('button', { name: 'Go back without logging in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'You stopped the log-in' })).toBeVisible()
    await page.getByRole('link', { name: 'Continue to log-in' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Log in to Sightline' })).toBeVisible()
  })

  test('cannot be finished by a link that somebody else sent', async ({ page }) => {
    await page.goto('/api/auth/callback/oidc?code=stolen&state=forged')
    await expect(page.getByRole('alert').filter({ hasText: 'did not work' })).toBeVisible()
    await page.goto('/history')
    await expect(page).toHaveURL(/\/login/)
  })

  test('cannot be started by another site', async ({ request }) => {
    const answer = await request.get('/api/login?to=/history', { headers: { 'sec-fetch-site': 'cross-site' }, maxRedirects: 0 })
    expect(answer.status()).toBe(303)
    expect(new URL(answer.headers().location ?? '').pathname).toBe('/login')
  })

  test('has a page at the identity provider for everybody, also without script', async ({ page, browser, baseURL }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto('/api/login')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.getByLabel('Personal code').fill('123')
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await expect(page.getByLabel('Personal code')).toHaveAccessibleDescription(/is not a personal code/)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

    const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
    const other = await plain.newPage()
    await logIn(other, LIIS)
    await logOutButton(other).click()
    await expect(other).toHaveURL('/logged-out')
    await plain.close()
  })
})

test.describe('log-out', () => {
  test('ends the session, and a copy of its cookie opens nothing', async ({ page, context }) => {
    await logIn(page, LIIS)
    const cookie = await sessionCookie(context)
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    await logOutButton(page).click()
    await expect(page).toHaveURL('/logged-out')
    await context.addCookies([cookie])
    expect((await page.request.get('/api/session')).status()).toBe(401)
    await page.goto('/history')
    await expect(page).toHaveURL(/\/login/)
  })

  test('everywhere ends the sessions of other browsers too', async ({ page, browser, baseURL }) => {
    const elsewhere = await browser.newContext(baseURL ? { baseURL } : {})
    const other = await elsewhere.newPage()
    await logIn(other, KERSTI)
    await logIn(page, KERSTI)
    await page.getByRole('button', { name: 'Log out everywhere' }).click()
    await expect(page).toHaveURL('/logged-out')
    expect((await other.request.get('/api/session')).status()).toBe(401)
    await elsewhere.close()
  })

  test('in one tab takes the list away in every other', async ({ page, context }) => {
    await logIn(page, LIIS)
    const other = await context.newPage()
    await other.goto('/history')
    await expect(other.getByRole('heading', { level: 1, name: /Who looked/ })).toBeVisible()
    await expect(other.getByText(/No entry for you|This is the one entry|These are all/)).toBeVisible()
    await logOutButton(page).click()
    await expect(other).toHaveURL('/logged-out', { timeout: 5000 })
  })

  test('is noticed when more of the list is asked for', async ({ page, context }) => {
    await logIn(page, JAAN)
    const more = page.getByRole('button', { name: /^Check all 3,\d{3} now$/ })
    await expect(more).toBeVisible()
    await context.clearCookies()
    await more.click()
    await expect(page).toHaveURL('/logged-out')
  })

  test('is not possible from another site', async ({ page }) => {
    await logIn(page, LIIS)
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }, {}]) {
      expect((await page.request.post('/api/logout', { headers, form: {}, maxRedirects: 0 })).status()).toBe(403)
      expect((await page.request.post('/api/session', { headers })).status()).toBe(403)
    }
    expect((await page.request.get('/api/session')).status()).toBe(200)
  })
})

test.describe('a session', () => {
  test('that is about to end says so, and goes on with one click', async ({ page }) => {
    await logIn(page, LIIS)
    let left = 100
    await page.route('/api/session', async (route) => {
      if (route.request().method() === 'POST') left = 1800
      await route.fulfill({ json: { secondsLeft: left, secondsLeftAtMost: 40_000 } })
    })
    await page.reload()
    const warning = page.getByRole('dialog', { name: 'Are you still there?' })
    await expect(warning).toBeVisible()
    await warning.getByRole('button', { name: 'Stay logged in' }).click()
    await expect(warning).toBeHidden()
  })

  test('is renewed at each log-in, and the browser’s earlier one ends', async ({ page, context }) => {
    await logIn(page, MARI)
    const earlier = await sessionCookie(context)
    await logIn(page, LIIS)
    await expect(page.getByText(LIIS.code)).toBeVisible()
    await context.addCookies([earlier])
    expect((await page.request.get('/api/session')).status()).toBe(401)
  })

  test('that another person’s log-in replaced gives an open page of the first person nothing', async ({ page }) => {
    await logIn(page, MARI)
    const asked = page.waitForRequest(/\/api\/me\/history\?/)
    await page.reload()
    const ofMari = (await asked).url()
    expect((await page.request.get(ofMari)).status()).toBe(200)
    await logIn(page, LIIS)
    expect((await page.request.get(ofMari)).status()).toBe(401)
  })

  test('is not made of a cookie that nobody sealed', async ({ page, context }) => {
    await logIn(page, LIIS)
    const cookie = await sessionCookie(context)
    await page.goto('about:blank') // the history leaves by itself when its session is gone
    const middle = Math.floor(cookie.value.length / 2)
    const changed = cookie.value.slice(0, middle) + (cookie.value[middle] === 'A' ? 'B' : 'A') + cookie.value.slice(middle + 1)
    for (const value of [changed, 'x', JSON.stringify({ sub: `EE${MARI.code}` })]) {
      await context.addCookies([{ ...cookie, value }])
      expect((await page.request.get('/api/session')).status()).toBe(401)
    }
  })

  // proxy.ts leaves these requests alone, so what they are refused is refused without it.
  test('is asked for where proxy.ts is not there', async ({ request }) => {
    const page = await request.get('/history', { headers: { 'next-router-prefetch': '1' }, maxRedirects: 0 })
    expect(page.headers()['content-security-policy']).not.toContain('nonce-')
    expect([303, 307, 308]).toContain(page.status())
    for (const path of ['/api/session', '/api/me/history']) expect((await request.get(path)).status()).toBe(401)
  })
})

test('next-auth offers nothing but its callback', async ({ request }) => {
  for (const action of ['signin', 'signout', 'session', 'csrf', 'providers', 'error', '_log', 'callback/other', 'callback/oidc/x'])
    expect((await request.get(`/api/auth/${action}`)).status()).toBe(404)
  expect((await request.post('/api/auth/signin/oidc')).status()).toBe(405)
})

test('every page has a Content-Security-Policy with a nonce of its own', async ({ request }) => {
  const nonces = new Set<string>()
  for (const path of ['/', '/login', '/logged-out', '/nothing-here', '/nothing.png']) {
    const answer = await request.get(path)
    const policy = answer.headers()['content-security-policy'] ?? ''
    const nonce = /'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1] ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
    for (const [script] of (await answer.text()).matchAll(/<script[^>]*>/g)) expect(script).toContain(`nonce="${nonce}"`)
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(5)
})
