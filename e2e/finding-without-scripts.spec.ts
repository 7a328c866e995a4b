import { expect, test } from '@playwright/test'
import { JAAN, MARI } from '#lib/event/demo/people.ts'
import { expectEach, group, rows } from './list.ts'
import { comeBack } from './log-in.ts'

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
  await expectEach(page, 'test results')
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
