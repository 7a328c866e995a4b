import { expect, test } from '@playwright/test'
import { ANDRES } from '#lib/event/demo/people.ts'
import { rows } from './list.ts'
import { comeBack } from './log-in.ts'

test('who asked a question finds in the list that support looked at its entries, checked like every other look', async ({ page }) => {
  await comeBack(page, ANDRES)
  const look = rows(page).filter({ hasText: 'Kadri Kuusk' }).first()
  await expect(look).toContainText(/read the entries that question S-\d{4}-\d{5} is about/)
  await expect(look).toContainText('Verified')
})
