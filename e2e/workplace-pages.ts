import { expect, type Page } from '@playwright/test'
import { ENE, KADRI } from '#lib/dispute/demo.ts'
import { type CaseChange, openCaseOf } from './cases.ts'
import { somebodyNew } from './product.ts'
import { comeBackStaff } from './staff.ts'

async function openAs(page: Page, somebody: { readonly code: string }, familyName: string, change: CaseChange = {}): Promise<string> {
  const { id } = await openCaseOf({ code: somebodyNew(), givenName: 'Mart', familyName }, change)
  await comeBackStaff(page, somebody)
  await page.goto(`/support/cases/${id}`)
  return `/support/cases/${id}`
}

/** The pages of who works on questions, and their states. */
export const WORKPLACE_PAGES = [
  {
    name: 'questions, a filter of which none is left',
    title: /^Questions/,
    open: async (page: Page) => {
      await comeBackStaff(page, KADRI)
      await page.goto('/support?state=merged&severity=1&automatic=yes')
    },
  },
  { name: 'a question that somebody may take', title: /^Questions/, open: (page: Page) => openAs(page, KADRI, 'Metsa') },
  { name: 'a question, for a supervisor', title: /^Questions/, open: (page: Page) => openAs(page, ENE, 'Metsa') },
  {
    name: 'a question that an agent works on',
    title: /^Questions/,
    open: async (page: Page) => {
      const path = await openAs(page, KADRI, 'Berg')
      await page.getByRole('button', { name: 'Take this question' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'You hold this question now.' })).toBeVisible()
      await page.goto(`${path}?template=write.progress`)
      await expect(page.getByText('Verified', { exact: true })).toBeVisible()
    },
  },
  {
    name: 'no such page, for staff',
    title: /Sightline$/,
    open: async (page: Page) => {
      await comeBackStaff(page, KADRI)
      await page.goto('/support/cases/x')
    },
  },
] as const
