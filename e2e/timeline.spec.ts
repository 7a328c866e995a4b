import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { ALEKSANDR, HELVE, JAAN, LIIS, MARI, MARY, PEETER, TOOMAS } from '#lib/event/demo/people.ts'
import { accessEntry, commitEvent } from '#lib/history/entry.ts'
import { fromBase64, fromUtf8 } from '#lib/tlog/bytes.ts'
import { parsePolicy } from '#lib/tlog/policy.ts'
import { leafHash } from '#lib/tlog/proof.ts'
import { parseTlogProof, verifyTlogProof } from '#lib/tlog/tlog-proof.ts'
import { promise, rows } from './list.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { somebodyNew, submitLook } from './product.ts'

/** The auditor may be a moment later than the witnesses: what it raises the promise to is there on the next visit at the latest. */
async function audited(page: Page, text: string): Promise<void> {
  await expect(async () => {
    await expect(promise(page)).toContainText(/These are all|This is the one entry|No entry/)
    if (!(await promise(page).textContent())?.includes('missing')) await page.reload()
    await expect(promise(page)).toContainText(text, { timeout: 3000 })
  }).toPass()
}

test('a typical history is read, checked and promised no more than was checked', async ({ page }) => {
  await comeBack(page, MARI)
  await audited(
    page,
    'entries that the demonstration health system has sealed for you, everyone is shown the same log, and no logged entry of yours is missing.',
  )
  await page.getByRole('switch', { name: 'Show your own looks' }).check()
  await page.getByText(/of \d+ entries shown/).scrollIntoViewIfNeeded()
  await expect(page.getByText(/(\d{2,}) of \1 entries shown/)).toBeVisible()
  await expect(rows(page).filter({ hasNotText: 'Verified' })).toHaveCount(0)
  await expect(page.getByText('Anna Berg, nurse at Jõgi Family Practice, looked up your patient summary.').first()).toBeVisible()
})

test('a returning visitor is told that nothing has changed, until the device forgets', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(promise(page)).toContainText(ALL_ENTRIES)
  await page.reload()
  await expect(promise(page)).toContainText(/unchanged since your last visit|the \d+ of your last visit are unchanged/)
  await page.getByRole('button', { name: 'How this was checked' }).first().click()
  await page.getByRole('button', { name: 'Forget this device’s memory' }).click()
  await expect(page.getByText('Your next visit will be a first visit.')).toBeVisible()
  await page.reload()
  await expect(promise(page)).toContainText('sealed for you, everyone')
})

test('what could not be checked offline is checked when the connection is back, and entries that did not come are said to be missing', async ({
  page,
  context,
}) => {
  await page.route('**/api/me/history*', (route) => route.abort())
  await comeBack(page, JAAN)
  await expect(promise(page)).toContainText('could not be reached')
  await context.setOffline(true)
  await expect(promise(page)).toContainText('You are offline')
  await page.unroute('**/api/me/history*')
  await context.setOffline(false)
  await expect(promise(page)).toContainText(/of 3,\d{3} entries checked so far/)
  await page.route('**/api/me/history*', (route) => route.abort())
  await page.getByRole('button', { name: /^Check all 3,\d{3} now$/ }).click()
  await expect(promise(page)).toContainText('Earlier entries could not be fetched')
  await page.unroute('**/api/me/history*')
  await page.getByRole('button', { name: /^Check all 3,\d{3} now$/ }).click()
  await expect(promise(page)).toContainText(/These are all the 3,\d{3} entries/)
})

test('3,000 entries: the newest at once, all of them when asked', async ({ page }) => {
  await comeBack(page, JAAN)
  await expect(promise(page)).toContainText(/of 3,\d{3} entries checked so far/)
  await expect(promise(page)).not.toContainText('missing')
  await expect(rows(page).first()).toContainText('Verified')
  await page.getByRole('button', { name: /^Check all 3,\d{3} now$/ }).click()
  await expect(promise(page)).toContainText(/These are all the 3,\d{3} entries/)
  await page.getByRole('switch', { name: 'Show your own looks' }).check()
  await expect(page.getByText(/(3,\d{3}) of \1 entries shown/)).toHaveCount(1)
  await expect.poll(() => rows(page).count(), 'a long list is not all in the page').toBeLessThan(200)
  const oldest = page.getByRole('main').getByRole('heading', { level: 3 }).last()
  const newest = await oldest.textContent()
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect(oldest).not.toHaveText(newest ?? '')
})

test('nobody has looked, and that is proven', async ({ page }) => {
  await comeBack(page, LIIS)
  await audited(page, ', everyone is shown the same log, and no logged entry of yours is missing.')
  await expect(page.getByRole('heading', { name: 'Nobody but you has looked, and we can prove it' })).toBeVisible()
})

