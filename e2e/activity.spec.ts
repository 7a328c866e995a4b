import { expect, test } from '@playwright/test'
import { JAAN, MARI } from '#lib/event/demo/people.ts'
import { expectWhole, found, search } from './list.ts'
import { ALL_ENTRIES, comeBack } from './log-in.ts'

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
  await expectWhole(page)
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
