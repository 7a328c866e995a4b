import { expect, type Page } from '@playwright/test'
import { ENE, KADRI, RIINA } from '#lib/dispute/demo.ts'
import { askedCase, closedCase, hospitalCase, staffId, takeSteps } from './cases.ts'
import type { PageState } from './pages.ts'
import { comeBackStaff } from './staff.ts'

/** Opens a question that waits for the hospital, as its privacy officer. */
async function openAsked(page: Page): Promise<void> {
  const { id } = await askedCase({ safeContact: true, reasons: ['acquaintance', 'not-in-care'] })
  await comeBackStaff(page, RIINA, `/support/answers/${id}`)
  await page.getByRole('textbox', { name: 'In your words' }).fill('She was on duty and took the wrong record.')
}

async function drawSample(page: Page): Promise<string> {
  const { reference } = await closedCase()
  await comeBackStaff(page, ENE, '/support/overview/samples')
  await page.getByRole('textbox', { name: 'How many' }).fill('20')
  await page.getByRole('button', { name: 'Draw' }).click()
  await expect(page.getByRole('link', { name: reference })).toBeVisible()
  return reference
}

/** The pages of privacy officers and supervisors. */
export const OFFICE_PAGES: readonly PageState[] = [
  {
    name: 'questions, for a privacy officer',
    title: /^Questions · Sightline$/,
    open: async (page) => {
      await askedCase()
      await comeBackStaff(page, RIINA)
    },
  },
  {
    name: 'a question to a privacy officer',
    title: /^Your answer · Sightline$/,
    open: async (page) => {
      await openAsked(page)
      await page.getByRole('button', { name: 'Save draft' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'Your draft is saved' })).toBeVisible()
      await expect(page.getByText('Verified', { exact: true }).first()).toBeVisible()
    },
  },
  {
    name: 'a privacy officer’s answer before it is sent',
    title: /^Preview the answer/,
    open: async (page) => {
      await openAsked(page)
      await page.getByRole('button', { name: 'Preview the answer' }).click()
      await expect(page.getByRole('heading', { level: 1, name: /^Check your answer/ })).toBeVisible()
    },
  },
  {
    name: 'the overview of a supervisor',
    title: /^Overview · Sightline$/,
    open: async (page) => {
      await closedCase()
      await comeBackStaff(page, ENE, '/support/overview')
      for (const table of await page.getByText('As a table').all()) await table.click()
    },
  },
  {
    name: 'what an agent holds, for a supervisor',
    title: /^Open questions · Sightline$/,
    open: async (page) => {
      await takeSteps(await hospitalCase(), KADRI, 'acknowledge')
      await comeBackStaff(page, ENE, `/support/overview/agents/${await staffId(KADRI)}`)
    },
  },
  { name: 'samples, for a supervisor', title: /^Closed questions/, open: drawSample },
  {
    name: 'a sample, for a supervisor',
    title: /^Closed questions/,
    open: async (page) => {
      const reference = await drawSample(page)
      await page.getByRole('link', { name: reference }).click()
      await page.getByRole('button', { name: 'Open for an hour' }).click()
      await expect(page.getByText('Was it well done?')).toBeVisible()
    },
  },
]
