import { expect, type Page } from '@playwright/test'
import { JAAN, LIIS, MARI, TOOMAS, VIIVI } from '#lib/event/demo/people.ts'
import { alter, serveFork } from './fork.ts'
import { comeBack } from './log-in.ts'
import type { PageState } from './pages.ts'

export const checked = (page: Page) => expect(page.getByRole('button', { name: 'How this was checked' }).first()).toBeVisible()

/** The list of who looked, in its states. */
export const TIMELINE_PAGES: readonly PageState[] = [
  { name: 'history', title: /^Who looked/, open: (page) => comeBack(page, MARI).then(() => checked(page)) },
  {
    name: 'history, not the first visit',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, MARI)
      await page.getByRole('button', { name: 'I have read this' }).click()
      await expect(page.getByRole('link', { name: 'What is this?' })).toBeVisible()
      await page.evaluate(() => scrollTo(0, 0))
    },
  },
  { name: 'long history', title: /^Who looked/, open: (page) => comeBack(page, JAAN).then(() => checked(page)) },
  { name: 'empty history', title: /^Who looked/, open: (page) => comeBack(page, LIIS).then(() => checked(page)) },
  {
    name: 'opened entry',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, MARI)
      await checked(page)
      await page.getByRole('button', { name: 'Details' }).first().click()
      await page.getByRole('button', { name: 'Save the proof of this entry' }).click()
    },
  },
  {
    name: 'explained entry',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, VIIVI)
      await checked(page)
      await page.getByRole('button', { name: 'Details' }).first().click()
      await page.getByText('Do you not know this person?').click()
      await page.getByText('About Benefits system').click()
    },
  },
  {
    name: 'emergency, and who reports here',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, TOOMAS)
      await checked(page)
      await page.getByText('Which record systems report here', { exact: true }).click()
      await page.getByRole('switch', { name: 'Show your own looks' }).check()
    },
  },
  {
    name: 'how this was checked',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, MARI)
      await page.getByRole('button', { name: 'How this was checked' }).first().click()
      await expect(page.getByRole('dialog').getByRole('img')).toBeVisible()
    },
  },
  {
    name: 'taking the list along',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, MARI)
      await page.getByRole('button', { name: 'Take it along' }).click()
    },
  },
  {
    name: 'evidence to report',
    title: /^Who looked/,
    open: async (page) => {
      await comeBack(page, MARI)
      await checked(page)
      await serveFork(page)
      await page.reload()
      await page.getByRole('button', { name: 'Report it' }).click()
    },
  },
  {
    name: 'does not match',
    title: /^Who looked/,
    open: async (page) => {
      await page.route('**/api/me/history*', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, body: (await response.text()).replaceAll('"outcome":"0"', '"outcome":"8"') })
      })
      await comeBack(page, MARI)
      await expect(page.getByRole('alert', { name: 'Does not match' })).toBeVisible()
    },
  },
  {
    name: 'something that waits cannot be read',
    title: /^Who looked/,
    open: async (page) => {
      await alter(page, (answer) => ({ ...answer, pending: [...answer.pending, { event: '' }] }))
      await comeBack(page, MARI)
      await checked(page)
      await expect(page.getByRole('region', { name: /^Waiting to be sealed/ })).toContainText('An entry that cannot be read')
    },
  },
  {
    name: 'could not check',
    title: /^Who looked/,
    open: async (page) => {
      await page.route('**/api/me/history*', (route) => route.abort())
      await comeBack(page, MARI)
      await expect(page.getByText('Could not check').first()).toBeVisible()
    },
  },
]
