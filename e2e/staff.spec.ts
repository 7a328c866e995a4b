import { expect, type Page, test } from '@playwright/test'
import { DEMO_STAFF, KADRI, MARKO, TONU } from '#lib/dispute/demo.ts'
import { LIIS, MARI } from '#lib/event/demo/people.ts'
import { Portal } from '#lib/server/portal.ts'
import { addStaff, endStaff, listStaff } from '#lib/server/register-staff.ts'
import { staffLook } from '#lib/server/staff-look.ts'
import { identify, logIn, sessionCookie } from './log-in.ts'
import { asOwner, identifierOf, somebodyNew } from './product.ts'
import { logInStaff } from './staff.ts'

const alert = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text })
async function idOf(code: string): Promise<string> {
  const found = (await asOwner(listStaff)).find(({ subject }) => subject === `EE${code}`)
  if (!found) throw new Error(`EE${code} is no staff`)
  return found.id
}

test.describe('staff', () => {
  const pages = {
    agent: ['Questions', 'Causes', 'Security incidents', 'Asking for somebody'],
    officer: ['Questions'],
    supervisor: ['Questions', 'Overview', 'Causes', 'Security incidents', 'Asking for somebody'],
  }
  for (const { givenName, familyName, role } of DEMO_STAFF)
    test(`log in as themselves, and see what is theirs: ${givenName} ${familyName}, ${role}`, async ({ page }) => {
      await page.goto('/support')
      await expect(page).toHaveURL('/support/login?to=%2Fsupport')
      await page.getByRole('link', { name: 'Continue to log-in' }).click()
      await expect(page.getByRole('heading', { name: 'Choose who you are at work' })).toBeVisible()
      await page.getByRole('button', { name: new RegExp(`^${givenName} ${familyName}`) }).click()
      await expect(page).toHaveURL('/support')
      const header = page.getByRole('banner')
      await expect(header).toContainText('For staff only')
      await expect(header).toContainText(`${givenName} ${familyName}, `)
      const links = page.getByRole('navigation', { name: 'Staff pages' }).getByRole('link')
      await expect(links).toHaveText(pages[role])
      await expect(links.first()).toHaveAttribute('aria-current', 'page')
    })

  test('are never led to another page than theirs', async ({ page }) => {
    for (const to of ['//evil.example/', '/history', '/supporters', '/support/../history']) {
      await page.goto(`/api/support/login?${new URLSearchParams({ to })}`)
      await identify(page, MARKO.code)
      await expect(page).toHaveURL(/\/support$|\/login/)
    }
  })

  test('who log in for themselves are patients like others', async ({ page }) => {
    await logIn(page, TONU)
    await expect(page.getByRole('heading', { level: 1, name: /Who looked/ })).toBeVisible()
    await page.goto('/support')
    await expect(page).toHaveURL(/\/support\/login/)
  })
})

test.describe('nobody is let in as staff', () => {
  const begin = (page: Page) => page.goto('/api/support/login')

  test('by a weak log-in', async ({ page }) => {
    await begin(page)
    await page.getByRole('checkbox', { name: /^With a weak means/ }).check()
    await identify(page, KADRI.code)
    await expect(alert(page, 'not strong enough')).toBeVisible()
    await page.goto('/support')
    await expect(page).toHaveURL(/\/support\/login/)
  })

  test('who is not registered, whatever the log-in says, or in a role that it does not name', async ({ page }) => {
    await begin(page)
    await identify(page, LIIS.code)
    await expect(alert(page, 'not registered here as staff')).toBeVisible()
    const code = somebodyNew()
    await asOwner((owner) => addStaff(owner, { subject: `EE${code}`, name: 'Somebody New', role: 'agent' }))
    await begin(page)
    await identify(page, code)
    await expect(alert(page, 'not registered here as staff')).toBeVisible()
    expect((await page.request.get('/api/session')).status()).toBe(401)
  })

  test('who stops, or comes by a link that somebody else sent', async ({ page, request }) => {
    await begin(page)
    await page.getByRole('button', { name: 'Go back without logging in' }).click()
    await expect(alert(page, 'You stopped the log-in')).toBeVisible()
    await page.goto('/api/auth/callback/staff?code=stolen&state=forged')
    await expect(page).toHaveURL(/\/support\/login\?error/)
    const answer = await request.get('/api/support/login', { headers: { 'sec-fetch-site': 'cross-site' }, maxRedirects: 0 })
    expect(new URL(answer.headers().location ?? '').pathname).toBe('/support/login')
  })
})

test.describe('one browser holds one session', () => {
  test('a patient’s opens no page of staff', async ({ page }) => {
    await logIn(page, MARI)
    await page.goto('/support')
    await expect(page).toHaveURL(/\/support\/login/)
  })

  test('a staff member’s opens no page and no answer of a patient', async ({ page }) => {
    await logInStaff(page, KADRI)
    for (const path of ['/history', '/people', '/alerts']) {
      await page.goto(path)
      await expect(page).toHaveURL(/\/login\?to=/)
    }
    expect((await page.request.get('/api/me/history')).status()).toBe(401)
    expect((await page.request.get('/api/for/00000000-0000-4000-8000-000000000000/history')).status()).toBe(401)
    expect((await page.request.get('/api/session')).status()).toBe(200)
    await page.goto('/help')
    await expect(page.getByRole('link', { name: 'To the staff pages' })).toBeVisible()
  })

  test('and the log-in of one kind ends the other', async ({ page, context }) => {
    const opens = async () => (await page.request.get('/api/session')).status()
    await logIn(page, LIIS)
    const patient = await sessionCookie(context)
    await logInStaff(page, MARKO)
    const staff = await sessionCookie(context)
    await page.goto('about:blank')
    await context.addCookies([patient])
    expect(await opens()).toBe(401)
    await context.addCookies([staff])
    expect(await opens()).toBe(200)
    await logIn(page, LIIS)
    await page.goto('about:blank')
    await context.addCookies([staff])
    expect(await opens()).toBe(401)
  })
})

