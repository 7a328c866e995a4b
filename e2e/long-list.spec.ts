import { expect, test } from '@playwright/test'
import { JAAN } from '#lib/event/demo/people.ts'
import { expectEach, expectWhole, found, group, lastMarch, rows, search } from './list.ts'
import { comeBack } from './log-in.ts'

test('3,000 entries: who read the test results in March', async ({ page }) => {
  const { year, month } = lastMarch()
  await comeBack(page, JAAN)
  await group(page, 'What was looked at').click()
  await page.getByRole('radio', { name: /^test results/ }).check()
  await expectWhole(page)
  await page.getByRole('button', { name: new RegExp(`^March ${year}: `) }).click()
  await expect(page).toHaveURL(new RegExp(`/history\\?data=laboratory&from=${month}-01&to=${month}-31$`))
  await group(page, 'Person').click()
  const people = page.getByRole('group', { name: 'Person' })
  await expect(people.getByText('Dr Ivo Kallas')).toBeVisible()
  await expect(found(page)).toContainText(/^\d{1,3} of 3,\d{3} entries/)
  await expect(page.getByRole('heading', { level: 2, name: `March ${year}` })).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 2, name: /20\d\d$/ })).toHaveCount(1)
  await expectEach(page, 'test results')
})

test('an entry that cannot be fetched is not called looked through', async ({ page }) => {
  await comeBack(page, JAAN)
  await expect(page.getByText(/of 3,\d{3} entries checked so far/)).toBeVisible()
  await page.route('**/api/me/history*', (route) => route.abort())
  await search(page).fill('nõmm')
  await expect(page.getByText(/^Only the newest \d+ were looked through/)).toBeVisible()
  await page.unroute('**/api/me/history*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expectWhole(page)
})

test('a long list holds in the page what is in sight, and keeps its place', async ({ page }) => {
  await comeBack(page, JAAN)
  await page.getByRole('radio', { name: /^People/ }).check()
  await expectWhole(page)
  const days = page.getByRole('main').getByRole('heading', { level: 3, name: /day/ })
  await expect.poll(() => rows(page).count()).toBeLessThan(150)
  const newest = (await days.first().textContent()) ?? ''
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(height).toBeGreaterThan(50_000)
  await page.evaluate((to) => scrollTo(0, to), height / 2)
  await expect
    .poll(() =>
      days
        .first()
        .boundingBox()
        .then((box) => Math.abs(box?.y ?? 1e9)),
    )
    .toBeLessThan(3000)
  await expect(days.first()).not.toHaveText(newest)
  await rows(page).nth(5).getByRole('button').first().focus()
  await page.evaluate(() => scrollTo(0, 0))
  await expect(days.first()).toHaveText(newest)
  await expect(rows(page).locator('button:focus'), 'what holds the focus stays').toHaveCount(1)
})
