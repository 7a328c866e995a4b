import { expect, type Page, test } from '@playwright/test'
import { ANDRES, HELVE, JAAN, MARI, TOOMAS } from '#lib/event/demo/people.ts'
import { complaintsOf, violationsOf } from './checks.ts'
import { ALL_ENTRIES, comeBack } from './log-in.ts'

const rows = (page: Page) => page.getByRole('main').getByRole('listitem')
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search', exact: true })
const group = (page: Page, title: string) => page.getByRole('search').locator('summary').filter({ hasText: title })
const whole = (page: Page) =>
  expect(page.getByText(/^Your browser has checked all [\d,]+ and looked through each of them\.$/)).toBeVisible()
const found = (page: Page) => page.getByRole('status').filter({ hasText: /looked through/ })

/** The last March that lies wholly in the past. */
function lastMarch(): { readonly year: number; readonly month: string } {
  const now = new Date()
  const year = now.getUTCMonth() > 2 ? now.getUTCFullYear() : now.getUTCFullYear() - 1
  return { year, month: `${year}-03` }
}

test('3,000 entries: who read the test results in March', async ({ page }) => {
  const { year, month } = lastMarch()
  await comeBack(page, JAAN)
  await group(page, 'What was looked at').click()
  await page.getByRole('radio', { name: /^test results/ }).check()
  await whole(page)
  await page.getByRole('button', { name: new RegExp(`^March ${year}: `) }).click()
  await expect(page).toHaveURL(new RegExp(`/history\\?data=laboratory&from=${month}-01&to=${month}-31$`))
  await group(page, 'Person').click()
  const people = page.getByRole('group', { name: 'Person' })
  await expect(people.getByText('Dr Ivo Kallas')).toBeVisible()
  await expect(found(page)).toContainText(/^\d{1,3} of 3,\d{3} entries/)
  await expect(page.getByRole('heading', { level: 2, name: `March ${year}` })).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 2, name: /20\d\d$/ })).toHaveCount(1)
  for (const text of await rows(page).allTextContents()) expect(text).toMatch(/test results/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true })

  test('the nurse who is his former partner is found in four taps', async ({ page }) => {
    await comeBack(page, ANDRES)
    await page.getByRole('button', { name: 'Filter' }).tap()
    await group(page, 'Person').tap()
    await page.getByRole('radio', { name: /^Kristel Aas/ }).tap()
    await page.getByRole('button', { name: 'Show 4 entries' }).tap()
    await expect(found(page)).toHaveText(/^4 of \d\d entries/)
    await expect(found(page)).toBeInViewport()
    for (const text of await rows(page).allTextContents()) expect(text).toContain('Kristel Aas, nurse at')
  })
})