test('what staff looked at for a question stands in the patient’s list, by name and with the question, and is no own look', async ({
  page,
}) => {
  const code = somebodyNew()
  const patient = identifierOf(code)
  const session = {
    staff: '',
    role: 'agent',
    organisation: undefined,
    name: 'Kadri Kuusk',
    visit: code,
    secondsLeft: 1,
    secondsLeftAtMost: 1,
  } as const
  await asOwner((owner) => new Portal(owner, { operator: 'X' }).record(staffLook(session, { patient, reference: 'S-2026-00042' })))
  await logIn(page, { code })
  await expect(
    page.getByText('Kadri Kuusk, support agent of this service, read the entries that question S-2026-00042 is about.').first(),
  ).toBeVisible()
  await expect(page.getByText('Reason: legal compliance').first()).toBeVisible()
})

// Of one person, whom no other test needs meanwhile: they are ended here.
test.describe('a session of staff', () => {
  test('ends by log-out, here or everywhere, and by leaving quickly', async ({ page, context, browser, baseURL }) => {
    const elsewhere = await browser.newContext(baseURL ? { baseURL } : {})
    const other = await elsewhere.newPage()
    await logInStaff(other, TONU)
    await logInStaff(page, TONU)
    const cookie = await sessionCookie(context)
    await page.getByRole('button', { name: 'Log out', exact: true }).click()
    await expect(page).toHaveURL('/logged-out')
    await context.addCookies([cookie])
    expect((await page.request.get('/api/session')).status()).toBe(401)
    expect((await other.request.get('/api/session')).status()).toBe(200)
    await logInStaff(page, TONU)
    await page.getByRole('button', { name: 'Log out everywhere' }).click()
    await expect(page).toHaveURL('/logged-out')
    expect((await other.request.get('/api/session')).status()).toBe(401)
    await elsewhere.close()
    await logInStaff(page, TONU)
    const again = await sessionCookie(context)
    expect((await page.request.post('/api/leave', { headers: { 'sec-fetch-site': 'same-origin' } })).status()).toBe(204)
    await context.addCookies([again])
    expect((await page.request.get('/api/session')).status()).toBe(401)
  })

  test('is asked for at each request: who has ended is out', async ({ page }) => {
    await logInStaff(page, TONU)
    const id = await idOf(TONU.code)
    try {
      await asOwner((owner) => owner.query('UPDATE staff SET ended_at = now() WHERE id = $1', [id]))
      await page.goto('/support')
      await expect(page).toHaveURL(/\/support\/login/)
      expect((await page.request.get('/api/session')).status()).toBe(401)
      await page.getByRole('link', { name: 'Continue to log-in' }).click()
      await page.getByRole('button', { name: /^Tõnu/ }).click()
      await expect(alert(page, 'not registered here as staff')).toBeVisible()
    } finally {
      await asOwner((owner) => owner.query('UPDATE staff SET ended_at = NULL WHERE id = $1', [id]))
    }
  })

  test('ends after a quarter of an hour without use, and the page says so', async ({ page }) => {
    const code = TONU.code
    await logInStaff(page, { code })
    const left = async () => (await page.request.get('/api/session')).json() as Promise<{ secondsLeft: number; secondsLeftAtMost: number }>
    const { secondsLeft, secondsLeftAtMost } = await left()
    expect(secondsLeft).toBeLessThanOrEqual(15 * 60)
    expect(secondsLeftAtMost).toBeLessThanOrEqual(8 * 60 * 60)
    const seen = async (minutes: number) =>
      asOwner((owner) =>
        owner.query('UPDATE staff_session SET seen_at = now() - make_interval(mins => $1) WHERE staff::text = $2', [minutes, id]),
      )
    const id = await idOf(code)
    await page.route(
      '/api/session',
      async (route) => {
        if (route.request().method() === 'GET') await seen(13)
        await route.continue()
      },
      { times: 1 },
    )
    await page.reload()
    const warning = page.getByRole('dialog', { name: 'Are you still there?' })
    await expect(warning).toBeVisible()
    await warning.getByRole('button', { name: 'Stay logged in' }).click()
    await expect(warning).toBeHidden()
    expect((await left()).secondsLeft).toBeGreaterThan(14 * 60)
    await seen(15)
    await page.evaluate(() => new BroadcastChannel('sightline-session').postMessage('ended'))
    await expect(page).toHaveURL('/support/login?error=ended')
    await expect(alert(page, 'You are logged out')).toBeVisible()
  })

  test('is ended by the operator, with all that is open', async ({ page }) => {
    await logInStaff(page, TONU)
    const id = await idOf(TONU.code)
    await asOwner((owner) => endStaff(owner, id))
    expect((await page.request.get('/api/session')).status()).toBe(401)
    const { givenName, familyName, code, role, organisation } = TONU
    await asOwner((owner) => addStaff(owner, { subject: `EE${code}`, name: `${givenName} ${familyName}`, role, organisation }))
    expect((await page.request.get('/api/session')).status(), 'a new log-in is needed').toBe(401)
  })
})
