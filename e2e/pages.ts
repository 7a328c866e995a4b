import { expect, type Page } from '@playwright/test'
import { LIIS, MARI, MIA } from '#lib/event/demo/people.ts'
import { ASKING_PAGES } from './asking-pages.ts'
import { FOLLOWING_PAGES } from './following-pages.ts'
import { comeBack, logIn } from './log-in.ts'
import { somebodyNew } from './product.ts'
import { STAFF_PAGES } from './staff-pages.ts'
import { checked, TIMELINE_PAGES } from './timeline-pages.ts'

export type PageState = { readonly name: string; readonly title: RegExp; readonly open: (page: Page) => Promise<unknown> }

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
  ...STAFF_PAGES,
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
  ...TIMELINE_PAGES,
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
]
