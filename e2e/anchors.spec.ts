import { expect, type Page, test } from '@playwright/test'
import { KERSTI } from '#lib/event/demo/people.ts'
import { hasOpenssl } from '#lib/monitor/time-stamping-authority.ts'
import { parseAnchor, printAnchor } from '#lib/timestamp/anchor.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { somebodyNew, submitLook } from './product.ts'

const ANCHOR = '**/log/anchors/*'

/** Without the newest looks of the person themself, which no time stamp covers yet. */
const rows = (page: Page) => page.getByRole('main').getByRole('listitem').filter({ hasNotText: 'You read the list' })
const stamp = (page: Page) => rows(page).first().getByRole('status', { name: 'Time stamp' })

test.beforeEach(async () => test.skip(!(await hasOpenssl()), 'this machine has no openssl command'))

/** Opens the details of the newest entry, once the demonstration's authority has stamped the log. */
async function openDetails(page: Page): Promise<void> {
  await comeBack(page, KERSTI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await expect(async () => {
    const details = rows(page).first().getByRole('button', { name: 'Details' })
    if ((await details.getAttribute('aria-expanded')) === 'true') await details.click()
    await details.click()
    await expect(stamp(page)).toContainText('Said to have existed before', { timeout: 3000 })
  }).toPass()
}

test('an entry existed before its time stamp: said at once, checked on demand, and drawn', async ({ page }) => {
  const code: string[] = []
  page.on('response', (response) => {
    if (response.url().includes('/_next/static/chunks/')) code.push(response.url())
  })
  await openDetails(page)
  await expect(stamp(page)).toContainText('Not checked yet.')
  const before = code.length
  await rows(page).first().getByRole('button', { name: 'Check the time stamp' }).click()
  await expect(stamp(page)).toContainText(/Checked: Existed before .* 20\d\d at \d\d:\d\d \(time stamped by time-stamps\.example\)/)
  expect(code.length, 'the code that reads certificates is loaded only now').toBeGreaterThan(before)

  await rows(page).first().getByRole('button', { name: 'How this was checked' }).click()
  const sheet = page.getByRole('dialog', { name: 'How this was checked' })
  await expect(sheet.getByRole('status', { name: 'Time stamp' })).toContainText('Existed before')
  await expect(sheet.getByRole('img', { name: /carries \d+ signatures and a time stamp/ })).toBeVisible()
  await sheet.getByText('The same in words', { exact: true }).click()
  await expect(sheet.getByText(/time-stamps\.example vouches that it existed before/)).toBeVisible()
})

test('a time stamp that does not verify is said to be that, and the list is not accused', async ({ page }) => {
  await page.route(ANCHOR, async (route) => {
    const response = await route.fetch()
    const anchor = parseAnchor(await response.text())
    const token = anchor.token.map((byte, i) => (i === anchor.token.length - 1 ? byte ^ 1 : byte))
    await route.fulfill({ response, body: printAnchor({ ...anchor, token }) })
  })
  await openDetails(page)
  await rows(page).first().getByRole('button', { name: 'Check the time stamp' }).click()
  await expect(stamp(page)).toContainText('The time stamp does not verify: its signature is not valid.')
  await expect(page.getByRole('alert', { name: 'Does not match' })).toHaveCount(0)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
})

test('a time stamp that cannot be reached could not be checked, and can be asked for again', async ({ page }) => {
  await page.route(ANCHOR, (route) => route.abort())
  await openDetails(page)
  await rows(page).first().getByRole('button', { name: 'Check the time stamp' }).click()
  await expect(stamp(page)).toContainText('Could not check the time stamp')
  await page.unroute(ANCHOR)
  await rows(page).first().getByRole('button', { name: 'Try again' }).click()
  await expect(stamp(page)).toContainText('Existed before')
})

test('an entry that is younger than the newest time stamp says so', async ({ page }) => {
  const code = somebodyNew()
  await submitLook(code)
  await logIn(page, { code })
  await expect(page.getByText(/This is the one entry|These are all the 2 entries/)).toBeVisible()
  await rows(page).first().getByRole('button', { name: 'Details' }).click()
  await expect(stamp(page)).toContainText('Not time stamped yet. The next time stamp covers it.')
})
