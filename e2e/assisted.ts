import { expect, type Page } from '@playwright/test'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import en from '../messages/en.json' with { type: 'json' }
import { tick } from './asking.ts'

const { assisted } = en

/** A person of the test, by their personal code. */
type Caller = { readonly code: string; readonly name: string }

export const SESSION = /\/support\/assisted\/[0-9a-f-]{36}$/

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Tallinn' }).format(new Date())

/** At a desk: says who it is, and how that was made sure. */
export async function meet(page: Page, { code, name }: Caller, { language = 'English' } = {}): Promise<void> {
  await page.getByRole('link', { name: assisted.way.desk }).click()
  await page.getByLabel(assisted.who.code).fill(code)
  await page.getByLabel(assisted.who.name, { exact: true }).fill(name)
  await page.getByLabel(assisted.who.documentEnd).fill('1234')
  await page.getByLabel(assisted.who.language).selectOption(language)
  await tick(page.getByLabel(assisted.who.consent))
  await page.getByRole('button', { name: assisted.who.go }).click()
  await expect(page).toHaveURL(SESSION)
}

/** Names the organisation and today. */
export async function lookToday(page: Page, organisation: string = SYSTEMS.clinic.organisation): Promise<void> {
  await page.getByLabel(assisted.search.organisation).fill(organisation)
  await page.getByLabel(assisted.search.from).fill(today())
  await page.getByLabel(assisted.search.until).fill(today())
  await page.getByRole('button', { name: assisted.search.go }).click()
  await expect(page.getByRole('heading', { name: assisted.ask.title })).toBeVisible()
}

/** Asks about the first of the looks that match. @returns the reference. */
export async function sendQuestion(page: Page): Promise<string> {
  await tick(page.getByRole('group', { name: assisted.ask.entries }).getByRole('checkbox').first())
  await tick(page.getByRole('checkbox', { name: en.dispute.reason['unknown-person'] }))
  await tick(page.getByRole('checkbox', { name: en.dispute.want.explanation }))
  await page.getByRole('button', { name: assisted.ask.send }).click()
  await expect(page.getByRole('heading', { name: /is sent$/ })).toBeVisible()
  return /S-\d{4}-\d{5}/.exec((await page.getByRole('main').textContent()) ?? '')?.[0] ?? ''
}

/** Opens the letter of the question that was just sent. @returns its code. */
export async function openLetter(page: Page): Promise<string> {
  await page.getByRole('link', { name: assisted.sent.letter }).click()
  const code = page
    .getByRole('article')
    .getByRole('definition')
    .filter({ hasText: /^\w{4}-\w{4}-\w{4}$/ })
  return (await code.textContent()) ?? ''
}

/** The person has told reference and code, on the page where that begins. */
export async function tellCode(page: Page, { reference, code }: { readonly reference: string; readonly code: string }): Promise<void> {
  await page.getByLabel(assisted.call.reference).fill(reference)
  await page.getByLabel(assisted.call.code).fill(code)
  await page.getByRole('button', { name: assisted.call.go }).click()
}
