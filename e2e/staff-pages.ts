import { expect, type Page } from '@playwright/test'
import { ENE, KADRI } from '#lib/dispute/demo.ts'
import { lookToday, meet, openLetter, sendQuestion, tellCode } from './assisted.ts'
import { writeInto } from './checks.ts'
import { reportFork } from './fork.ts'
import { OFFICE_PAGES } from './office-pages.ts'
import type { PageState } from './pages.ts'
import { somebodyNew, submitLook } from './product.ts'
import { comeBackStaff } from './staff.ts'
import { WORKPLACE_PAGES } from './workplace-pages.ts'

/** As far as the looks that the person has named. */
async function askForSomebody(page: Page): Promise<void> {
  const code = somebodyNew()
  await submitLook(code)
  await comeBackStaff(page, KADRI, '/support/assisted')
  await meet(page, { code, name: 'Salme Salu' })
  await lookToday(page)
}

/** The pages of staff, and their states. */
export const STAFF_PAGES: readonly PageState[] = [
  { name: 'questions, for a support agent', title: /^Questions · Sightline$/, open: (page) => comeBackStaff(page, KADRI) },
  { name: 'questions, for a supervisor', title: /^Questions/, open: (page) => comeBackStaff(page, ENE) },
  {
    name: 'security incidents',
    title: /^Security incidents · Sightline$/,
    open: (page) => comeBackStaff(page, KADRI, '/support/incidents'),
  },
  { name: 'causes', title: /^Causes · Sightline$/, open: (page) => comeBackStaff(page, KADRI, '/support/causes') },
  {
    name: 'a cause with a drafted answer',
    title: /^Causes/,
    open: async (page) => {
      await comeBackStaff(page, KADRI, '/support/causes')
      await page.getByLabel('Name').fill('Nightly job')
      await page.getByLabel('What happened, for colleagues').fill('It opened every summary.')
      await page.getByRole('button', { name: 'Write it down' }).click()
      await page.getByRole('button', { name: 'Take words for this' }).click()
      await expect(page.getByLabel('Answer: English')).not.toHaveValue('')
      for (const language of ['English', 'Eesti', 'Русский'])
        await writeInto(page.getByLabel(`Answer: ${language}`), 'No person opened your data. A nightly job did it.')
      await page.getByRole('button', { name: 'Keep and look at it' }).click()
      await expect(page.getByRole('region', { name: 'What patients will read' })).toBeVisible()
    },
  },
  {
    name: 'a security incident, for a supervisor',
    title: /^Security incidents/,
    open: async (page) => {
      await reportFork(page)
      await comeBackStaff(page, ENE, '/support/incidents')
      await page.getByRole('link', { name: /^I-/ }).first().click()
      await expect(page.getByRole('heading', { name: 'What you can do now' })).toBeVisible()
    },
  },
  ...OFFICE_PAGES,
  {
    name: 'asking for somebody',
    title: /^Asking for somebody · Sightline$/,
    open: (page) => comeBackStaff(page, KADRI, '/support/assisted'),
  },
  {
    name: 'asking for somebody at a desk',
    title: /^Asking for somebody/,
    open: async (page) => {
      await comeBackStaff(page, KADRI, '/support/assisted')
      await page.getByRole('link', { name: 'At a desk' }).click()
    },
  },
  {
    name: 'asking for somebody by telephone',
    title: /^Asking for somebody/,
    open: async (page) => {
      await comeBackStaff(page, KADRI, '/support/assisted')
      await page.getByRole('link', { name: 'By telephone' }).click()
      await expect(page.getByLabel('Place of birth')).toBeVisible()
    },
  },
  {
    name: 'looks of somebody who is asked for',
    title: /^Asking for somebody/,
    open: askForSomebody,
  },
  {
    name: 'letter of somebody who is asked for',
    title: /^Letter · Sightline$/,
    open: async (page) => {
      await askForSomebody(page)
      await sendQuestion(page)
      await page.getByRole('link', { name: 'Letter' }).click()
      await expect(page.getByRole('article')).toBeVisible()
    },
  },
  {
    name: 'letter of somebody who calls and says something',
    title: /^Letter · Sightline$/,
    open: async (page) => {
      await askForSomebody(page)
      const reference = await sendQuestion(page)
      const told = { reference, code: await openLetter(page) }
      await page.goto('/support/assisted')
      await tellCode(page, told)
      await expect(page.getByRole('heading', { name: 'What the person says' })).toBeVisible()
    },
  },
  ...WORKPLACE_PAGES,
]
