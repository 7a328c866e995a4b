import { expect, type Page } from '@playwright/test'
import { ENE, KADRI } from '#lib/dispute/demo.ts'
import { JAAN, LIIS, MARI, MIA, TOOMAS, VIIVI } from '#lib/event/demo/people.ts'
import { ASKING_PAGES } from './asking-pages.ts'
import { lookToday, meet, sendQuestion } from './assisted.ts'
import { FOLLOWING_PAGES } from './following-pages.ts'
import { reportFork, serveFork } from './fork.ts'
import { comeBack, logIn } from './log-in.ts'
import { OFFICE_PAGES } from './office-pages.ts'
import { somebodyNew, submitLook } from './product.ts'
import { comeBackStaff } from './staff.ts'
import { WORKPLACE_PAGES } from './workplace-pages.ts'

export type PageState = { readonly name: string; readonly title: RegExp; readonly open: (page: Page) => Promise<unknown> }

const checked = (page: Page) => expect(page.getByRole('button', { name: 'How this was checked' }).first()).toBeVisible()

/** The pages for everybody, and the one for what is not there. */
export const PUBLIC = [
  ...[
    '/',
    '/login',
    '/support/login',
    '/logged-out',
    '/verify',
    '/help',
    '/contact',
    '/accessibility',
    '/privacy',
    '/device',
    '/unsubscribe',
  ],
  ...['/transparency', '/status', '/trust', '/design', '/no-such-page'],
] as const

/** Every page, and the states of it that look different: each is tested for access, and has its picture taken. */
export const PAGES: readonly PageState[] = [
  { name: 'start', title: /^Sightline$/, open: (page) => page.goto('/') },
  { name: 'log-in', title: /^Log in · Sightline$/, open: (page) => page.goto('/login') },
  { name: 'log-in that failed', title: /^Log in/, open: (page) => page.goto('/login?error=cancelled') },
  { name: 'staff log-in', title: /^Log in as staff · Sightline$/, open: (page) => page.goto('/support/login') },
  { name: 'staff log-in that failed', title: /^Log in as staff/, open: (page) => page.goto('/support/login?error=not-staff') },
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
      for (const language of ['English', 'Eesti', 'Русский'])
        await page.getByLabel(`Answer: ${language}`).fill('No person opened your data. A nightly job did it.')
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
    open: async (page) => {
      const code = somebodyNew()
      await submitLook(code)
      await comeBackStaff(page, KADRI, '/support/assisted')
      await meet(page, { code, name: 'Salme Salu' })
      await lookToday(page)
    },
  },
  {
    name: 'letter of somebody who is asked for',
    title: /^Letter · Sightline$/,
    open: async (page) => {
      const code = somebodyNew()
      await submitLook(code)
      await comeBackStaff(page, KADRI, '/support/assisted')
      await meet(page, { code, name: 'Salme Salu' })
      await lookToday(page)
      await sendQuestion(page)
      await page.getByRole('link', { name: 'Letter' }).click()
      await expect(page.getByRole('article')).toBeVisible()
    },
  },
  { name: 'logged out', title: /^You are logged out/, open: (page) => page.goto('/logged-out') },
  { name: 'check a saved file', title: /^Check a saved file · Sightline$/, open: (page) => page.goto('/verify') },
  { name: 'not found', title: /^There is no such page/, open: (page) => page.goto('/no-such-page') },
  { name: 'help', title: /^Help · Sightline$/, open: (page) => page.goto('/help') },
  { name: 'contact', title: /^Contact · Sightline$/, open: (page) => page.goto('/contact') },
  { name: 'accessibility statement', title: /^Accessibility statement/, open: (page) => page.goto('/accessibility') },
  { name: 'privacy notice', title: /^Privacy notice/, open: (page) => page.goto('/privacy') },
  { name: 'forget this device', title: /^Forget this device/, open: (page) => page.goto('/device') },
  { name: 'this device is forgotten', title: /^Forget this device/, open: (page) => page.goto('/device?forgotten=yes') },
  { name: 'transparency', title: /^Anybody can check this log/, open: (page) => page.goto('/transparency') },
  { name: 'status', title: /^Status of the log/, open: (page) => page.goto('/status') },
  { name: 'trust file', title: /^The trust file/, open: (page) => page.goto('/trust') },
  {
    name: 'design',
    title: /^How this service looks/,
    open: async (page) => {
      await page.goto('/design')
      await expect(page.getByRole('combobox', { name: 'Organisation' })).toHaveAttribute('type', 'text')
    },
  },
  {
    name: 'design, menu open',
    title: /^How this service looks/,
    open: async (page) => {
      await page.goto('/design')
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await expect(page.getByRole('menuitem', { name: 'Print' })).toBeVisible()
    },
  },
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
  { name: 'alerts that are off', title: /^Alerts · Sightline$/, open: (page) => logIn(page, { code: somebodyNew() }, '/alerts') },
  {
    name: 'alerts',
    title: /^Alerts/,
    open: async (page) => {
      await logIn(page, { code: somebodyNew() }, '/alerts')
      await page.getByRole('button', { name: 'Switch alerts on' }).click()
      await expect(page.getByRole('heading', { name: 'Push messages' })).toBeVisible()
    },
  },
  { name: 'confirming an address', title: /^Confirm your/, open: (page) => comeBack(page, LIIS, '/alerts/confirm?t=x') },
  { name: 'unsubscribing', title: /^No more e-mails/, open: (page) => page.goto('/unsubscribe?t=x') },
  { name: 'people', title: /^Acting for somebody · Sightline$/, open: (page) => comeBack(page, MARI, '/people') },
  { name: 'who acts for a child', title: /^Acting for somebody/, open: (page) => comeBack(page, MIA, '/people') },
  {
    name: 'a child’s history',
    title: /^Acting for Mia Maasikas: who looked/,
    open: async (page) => {
      await comeBack(page, MARI, '/people')
      await page.getByRole('link', { name: 'Act for Mia Maasikas' }).click()
      await checked(page)
    },
  },
  {
    name: 'somebody whom one does not act for',
    title: /^You cannot act for this person/,
    open: async (page) => {
      await comeBack(page, MARI)
      await page.goto('/for/00000000-0000-4000-8000-000000000000/history')
    },
  },
  ...ASKING_PAGES,
  ...FOLLOWING_PAGES,
  ...WORKPLACE_PAGES,
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
    name: 'could not check',
    title: /^Who looked/,
    open: async (page) => {
      await page.route('**/api/me/history*', (route) => route.abort())
      await comeBack(page, MARI)
      await expect(page.getByText('Could not check').first()).toBeVisible()
    },
  },
]
