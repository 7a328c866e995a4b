import { expect, type Page } from '@playwright/test'
import { LIIS, VIIVI } from '#lib/event/demo/people.ts'
import { askAboutFirst, checkAndSend, fillIn, lookedAt } from './asking.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import type { PageState } from './pages.ts'

/** Begins a question as somebody whom Anna Berg has looked at. */
async function writeQuestion(page: Page): Promise<void> {
  await logIn(page, { code: await lookedAt() })
  await askAboutFirst(page)
}

/** The pages of asking, and their states. */
export const ASKING_PAGES: readonly PageState[] = [
  {
    name: 'a question while it is written',
    title: /^Ask about entries · Sightline$/,
    open: (page) => writeQuestion(page),
  },
  {
    name: 'a question of which something is missing',
    title: /^Ask about entries/,
    open: async (page) => {
      await writeQuestion(page)
      await page.getByRole('button', { name: 'Save and go on' }).last().click()
      await expect(page.getByRole('alert').filter({ hasText: 'Something is missing' })).toBeFocused()
      await page.evaluate(() => scrollTo(0, 0))
    },
  },
  {
    name: 'a question to check',
    title: /^Ask about entries/,
    open: async (page) => {
      await writeQuestion(page)
      await fillIn(page)
      await page.getByRole('button', { name: 'Save and go on' }).last().click()
      await expect(page.getByText(/Their proof goes with the question/)).toBeVisible()
    },
  },
  {
    name: 'a draft to delete',
    title: /^Ask about entries/,
    open: async (page) => {
      await writeQuestion(page)
      await page.getByRole('button', { name: 'Delete this draft' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Delete this draft?' })).toBeVisible()
    },
  },
  { name: 'a draft that is deleted', title: /^The draft is deleted/, open: (page) => comeBack(page, LIIS, '/questions/draft/discarded') },
  { name: 'entries to ask about', title: /^Choose entries to ask about/, open: (page) => comeBack(page, VIIVI, '/questions/choose') },
  {
    name: 'a draft that there is not',
    title: /^Ask about entries/,
    open: async (page) => {
      await comeBack(page, LIIS)
      await page.goto('/questions/draft/00000000-0000-4000-8000-000000000000')
    },
  },
  {
    name: 'history, with what was asked',
    title: /^Who looked/,
    open: async (page) => {
      await writeQuestion(page)
      await fillIn(page)
      await checkAndSend(page)
      await page.goto('/history')
      await expect(page.getByText(/You asked about this on/)).toBeVisible()
      await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
      await page.getByRole('button', { name: 'Details' }).first().click()
    },
  },
]