test('a proof can be seen, read and taken away', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(promise(page)).toContainText(ALL_ENTRIES)
  const row = rows(page)
    .filter({ has: page.getByRole('button', { name: 'Details' }) })
    .first()
  await row.getByRole('button', { name: 'Details' }).click()
  await row.getByRole('button', { name: 'How this was checked' }).click()
  const sheet = page.getByRole('dialog', { name: 'How this was checked' })
  await expect(sheet.getByRole('img', { name: /joined with .* other hashes, step by step/ })).toBeVisible()
  await sheet.getByText('The same in words', { exact: true }).click()
  await expect(sheet.getByText(/is signed by sightline\.example\/demo \(the log\), ML-DSA-44/)).toBeVisible()

  await sheet.getByRole('button', { name: 'Save the proof of this entry' }).click()
  await expect(sheet.getByText('That is health data.')).toBeVisible()
  const download = page.waitForEvent('download')
  await sheet.getByRole('button', { name: 'Save', exact: true }).click()
  const proof = parseTlogProof(await readFile(await (await download).path(), 'utf8'))
  const { event, nonce } = JSON.parse(fromUtf8(proof.extra ?? new Uint8Array()))
  const policy = parsePolicy(await (await fetch(new URL('/log/policy', env('e2e').E2E_GATEWAY))).text())
  verifyTlogProof(proof, leafHash(accessEntry(commitEvent(fromBase64(nonce), fromBase64(event)))), policy)
})

test('many looks of one person on one day are one line that opens', async ({ page }) => {
  await comeBack(page, HELVE)
  const line = rows(page).filter({ hasText: 'Dr Margus Oja' }).first()
  await expect(line).toContainText(/\d{2,3} times/)
  await expect(line).toContainText(/\d{2,3} × Verified/)
  await line.getByRole('button', { name: /^Show all \d+/ }).click()
  await line.getByRole('button', { name: 'Details' }).nth(1).click()
  await expect(line.getByText('Reported by')).toBeVisible()
})

test('two reports of one access are shown once, and both can be opened', async ({ page }) => {
  await comeBack(page, PEETER)
  const line = rows(page).filter({ hasText: 'Reported twice, shown once' })
  await expect(line).toHaveCount(1)
  await line.getByRole('button', { name: 'Details' }).click()
  await expect(line.getByText('Reported by')).toHaveCount(2)
})

test('emergency and refused access say so, and can be picked out', async ({ page }) => {
  await comeBack(page, TOOMAS)
  await expect(rows(page).filter({ hasText: 'Emergency access' })).toContainText(['Dr Siim Hein', 'Karl Liiv', 'as an emergency'])
  await page.getByRole('radio', { name: /^Refused or failed/ }).check()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('tried to read your discharge letter, and was refused: nothing was shown.')
})

test('a name that is not shown says why', async ({ page }) => {
  await comeBack(page, ALEKSANDR)
  await expect(
    rows(page)
      .filter({ hasText: /Name shown from \d/ })
      .first(),
  ).toBeVisible()
  const withheld = rows(page).filter({ hasText: 'Name withheld by law' }).first()
  await withheld.getByRole('button', { name: 'Details' }).click()
  await expect(withheld).toContainText('so it can be opened later')
})

test('the hour that comes twice is told apart', async ({ page }) => {
  await comeBack(page, MARY)
  await expect(rows(page).filter({ hasText: '03:30 EEST' }).first()).toContainText('03:30 EET')
})

test.describe('elsewhere', () => {
  test.use({ timezoneId: 'America/New_York' })
  test('the time zone of the page is named', async ({ page }) => {
    await comeBack(page, TOOMAS)
    await expect(page.getByText('All times are in Tallinn time')).toBeVisible()
  })
})

test('one more look appears, verified', async ({ page }) => {
  const code = somebodyNew()
  await logIn(page, { code })
  await expect(page.getByRole('heading', { name: /^Nobody .*, and we can prove it$/ })).toBeVisible()
  await submitLook(code)
  await page.reload()
  await expect(rows(page).first()).toContainText('Anna Berg, nurse at Tartu Clinic, read your test results.')
  await expect(rows(page).first()).toContainText('Verified')
  await page.getByRole('switch', { name: 'Show your own looks' }).check()
  await expect(rows(page).nth(1)).toContainText('You read the list of who looked at your record.')
  await expect(promise(page)).toContainText('These are all the 2 entries')
})

test('the end of a session is announced, and one click puts it off', async ({ page }) => {
  let left = 120
  await page.route('**/api/session', async (route) => {
    if (route.request().method() === 'POST') left = 1800
    await route.fulfill({ json: { secondsLeft: left, secondsLeftAtMost: 30_000 } })
  })
  await comeBack(page, LIIS)
  const warning = page.getByRole('dialog', { name: 'Are you still there?' })
  await warning.getByRole('button', { name: 'Stay logged in' }).click()
  await expect(warning).toBeHidden()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('the newest entries are readable, and not called verified', async ({ page }) => {
    await comeBack(page, MARI)
    await expect(page.getByText('Not verified in this browser yet.')).toBeVisible()
    await expect(page.getByText('Scripts are switched off')).toBeVisible()
    await expect(rows(page).first()).toBeVisible()
    await expect(page.getByText('Verified', { exact: true })).toHaveCount(0)
  })
})
