import { expect, test } from '@playwright/test'
import { MARI } from '#lib/event/demo/people.ts'
import { logIn } from './log-in.ts'
import { somebodyNew, whileLooksCannotBeRecorded } from './product.ts'

test.describe('the pages of any public service', () => {
  const PAGES = [
    ['Help', '/help', 'Help'],
    ['Contact', '/contact', 'Contact'],
    ['Accessibility', '/accessibility', 'Accessibility statement'],
    ['Privacy', '/privacy', 'Privacy notice'],
    ['Forget this device', '/device', 'Forget this device'],
  ] as const

  for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
      test.use({ javaScriptEnabled })
      test('are one click from every page, each with its title', async ({ page }) => {
        for (const [link, path, title] of PAGES) {
          await page.goto('/status')
          await page.getByRole('navigation', { name: 'About this service' }).getByRole('link', { name: link }).click()
          await expect(page).toHaveURL(path)
          await expect(page).toHaveTitle(`${title} · Sightline`)
          await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
          expect(((await page.getByRole('main').textContent()) ?? '').length).toBeGreaterThan(400)
        }
      })
    })

  test('answer what people ask, each question at an address of its own', async ({ page }) => {
    await page.goto('/help')
    const questions = page.getByRole('navigation', { name: 'On this page' }).getByRole('link')
    expect(await questions.count()).toBeGreaterThan(15)
    for (const question of await questions.all()) {
      const anchor = page.locator((await question.getAttribute('href')) ?? 'none')
      await expect(anchor).toHaveText((await question.textContent()) ?? 'none')
    }
    for (const mark of ['Verified', 'Waiting to be sealed', 'Could not check', 'Does not match'])
      await expect(page.getByRole('term').filter({ hasText: mark })).toBeVisible()
  })

  test('lead nowhere that is not there', async ({ page, request }) => {
    for (const [, path] of PAGES) {
      await page.goto(path)
      const links = await page.getByRole('main').locator('a[href^="/"], a[href^="#"]').all()
      for (const link of links) {
        const url = new URL((await link.getAttribute('href')) ?? '', page.url())
        const answer = await request.get(url.href)
        expect(answer.status(), url.href).toBe(200)
        if (url.hash) expect(await answer.text(), url.href).toContain(`id="${url.hash.slice(1)}"`)
      }
    }
  })

  test('say of the operator what was configured', async ({ page, request }) => {
    await page.goto('/contact')
    const main = page.getByRole('main')
    await expect(main.getByRole('link', { name: '+372 000 0000' })).toHaveAttribute('href', 'tel:+3720000000')
    await expect(main.getByRole('link', { name: 'help@health.example' })).toHaveAttribute('href', 'mailto:help@health.example')
    for (const text of ['Monday to Friday, 9:00–17:00', 'Lille 1, 10001 Tallinn']) await expect(main.getByText(text)).toBeVisible()
    await expect(main.getByRole('link', { name: 'Inspectorate for the tests' })).toHaveAttribute('href', 'https://authority.example/en')
    await page.goto('/privacy')
    await expect(main.getByRole('link', { name: 'dpo@health.example' })).toBeVisible()
    const security = await request.get('/.well-known/security.txt')
    expect(security.headers()['content-type']).toBe('text/plain; charset=utf-8')
    expect(await security.text()).toContain('Contact: mailto:security@health.example\nExpires: 2099-01-01T00:00:00Z\n')
  })

  test('lead back to the list when somebody is logged in', async ({ page }) => {
    await logIn(page, MARI)
    await page.getByRole('link', { name: 'Privacy' }).click()
    await page.getByRole('link', { name: 'To your list' }).click()
    await expect(page).toHaveURL('/history')
  })

  test('programs find what they ask for', async ({ page, request }) => {
    const robots = await (await request.get('/robots.txt')).text()
    for (const path of ['/api/', '/history', '/for/', '/alerts', '/people']) expect(robots).toContain(`\nDisallow: ${path}\n`)
    await page.goto('/')
    const manifest = await page.locator('link[rel="manifest"]').getAttribute('href')
    const { start_url, icons } = await (await request.get(manifest ?? '')).json()
    expect(start_url).toBe('/history')
    for (const { src } of icons) expect((await request.get(src)).status()).toBe(200)
    await expect(page.locator('meta[name="theme-color"]')).toHaveCount(2)
  })
})

test.describe('a page that is not there', () => {
  for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
      test.use({ javaScriptEnabled })
      test('says so, with its status, and leads on', async ({ page }) => {
        const answer = await page.goto('/history/no-such-page')
        expect(answer?.status()).toBe(404)
        await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible()
        await page.getByRole('main').getByRole('link', { name: 'Contact' }).click()
        await expect(page).toHaveURL('/contact')
      })
    })
})

test.describe('an error of ours', () => {
  test('is a page in the frame, with its status, a reference and ways on', async ({ page }) => {
    const code = somebodyNew()
    await whileLooksCannotBeRecorded(code, async () => {
      await logIn(page, { code })
      const answer = await page.reload()
      expect(answer?.status()).toBe(500)
      await expect(page.getByRole('heading', { level: 1, name: 'Something went wrong on our side' })).toBeVisible()
      await expect(page.getByText(/^Reference: [0-9a-f]{10}$/)).toBeVisible()
      for (const link of ['Go to the start page', 'Contact'])
        await expect(page.getByRole('main').getByRole('link', { name: link })).toBeVisible()
      await expect(page.getByRole('contentinfo').getByRole('link', { name: 'Help' })).toBeVisible()
    })
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: /^Nobody .*, and we can prove it$/ })).toBeVisible()
  })
})