test('what is looked for by name or by text is in no address and reaches no server', async ({ page }) => {
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`))
  await comeBack(page, ANDRES)
  await search(page).fill('Kristel')
  await whole(page)
  await expect(found(page)).toHaveText(/^4 of \d\d/)
  expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('')
  await page.getByRole('button', { name: 'Clear all' }).click()
  await group(page, 'Person').click()
  await page.getByRole('radio', { name: /^Kristel Aas/ }).check()
  await expect(page).toHaveURL(/\/history#person=\d+$/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Remove Person: Kristel Aas' })).toBeVisible()
  await expect(found(page)).toHaveText(/^4 of \d\d/)
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((request) => /kristel|person=/i.test(request))).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))
  expect(kept).not.toMatch(/kristel/i)
})

test('choices are combined, stay over a reload, and the way back leads through them', async ({ page }) => {
  await comeBack(page, TOOMAS)
  await page.getByRole('checkbox', { name: /^Emergency access only/ }).check()
  await expect(found(page)).toHaveText(/^4 of \d+ entries/)
  await group(page, 'Reason').click()
  await page.getByRole('radio', { name: /^emergency treatment/ }).check()
  await expect(found(page)).toHaveText(/^2 of \d+/)
  await expect(page).toHaveURL(/\?emergency=yes&reason=ETREAT$/)
  await page.reload()
  await expect(found(page)).toHaveText(/^2 of \d+/)
  await whole(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goBack()
  await expect(found(page)).toHaveText(/^4 of \d+/)
  await page.goBack()
  await expect(found(page)).toHaveCount(0)
  await expect(page.getByText(/\d+ of \d+ entries shown/)).toBeVisible()
  await page.goForward()
  await expect(found(page)).toHaveText(/^4 of \d+/)
  expect(
    asked.filter((url) => url.includes('/history')),
    'a step asks the server for nothing',
  ).toEqual([])
})

test('nothing found says so, and one tap brings everything back', async ({ page }) => {
  await comeBack(page, MARI)
  await search(page).fill('nobody of that name')
  await expect(page.getByRole('heading', { name: 'No entry is like this' })).toBeVisible()
  await expect(page.getByText('Nothing in your list matches everything that you chose.')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear all' }).last().click()
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await expect(search(page)).toHaveValue('')
})

test('accents, case and the order of words do not matter, nor whether it is a name, a place, a reason or a document', async ({ page }) => {
  await comeBack(page, HELVE)
  for (const typed of ['OJA margus', 'tartu clinic', 'surgeon', 'c reactive', 'x-ray', 'test results']) {
    await search(page).fill(typed)
    await expect(found(page), typed).toHaveText(/^[1-9]\d* of 2\d\d/)
  }
})

test('an entry that cannot be fetched is not called looked through', async ({ page }) => {
  await comeBack(page, JAAN)
  await expect(page.getByText(/of 3,\d{3} entries checked so far/)).toBeVisible()
  await page.route('**/api/me/history*', (route) => route.abort())
  await search(page).fill('nõmm')
  await expect(page.getByText(/^Only the newest \d+ were looked through/)).toBeVisible()
  await page.unroute('**/api/me/history*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await whole(page)
})

test('the picture counts by organisation and by kind of data, and its bars choose', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await page.getByRole('radio', { name: 'Organisation', exact: true }).check()
  const table = page.getByRole('table', { name: 'Organisation' })
  const [name, count] = await Promise.all([
    table.getByRole('rowheader').first().textContent(),
    table.getByRole('cell').first().textContent(),
  ])
  await table.getByRole('button').first().click()
  await expect(found(page)).toHaveText(new RegExp(`^${count} of \\d\\d`))
  await expect(page.getByRole('button', { name: `Remove Organisation: ${name?.trim()}` })).toBeVisible()
  await table.getByRole('button', { pressed: true }).click()
  await expect(found(page)).toHaveCount(0)
  await page.getByRole('radio', { name: 'Kind of data' }).check()
  await page
    .getByRole('table', { name: 'Kind of data' })
    .getByRole('button', { name: /^images/ })
    .click()
  await expect(page).toHaveURL(/\?data=image$/)
})

test('all of it works with the keyboard alone', async ({ page }) => {
  await comeBack(page, JAAN)
  await expect(search(page)).toBeEnabled()
  await search(page).focus()
  await page.keyboard.type('nomm')
  await whole(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove Search: nomm' })).toBeVisible()
  const newest = page.getByRole('button', { name: /^[A-Z][a-z]+ \d{4}: \d+ entries/ }).last()
  await newest.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { pressed: true })).toBeFocused()
  await expect(page).toHaveURL(/\?from=\d{4}-\d{2}-01&to=/)
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/\/history$/)
  await page.keyboard.press('Tab')
  await expect(page.locator('summary').filter({ hasText: 'As a table' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Automatic' })).toBeVisible()
})

test('a long list holds in the page what is in sight, and keeps its place', async ({ page }) => {
  await comeBack(page, JAAN)
  await page.getByRole('radio', { name: /^People/ }).check()
  await whole(page)
  const days = page.getByRole('main').getByRole('heading', { level: 3, name: /day/ })
  await expect.poll(() => rows(page).count()).toBeLessThan(150)
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
  await rows(page).nth(5).getByRole('button').first().focus()
  await page.evaluate(() => scrollTo(0, 0))
  await expect(page.locator(':focus')).toHaveCount(1)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })

  test('the server looks through its part of the list, and says which; a link leads to the earlier ones', async ({ page }) => {
    await comeBack(page, JAAN)
    await expect(rows(page).first()).toBeVisible()
    await page.getByRole('link', { name: 'Earlier entries' }).click()
    await expect(page.getByText(/The server has looked through numbers [\d,]+ to 2,9\d\d of your 3,\d{3} entries\./)).toBeVisible()
    await page.goto('/history')
    await group(page, 'What was looked at').click()
    await page.getByRole('radio', { name: /^test results/ }).check()
    await page.getByRole('button', { name: 'Show these' }).click()
    await expect(page).toHaveURL(/data=laboratory/)
    await expect(page.getByText(/numbers 2,\d{3} to (3,\d{3}) of your \1 entries/)).toBeVisible()
    await expect(rows(page).first()).toBeVisible()
    for (const text of await rows(page).allTextContents()) expect(text).toMatch(/test results/)
    await expect(page.getByText('Verified', { exact: true })).toHaveCount(0)
    await page.getByRole('link', { name: 'Earlier entries' }).click()
    await expect(page).toHaveURL(/data=laboratory&before=2\d{3}$/)
    await expect(page.getByText(/numbers [12],\d{3} to 2,\d{3} of your 3,\d{3} entries/)).toBeVisible()
    await page.getByRole('link', { name: 'Back to the newest' }).click()
    await expect(page.getByText(/numbers 2,\d{3} to 3,\d{3}/)).toBeVisible()
  })

  test('whoever must log in first comes back to the same choices, and to nothing else', async ({ page }) => {
    await page.goto('/history?show=automatic&data=laboratory&name=Kristel&before=7')
    await expect(page).toHaveURL('/login?to=%2Fhistory%3Fshow%3Dautomatic%26data%3Dlaboratory')
    await expect(rows(page).filter({ hasText: 'test results' })).toHaveCount(0)
  })

  test('an address that makes no sense shows the whole list', async ({ page }) => {
    await comeBack(page, MARI)
    await page.goto('/history?show=everybody&from=2026-02-31&before=-1&before=2')
    await expect(page.getByText(/numbers \d+ to (\d+) of your \1 entries/)).toBeVisible()
    await expect(rows(page).first()).toBeVisible()
  })
})

for (const [device, width, colorScheme] of [
  ['phone', 320, 'light'],
  ['desktop', 1280, 'dark'],
] as const) {
  test.describe(`${device}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    test('every state of finding is accessible and fits', async ({ page }) => {
      const complaints = complaintsOf(page)
      const check = async (state: string) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(width)
        expect(await violationsOf(page), state).toEqual([])
      }
      await comeBack(page, MARI)
      await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
      if (width < 1000) await page.getByRole('button', { name: 'Filter' }).click()
      for (const title of ['Person', 'Organisation', 'What was looked at', 'Dates', 'Reason', 'Record system'])
        await group(page, title).click()
      await check('every group open')
      await page.getByRole('radio', { name: /^Anna Berg/ }).check()
      await page.getByRole('radio', { name: /^treatment/ }).check()
      await check('chosen')
      if (width < 1000) await page.getByRole('button', { name: 'Activity at a glance' }).click()
      await page.getByText('As a table').click()
      await check('months')
      await page.getByRole('radio', { name: 'Organisation', exact: true }).check()
      await check('organisations')
      await search(page).fill('nobody of that name')
      await expect(page.getByRole('heading', { name: 'No entry is like this' })).toBeVisible()
      await check('nothing found')
      expect(complaints).toEqual([])
    })
  })
}
